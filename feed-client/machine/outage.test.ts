// The outage in the state: as of when prices are right, and why the link was lost.
import { expect, test } from 'vitest';
import { emptyTapeRows } from '../../proto/rows.ts';
import { makeAccepted, makeBatch, makeInstrument, makeReply, makeWelcome } from '../../tests/support/wire/builders.ts';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';
import { step } from './step.ts';
import { newMachine, type FeedEvent, type Machine, type Outage } from './state.ts';

const POSITION = { epoch: 1, sequence: 10 };

/** The state after events, each applied at its time. */
function machineAfter(...events: readonly (readonly [number, FeedEvent])[]): Machine {
  let [machine, lastMessageAt] = [newMachine(), 0];
  for (const [now, event] of events) {
    if (event.type === 'welcome' || event.type === 'batch' || event.type === 'subscribed') lastMessageAt = now;
    machine = step(machine, event, { now, lastMessageAt, random: () => 0.5 }).machine;
  }
  return machine;
}

function outageAfter(...events: readonly (readonly [number, FeedEvent])[]): Outage | undefined {
  return machineAfter(...events).outage;
}

const WELCOME: FeedEvent = {
  type: 'welcome',
  welcome: makeWelcome({ head: POSITION, serverTime: 0 }),
};
const BATCH: FeedEvent = { type: 'batch', batch: makeBatch({ after: 10, through: 12, tape: emptyTapeRows() }) };
/** Live at 100, with nothing subscribed; last message at 200. */
const LIVE = [
  [0, { type: 'start' }],
  [100, WELCOME],
  [200, BATCH],
] as const;

test('there is no outage before the first attempt fails or while live', () => {
  expect(outageAfter([0, { type: 'start' }])).toBeUndefined();
  expect(outageAfter(...LIVE)).toBeUndefined();
});

test('states the latest failure if there never was any data', () => {
  const failed = [
    [0, { type: 'start' }],
    [10, { type: 'lost', why: 'no connection' }],
    [20, { type: 'retry' }],
    [30, { type: 'lost', why: 'timeout' }],
  ] as const;
  expect(outageAfter(...failed)).toEqual({ asOf: undefined, why: 'timeout' });
});

test('keeps the reason why the link was lost while attempts fail for other reasons', () => {
  const lost = [...LIVE, [300, { type: 'closing', close: { code: 4000, message: 'shutting down' } }]] as const;
  const expected = { asOf: 200, why: 'shutting down, 4000' };
  expect(outageAfter(...lost)).toEqual(expected);
  expect(outageAfter(...lost, [310, { type: 'retry' }], [320, { type: 'lost', why: 'no connection' }])).toEqual(
    expected,
  );
});

test('states that prices are as of the last message once the link falls silent', () => {
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

test('states the reason of a refusal', () => {
  const close = { code: 4500, message: 'protocol 2' };
  const lost = [...LIVE, [300, { type: 'lost', why: 'x' }], [310, { type: 'retry' }]] as const;
  expect(outageAfter(...lost, [320, { type: 'closing', close }])).toEqual({ asOf: 200, why: 'protocol 2' });
});

const GAP: FeedEvent = { type: 'batch', batch: makeBatch({ after: 20, through: 25 }) };

test('does not start when a gap is filled on an open link', () => {
  const accepted = [{ instrument: makeInstrument(1), mode: 'tape', receipt: undefined }] as const;
  const withGap = [
    ...LIVE,
    [210, { type: 'subscribe', subscription: { symbol: 'S1', mode: 'tape' } }],
    [215, { type: 'subscribed', request: 1, reply: makeReply({ accepted, head: POSITION }) }],
    [220, GAP],
  ] as const;
  expect(machineAfter(...withGap).phase.kind).toBe('resuming');
  expect(outageAfter(...withGap)).toBeUndefined();
});

test('counts a gap that was filled on an open link, but reports no recovery', () => {
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

test('keeps the last recovery when a gap is filled later', () => {
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

test('starts at the last message if the link is lost while a gap is filled', () => {
  const run = new MachineRun()
    .live(10, 0)
    .advance(500)
    .batch(12, 15)
    .advance(1_000)
    .dispatch({ type: 'lost', why: 'x' });
  expect(run.machine).toMatchObject({ downSince: 500, outage: { asOf: 500, why: 'x' } });
});

test('fills a gap over a new link if nothing can be resumed', () => {
  const machine = machineAfter(...LIVE, [220, GAP]);
  expect(machine.phase.kind).toBe('waiting');
  expect(machine.outage?.why).toBe('the server left a gap');
});
