// History requests: answers that are sent, refused or lost, without an effect on the link.
import { describe, expect, it } from 'vitest';
import {
  decodeBarsRequest,
  encodeBarsReply,
  encodeRefusal,
  encodeReply,
  type HistoryReply,
} from '../../proto/codec.ts';
import type { Bars, Refusal } from '../../proto/messages.ts';
import { makeReply } from '../../tests/support/wire/builders.ts';
import { ClientRun } from '../../tests/support/clients/client-run.ts';

const REQUEST = { symbol: 'S0', intervalS: 5, begin: 12_000, end: 20_000 };
const BARS: Bars = {
  begin: 10_000,
  end: 20_000,
  bars: [{ time: 15_000, open: 1, high: 3, low: 1, close: 2, volume: 9, trades: 2 }],
  holes: [],
  at: { epoch: 1, sequence: 10 },
};
const UNKNOWN_EVENT: Refusal = {
  kind: 'unknown-event',
  symbol: '',
  mode: undefined,
  message: 'unknown request "bars"',
};

function encode(reply: HistoryReply<Bars>): Uint8Array {
  return encodeBarsReply(reply, REQUEST.intervalS);
}

/** Requests bars, and replies with `payload`. */
async function fetchWithReply(run: ClientRun, payload: unknown) {
  const answer = run.client.fetchBars(REQUEST);
  const { payload: request, reply } = run.network.latest.lastRequest('bars');
  expect(decodeBarsRequest(request)).toEqual(REQUEST);
  reply(payload);
  return await answer;
}

describe('fetchBars', () => {
  it('resolves with the bars unchanged', async () => {
    expect(await fetchWithReply(ClientRun.live(), encode({ kind: 'sent', content: BARS }))).toEqual({
      kind: 'sent',
      content: BARS,
    });
  });

  it.each([
    ['bars that start too late', encode({ kind: 'sent', content: { ...BARS, begin: 15_000 } })],
    ['bars past the requested end', encode({ kind: 'sent', content: { ...BARS, end: 30_000 } })],
    ['bytes that are not bars', new Uint8Array([255])],
  ])('resolves as lost, and keeps the link, if the answer has %s', async (_, payload) => {
    const run = ClientRun.live();
    expect(await fetchWithReply(run, payload)).toMatchObject({ kind: 'lost' });
    expect(run.client.link.kind).toBe('live');
  });

  it('resolves as refused, and keeps the link, if the server does not know the request', async () => {
    const run = ClientRun.live();
    run.network.latest.emit('refusal', encodeRefusal(UNKNOWN_EVENT));
    const answer = await fetchWithReply(run, encodeReply(makeReply({ refused: [UNKNOWN_EVENT] })));
    expect(answer).toEqual({ kind: 'refused', refusal: UNKNOWN_EVENT });
    expect(run.client.link.kind).toBe('live');
  });

  it('resolves as lost if the link drops before the answer', async () => {
    const run = ClientRun.live();
    const answer = run.client.fetchBars(REQUEST);
    run.network.latest.disconnect('transport close');
    expect(await answer).toEqual({ kind: 'lost', why: 'the link dropped' });
  });
});
