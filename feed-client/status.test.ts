// Each part of the status stays the same object until it changes, so that views need not render it every frame.
import { expect, it } from 'vitest';
import { encodeInstruments, encodeReply } from '../proto/codec.ts';
import { makeInstruments, makeReply } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';
import type { FeedStatus } from './status.ts';

/** The names of the parts that are not the same objects as before. */
function changedParts(before: FeedStatus, now: FeedStatus): string[] {
  return (Object.keys(now) as (keyof FeedStatus)[]).filter((part) => before[part] !== now[part]);
}

/** A live client, one of whose subscriptions was refused. */
function runWithRefusal(): ClientRun {
  const run = ClientRun.live();
  run.network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(3)));
  run.client.subscribe('NOPE', { mode: 'board' });
  const refused = [{ kind: 'unknown-symbol', symbol: 'NOPE', mode: 'board', message: 'no NOPE' }] as const;
  run.network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ refused })));
  return run;
}

it('changes only the time of the last message when a batch arrives', () => {
  const run = runWithRefusal();
  const before = run.client.status;
  expect(before.refused.size).toBe(1);
  run.clock.advance(20);
  run.trade(10);
  expect(changedParts(before, run.client.status)).toEqual(['lastMessageAt']);
});

it('keeps the refused symbols when a subscription is accepted', () => {
  const run = runWithRefusal();
  const before = run.client.status;
  run.client.subscribe('S2', { mode: 'tape' });
  expect(changedParts(before, run.client.status)).toEqual([]);
});

it('changes the link and the outage when the link drops', () => {
  const run = runWithRefusal();
  const before = run.client.status;
  run.network.latest.disconnect('transport close');
  expect(changedParts(before, run.client.status).sort()).toEqual(['link', 'outage']);
});

it('lists a refused tape separately from the board of its symbol', () => {
  const run = ClientRun.live();
  run.client.subscribe('S2', { mode: 'tape' });
  const refused = [{ kind: 'unknown-symbol', symbol: 'S2', mode: 'tape', message: 'no tape' }] as const;
  run.network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ refused })));
  expect([...run.client.status.refused]).toEqual([]);
  expect([...run.client.status.refusedTapes]).toEqual([['S2', 'no tape']]);
});
