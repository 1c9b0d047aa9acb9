// The parts of the status keep their identity until they change, so that views do not render them every frame.
import { expect, it } from 'vitest';
import { encodeInstruments, encodeReply } from '../proto/codec.ts';
import { makeInstruments, makeReply } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';
import type { FeedStatus } from './status.ts';

/** The parts that differ from before. */
function changed(before: FeedStatus, now: FeedStatus): string[] {
  return (Object.keys(now) as (keyof FeedStatus)[]).filter((part) => before[part] !== now[part]);
}

function refusing(): ClientRun {
  const run = ClientRun.live();
  run.network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(3)));
  run.client.subscribe('NOPE', { mode: 'board' });
  const refused = [{ kind: 'unknown-symbol', symbol: 'NOPE', mode: 'board', message: 'no NOPE' }] as const;
  run.network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ refused })));
  return run;
}

it('a batch changes only the time of the last message', () => {
  const run = refusing();
  const before = run.client.status;
  expect(before.refused.size).toBe(1);
  run.clock.advance(20);
  run.trade(10);
  expect(changed(before, run.client.status)).toEqual(['lastMessageAt']);
});

it('an accepted subscription does not change the refused ones', () => {
  const run = refusing();
  const before = run.client.status;
  run.client.subscribe('S2', { mode: 'tape' });
  expect(changed(before, run.client.status)).toEqual([]);
});

it('a drop changes the link and the outage', () => {
  const run = refusing();
  const before = run.client.status;
  run.network.latest.disconnect('transport close');
  expect(changed(before, run.client.status).sort()).toEqual(['link', 'outage']);
});

it('a refused tape does not affect the board of its symbol', () => {
  const run = ClientRun.live();
  run.client.subscribe('S2', { mode: 'tape' });
  const refused = [{ kind: 'unknown-symbol', symbol: 'S2', mode: 'tape', message: 'no tape' }] as const;
  run.network.latest.lastRequest('subscribe').reply(encodeReply(makeReply({ refused })));
  expect([...run.client.status.refused]).toEqual([]);
  expect([...run.client.status.refusedTapes]).toEqual([['S2', 'no tape']]);
});
