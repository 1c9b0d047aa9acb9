// Skipped trades are fetched over the same link, one page at a time, while it is live.
import { describe, expect, it } from 'vitest';
import { decodeTradesRequest, encodeBatch, encodeReply, encodeTradesReply } from '../../proto/codec.ts';
import type { Batch } from '../../proto/messages.ts';
import { makeAccepted, makeBatch, makeReply } from '../../tests/support/wire/builders.ts';
import { ClientRun } from '../../tests/support/clients/client-run.ts';

/** A live client whose tape skipped the trades in (10, 50]. */
function makeRunWithSkippedTrades(): ClientRun {
  const run = ClientRun.live();
  run.network.latest.emit('batch', encodeBatch(makeBatch({ after: 10, through: 50, tapeSkipped: 40 })));
  return run;
}

function makePage(after: number, through: number, ...sequences: number[]): Batch {
  const ones = sequences.map(() => 1);
  const tape = { sequence: sequences, id: sequences.map(() => 0), time: ones, price: ones, size: ones };
  return makeBatch({ after, through, tape });
}

function tradesRequests(run: ClientRun) {
  return run.network.latest.requests.filter(({ event }) => event === 'trades');
}

/** Lets promises that wait for a reply settle. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Replies to the latest request. */
function reply(run: ClientRun, payload: unknown): Promise<void> {
  run.network.latest.lastRequest('trades').reply(payload);
  return settle();
}

function encodePage(after: number, through: number, ...sequences: number[]): Uint8Array {
  return encodeTradesReply({ kind: 'sent', content: makePage(after, through, ...sequences) });
}

function listTape(run: ClientRun): (number | string)[] {
  return run.tape.items('S0').map((item) => (item.kind === 'trade' ? item.sequence : item.why));
}

describe('skipped trades', () => {
  it('are requested at once, and each further page after the previous one arrived', async () => {
    const run = makeRunWithSkippedTrades();
    expect(listTape(run)).toEqual(['skipped']);
    const [request] = tradesRequests(run);
    expect(decodeTradesRequest(request?.payload)).toEqual({ symbol: 'S0', epoch: 1, after: 10, through: 50 });
    await reply(run, encodePage(10, 30, 12, 29));
    expect(run.tapeChanges).toBe(1);
    expect(listTape(run)).toEqual([12, 29, 'skipped']);
    expect(tradesRequests(run)).toHaveLength(2);
    await reply(run, encodePage(30, 50, 44));
    expect(listTape(run)).toEqual([12, 29, 44]);
    expect(tradesRequests(run)).toHaveLength(2);
  });

  it('stay a gap if the feed no longer has them', async () => {
    const run = makeRunWithSkippedTrades();
    const refusal = { kind: 'not-kept', symbol: 'S0', mode: undefined, message: '' } as const;
    await reply(run, encodeTradesReply({ kind: 'refused', refusal }));
    expect(listTape(run)).toEqual(['not-kept']);
    expect(tradesRequests(run)).toHaveLength(1);
  });

  it.each([
    ['for another range', encodePage(20, 50)],
    ['of another epoch', encodeTradesReply({ kind: 'sent', content: { ...makePage(10, 50), epoch: 2 } })],
    ['that exceed the request', encodePage(10, 60)],
    ['without progress', encodePage(10, 10)],
    ['that cannot be decoded', new Uint8Array([255])],
    ['of a server that does not support the request', encodeReply(makeReply())],
  ])('stay skipped after replies %s, and the link stays live', async (_, payload) => {
    const run = makeRunWithSkippedTrades();
    await reply(run, payload);
    expect(listTape(run)).toEqual(['skipped']);
    expect(tradesRequests(run)).toHaveLength(1);
    expect(run.client.link.kind).toBe('live');
  });

  it('are requested again once the client is live again', async () => {
    const run = makeRunWithSkippedTrades();
    run.network.latest.disconnect('transport close');
    run.client.retryNow();
    await settle();
    run.welcome(50);
    expect(tradesRequests(run)).toHaveLength(0);
    const accepted = (['board', 'tape'] as const).map((mode) =>
      makeAccepted(0, { mode, receipt: { kind: 'exact', missed: 0, fromTime: 0, toTime: 0 } }),
    );
    run.network.latest
      .lastRequest('resume')
      .reply(encodeReply(makeReply({ accepted, head: { epoch: 1, sequence: 50 } })));
    expect(run.client.link.kind).toBe('live');
    expect(tradesRequests(run)).toHaveLength(1);
  });
});

it('sends no requests while there is no link', async () => {
  const run = ClientRun.live();
  run.client.stop();
  const range = { symbol: 'S0', epoch: 1, after: 1, through: 2 };
  expect(await run.client.fetchTrades(range)).toMatchObject({ kind: 'lost' });
  expect(await run.client.fetchBars({ symbol: 'S0', intervalS: 5, begin: 0, end: 1 })).toMatchObject({ kind: 'lost' });
});
