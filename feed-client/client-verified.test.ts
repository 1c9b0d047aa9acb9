// Digests: the client detects and repairs a price that changed in transit, and the status counts it.
import { expect, it } from 'vitest';
import { encodeHeartbeat, encodeReply, encodeSnapshot } from '../proto/codec.ts';
import type { SymbolState } from '../proto/messages.ts';
import { stateDigest } from '../proto/state-digest.ts';
import { makeAccepted, makeHeartbeat, makeReply, makeState, makeTrades } from '../tests/support/wire/builders.ts';
import { ClientRun, tradeBatch } from '../tests/support/clients/client-run.ts';
import { flipOneBit } from '../tests/support/random/mutated-batch.ts';

/** The server's state after the trade of `tradeBatch(10)`. */
const TRUE_STATE: SymbolState = makeState({
  reference: 99,
  trades: makeTrades({ last: 101, high: 101, volume: 10, count: 2 }),
});

/** Delivers a heartbeat at 11 with the digest of the server's state. */
function deliverHeartbeat(run: ClientRun): void {
  const digest = { symbols: 1, sum: stateDigest(TRUE_STATE) };
  const heartbeat = makeHeartbeat({ after: 11, through: 11, head: 11, serverTime: run.clock.now(), digest });
  run.network.latest.emit('heartbeat', encodeHeartbeat(heartbeat));
}

it('verifies intact data at the next heartbeat', () => {
  const run = ClientRun.live();
  expect(run.client.status.verified).toBeUndefined();
  run.trade(10);
  deliverHeartbeat(run);
  expect(run.client.status).toMatchObject({ verified: { at: run.clock.now(), symbols: 1 }, repairs: 0 });
});

it('detects a changed byte, requests the state again, and counts a repair', () => {
  const run = ClientRun.live();
  const batch = tradeBatch(10);
  expect(flipOneBit(batch, (found, sent) => found.last[0] !== sent.last[0])).toBe(true);
  run.network.latest.emit('batch', batch);
  expect(run.board.get('S0')?.trades?.last).not.toBe(101);
  deliverHeartbeat(run);
  expect(run.client.status).toMatchObject({ link: { kind: 'live' }, verified: undefined, repairs: 0 });
  run.network.latest
    .lastRequest('subscribe')
    .reply(encodeReply(makeReply({ accepted: [makeAccepted(0)], head: { epoch: 1, sequence: 11 } })));
  const at = { epoch: 1, sequence: 11 };
  run.network.latest.emit('snapshot', encodeSnapshot({ intervalMs: 0, at, states: [TRUE_STATE] }));
  deliverHeartbeat(run);
  expect(run.board.get('S0')?.trades?.last).toBe(101);
  expect(run.client.status).toMatchObject({ verified: { symbols: 1 }, repairs: 1 });
});
