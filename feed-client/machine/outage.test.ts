// The outage in the state: the time up to which prices are right, and why the link was lost.
import { expect, test } from 'vitest';
import { emptyTapeRows } from '../../proto/rows.ts';
import { makeAccepted, makeBatch, makeInstrument, makeReply, makeWelcome } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';
import { step } from './step.ts';
import { newMachine, type FeedEvent, type Machine, type Outage } from './state.ts';

const POSITION = { epoch: 1, sequence: 10 };

/** Applies each event at its time. */
function after(...events: readonly (readonly [number, FeedEvent])[]): Machine {
  let [machine, lastMessageAt] = [newMachine(), 0];
  for (const [now, event] of events) {
    if (event.type === 'welcome' || event.type === 'batch' || event.type === 'subscribed') lastMessageAt = now;
    machine = step(machine, event, { now, lastMessageAt, random: () => 0.5 }).machine;
  }
  return machine;
}

function outageAfter(...events: readonly (readonly [number, FeedEvent])[]): Outage | undefined {
  return after(...events).outage;
}

const WELCOME: FeedEvent = {
  type: 'welcome',
  welcome: makeWelcome({ head: POSITION, serverTime: 0 }),
};
const BATCH: FeedEvent = { type: 'batch', batch: makeBatch({ after: 10, through: 12, tape: emptyTapeRows() }) };
/** Live at 100, with nothing subscribed; last heard at 200. */
const LIVE = [
  [0, { type: 'start' }],
  [100, WELCOME],
  [200, BATCH],
] as const;

test('there is none before the first try failed, nor while live', () => {
  expect(outageAfter([0, { type: 'start' }])).toBeUndefined();
  expect(outageAfter(...LIVE)).toBeUndefined();
});

test('where nothing was ever known, the latest failure is told', () => {
  const failed = [
    [0, { type: 'start' }],
    [10, { type: 'lost', why: 'no connection' }],
    [20, { type: 'retry' }],
    [30, { type: 'lost', why: 'timeout' }],
  ] as const;
  expect(outageAfter(...failed)).toEqual({ asOf: undefined, why: 'timeout' });
});

test('keeps saying why the link was lost while tries fail for other reasons', () => {
  const lost = [...LIVE, [300, { type: 'closing', close: { code: 4000, message: 'shutting down' } }]] as const;
  const expected = { asOf: 200, why: 'shutting down, 4000' };
  expect(outageAfter(...lost)).toEqual(expected);
  expect(outageAfter(...lost, [310, { type: 'retry' }], [320, { type: 'lost', why: 'no connection' }])).toEqual(
    expected,
  );
});

test('prices of a link that went silent are as old as the last that was heard', () => {
  expect(outageAfter(...LIVE, [2_700, { type: 'timer' }])).toEqual({ asOf: 200, why: 'silent' });
});

test('ends when the link is live again', () => {
  expect(
    outageAfter(
      ...LIVE,
      [2_700, { type: 'timer' }],
      [2_800, { ...BATCH, batch: makeBatch({ after: 12, through: 13 }) }],
    ),
  ).toBeUndefined();
  expect(
    outageAfter(...LIVE, [300, { type: 'lost', why: 'x' }], [310, { type: 'retry' }], [320, WELCOME]),
  ).toBeUndefined();
});

test('a refusal says itself why', () => {
  const close = { code: 4500, message: 'protocol 2' };
  const lost = [...LIVE, [300, { type: 'lost', why: 'x' }], [310, { type: 'retry' }]] as const;
  expect(outageAfter(...lost, [320, { type: 'closing', close }])).toEqual({ asOf: 200, why: 'protocol 2' });
});

const GAP: FeedEvent = { type: 'batch', batch: makeBatch({ after: 20, through: 25 }) };

test('a hole that is closed on a link that stands is none', () => {
  const accepted = [{ instrument: makeInstrument(1), mode: 'tape', receipt: undefined }] as const;
  const wanting = [
    ...LIVE,
    [210, { type: 'subscribe', subscription: { symbol: 'S1', mode: 'tape' } }],
    [215, { type: 'subscribed', request: 1, reply: makeReply({ accepted, head: POSITION }) }],
    [220, GAP],
  ] as const;
  expect(after(...wanting).phase.kind).toBe('resuming');
  expect(outageAfter(...wanting)).toBeUndefined();
});

test('a gap that is filled on a link that stands is no drop, and is counted as what it is', () => {
  const run = new MachineRun().live(10, 0).advance(500).batch(12, 15);
  expect(run.phase).toBe('resuming');
  run
    .advance(20)
    .resumed({ accepted: [makeAccepted(0)], head: { epoch: 1, sequence: 15 } })
    .batch(10, 15);
  expect(run.machine).toMatchObject({
    phase: { kind: 'live' },
    lastRecovery: undefined,
    gapsFilled: 1,
    recovery: undefined,
  });
});

test('a gap that is filled after a drop leaves what the drop cost', () => {
  const run = new MachineRun().live(10, 0).advance(500).reconnect({ epoch: 1, sequence: 12 });
  run
    .advance(20)
    .resumed({ accepted: [makeAccepted(0)], head: { epoch: 1, sequence: 12 } })
    .batch(10, 12);
  const { lastRecovery } = run.machine;
  expect(lastRecovery).toMatchObject({ at: 520, downMs: 520 });
  run
    .advance(500)
    .batch(14, 15)
    .resumed({ head: { epoch: 1, sequence: 15 } })
    .batch(12, 15);
  expect(run.machine).toMatchObject({ phase: { kind: 'live' }, gapsFilled: 1 });
  expect(run.machine.lastRecovery).toBe(lastRecovery);
});

test('a link that is lost while a gap is filled is down since it was last heard', () => {
  const run = new MachineRun()
    .live(10, 0)
    .advance(500)
    .batch(12, 15)
    .advance(1_000)
    .dispatch({ type: 'lost', why: 'x' });
  expect(run.machine).toMatchObject({ downSince: 500, outage: { asOf: 500, why: 'x' } });
});

test('a hole where nothing could be resumed is closed over a new link', () => {
  const machine = after(...LIVE, [220, GAP]);
  expect(machine.phase.kind).toBe('waiting');
  expect(machine.outage?.why).toBe('the server left a gap');
});
