// Trades that were skipped are fetched over the same link, a page at a time, while it is live.
import { describe, expect, it } from 'vitest';
import { decodeTradesRequest, encodeBatch, encodeReply, encodeTradesReply } from '../../proto/codec.ts';
import type { Batch } from '../../proto/messages.ts';
import { makeAccepted, makeBatch, makeReply } from '../../tests/support/wire/builders.ts';
import { ClientRun } from '../../tests/support/clients/client-run.ts';

/** A live client whose tape has skipped trades in (10, 50]. */
function skipped(): ClientRun {
  const run = ClientRun.live();
  run.network.latest.say('batch', encodeBatch(makeBatch({ after: 10, through: 50, tapeSkipped: 40 })));
  return run;
}

function page(after: number, through: number, ...sequences: number[]): Batch {
  const ones = sequences.map(() => 1);
  const tape = { sequence: sequences, id: sequences.map(() => 0), time: ones, price: ones, size: ones };
  return makeBatch({ after, through, tape });
}

function asked(run: ClientRun) {
  return run.network.latest.asked.filter(({ event }) => event === 'trades');
}

/** Lets what awaits an answer go on. */
async function goOn(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Answers the latest question. */
function answer(run: ClientRun, payload: unknown): Promise<void> {
  run.network.latest.last('trades').reply(payload);
  return goOn();
}

function sent(after: number, through: number, ...sequences: number[]): Uint8Array {
  return encodeTradesReply({ kind: 'sent', content: page(after, through, ...sequences) });
}

function heard(run: ClientRun): (number | string)[] {
  return run.tape.items('S0').map((item) => (item.kind === 'trade' ? item.sequence : item.why));
}

describe('skipped trades', () => {
  it('are asked for at once, and the next page when the one before has come', async () => {
    const run = skipped();
    expect(heard(run)).toEqual(['skipped']);
    const [request] = asked(run);
    expect(decodeTradesRequest(request?.payload)).toEqual({ symbol: 'S0', epoch: 1, after: 10, through: 50 });
    await answer(run, sent(10, 30, 12, 29));
    expect(run.tapeChanges).toBe(1);
    expect(heard(run)).toEqual([12, 29, 'skipped']);
    expect(asked(run)).toHaveLength(2);
    await answer(run, sent(30, 50, 44));
    expect(heard(run)).toEqual([12, 29, 44]);
    expect(asked(run)).toHaveLength(2);
  });

  it('that the feed no longer has stay a gap', async () => {
    const run = skipped();
    const refusal = { kind: 'not-kept', symbol: 'S0', mode: undefined, message: '' } as const;
    await answer(run, encodeTradesReply({ kind: 'refused', refusal }));
    expect(heard(run)).toEqual(['not-kept']);
    expect(asked(run)).toHaveLength(1);
  });

  it.each([
    ['of another range', sent(20, 50)],
    ['of another epoch', encodeTradesReply({ kind: 'sent', content: { ...page(10, 50), epoch: 2 } })],
    ['past what was asked for', sent(10, 60)],
    ['that bring nothing', sent(10, 10)],
    ['that are none', new Uint8Array([255])],
    ['of a server that does not know the question', encodeReply(makeReply())],
  ])('are left where they are by answers %s, and the link stays', async (_, payload) => {
    const run = skipped();
    await answer(run, payload);
    expect(heard(run)).toEqual(['skipped']);
    expect(asked(run)).toHaveLength(1);
    expect(run.client.link.kind).toBe('live');
  });

  it('are asked for again on the next link, once that is live', async () => {
    const run = skipped();
    run.network.latest.lose('transport close');
    run.client.retryNow();
    await goOn();
    run.welcome(50);
    expect(asked(run)).toHaveLength(0);
    const accepted = (['board', 'tape'] as const).map((mode) =>
      makeAccepted(0, { mode, receipt: { kind: 'exact', missed: 0, fromTime: 0, toTime: 0 } }),
    );
    run.network.latest.last('resume').reply(encodeReply(makeReply({ accepted, head: { epoch: 1, sequence: 50 } })));
    expect(run.client.link.kind).toBe('live');
    expect(asked(run)).toHaveLength(1);
  });
});

it('nothing is asked while there is no link', async () => {
  const run = ClientRun.live();
  run.client.stop();
  const range = { symbol: 'S0', epoch: 1, after: 1, through: 2 };
  expect(await run.client.fetchTrades(range)).toMatchObject({ kind: 'lost' });
  expect(await run.client.fetchBars({ symbol: 'S0', intervalS: 5, from: 0, to: 1 })).toMatchObject({ kind: 'lost' });
});
