// The state machine: the transitions between phases, by events and by timeouts.
import { describe, expect, it } from 'vitest';
import { makeWelcome } from '../../tests/support/wire/builders.ts';
import { HEARTBEAT_MS, MachineRun } from '../../tests/support/clients/machine-run.ts';
import { STEADY_AFTER_MS, type Phase } from './state.ts';

type Kind = Phase['kind'];

const EPOCH = 1;
/** Makes a run in each phase, with one board that was synced at sequence 10, unless nothing was requested yet. */
const RUNS: Readonly<Record<Kind, () => MachineRun>> = {
  idle: () => new MachineRun().subscribe('S0'),
  connecting: () => RUNS.waiting().dispatch({ type: 'retry' }),
  resuming: () => RUNS.connecting().welcome({ epoch: EPOCH, sequence: 15 }),
  syncing: () => RUNS.resuming().resumed({ accepted: [], head: { epoch: EPOCH, sequence: 15 } }),
  live: () => new MachineRun().live(10, 0),
  stale: () =>
    RUNS.live()
      .advance(2.5 * HEARTBEAT_MS)
      .dispatch({ type: 'timer' }),
  checking: () => RUNS.live().dispatch({ type: 'wake' }),
  waiting: () => RUNS.live().dispatch({ type: 'lost', why: 'transport close' }),
  refused: () => RUNS.live().dispatch({ type: 'closing', close: { code: 4500, message: 'protocol 2' } }),
};

const EVENTS: Readonly<Record<string, (run: MachineRun) => MachineRun>> = {
  start: (run) => run.dispatch({ type: 'start' }),
  stop: (run) => run.dispatch({ type: 'stop' }),
  retry: (run) => run.dispatch({ type: 'retry' }),
  'late retry': (run) => run.advance(1_000).dispatch({ type: 'retry' }),
  nudge: (run) => run.dispatch({ type: 'nudge' }),
  wake: (run) => run.advance(1_000).dispatch({ type: 'wake' }),
  'early timer': (run) => run.dispatch({ type: 'timer' }),
  'overdue timer': (run) => run.advance(60_000).dispatch({ type: 'timer' }),
  loss: (run) => run.dispatch({ type: 'lost', why: 'transport close' }),
  close: (run) => run.dispatch({ type: 'closing', close: { code: 4000, message: 'shutting down' } }),
  'final close': (run) => run.dispatch({ type: 'closing', close: { code: 4501, message: 'bad frames' } }),
  welcome: (run) => run.welcome({ epoch: EPOCH, sequence: 15 }),
  'next range': (run) => run.batch(10, 15),
  gap: (run) => run.batch(12, 15),
  duplicate: (run) => run.batch(5, 10),
};

describe('the state machine', () => {
  const table: Readonly<Record<keyof typeof EVENTS, readonly Kind[]>> = {
    // from:   idle          connecting    resuming      syncing       live        stale         waiting       refused       checking
    start: ['connecting', 'connecting', 'resuming', 'syncing', 'live', 'stale', 'waiting', 'refused', 'checking'],
    stop: ['idle', 'idle', 'idle', 'idle', 'idle', 'idle', 'idle', 'idle', 'idle'],
    retry: ['idle', 'connecting', 'resuming', 'syncing', 'live', 'connecting', 'connecting', 'connecting', 'checking'],
    'late retry': [
      'idle',
      'connecting',
      'connecting',
      'connecting',
      'live',
      'connecting',
      'connecting',
      'connecting',
      'checking',
    ],
    nudge: ['idle', 'connecting', 'resuming', 'syncing', 'live', 'connecting', 'connecting', 'refused', 'checking'],
    wake: [
      'idle',
      'connecting',
      'connecting',
      'connecting',
      'checking',
      'connecting',
      'connecting',
      'refused',
      'checking',
    ],
    'early timer': ['idle', 'connecting', 'resuming', 'syncing', 'live', 'stale', 'waiting', 'refused', 'checking'],
    'overdue timer': [
      'idle',
      'waiting',
      'waiting',
      'waiting',
      'stale',
      'waiting',
      'connecting',
      'refused',
      'connecting',
    ],
    loss: ['idle', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'refused', 'waiting'],
    close: ['idle', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'refused', 'waiting'],
    'final close': ['idle', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused'],
    welcome: ['idle', 'resuming', 'resuming', 'syncing', 'live', 'stale', 'waiting', 'refused', 'checking'],
    'next range': ['idle', 'connecting', 'resuming', 'live', 'live', 'live', 'waiting', 'refused', 'checking'],
    gap: ['idle', 'connecting', 'resuming', 'resuming', 'resuming', 'resuming', 'waiting', 'refused', 'resuming'],
    duplicate: ['idle', 'connecting', 'resuming', 'syncing', 'live', 'live', 'waiting', 'refused', 'checking'],
  };
  const from: readonly Kind[] = [
    'idle',
    'connecting',
    'resuming',
    'syncing',
    'live',
    'stale',
    'waiting',
    'refused',
    'checking',
  ];
  const rows = Object.entries(table).flatMap(([event, to]) => from.map((kind, i) => ({ kind, event, to: to[i] })));

  it.each(rows)('goes from $kind to $to on $event', ({ kind, event, to }) => {
    const run = RUNS[kind]();
    expect(run.phase).toBe(kind);
    expect(EVENTS[event]?.(run).phase).toBe(to);
  });

  it.each(rows.filter(({ to }) => to === 'idle' || to === 'waiting' || to === 'refused'))(
    'closes the connection when it goes from $kind to $to on $event',
    ({ kind, event, to }) => {
      const run = EVENTS[event]?.(RUNS[kind]()) as MachineRun;
      const isOpen = kind !== 'idle' && kind !== 'waiting' && kind !== 'refused';
      expect(run.effectNames.includes('close') || !isOpen, `to ${to}`).toBe(true);
      expect(run.effectNames).not.toContain('open');
    },
  );
});

describe('connecting', () => {
  it('closes any open connection, opens another and waits up to 5 seconds for a welcome', () => {
    const run = new MachineRun().dispatch({ type: 'start' });
    expect(run.effectNames).toEqual(['close', 'open']);
    expect(run.nextDeadline).toBe(5_000);
    run.advance(5_000).dispatch({ type: 'timer' });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', attempt: 2, why: 'no answer in 5 s' });
  });

  it('retries with growing delays until a link is steady', () => {
    const run = new MachineRun().live(10, 0).advance(STEADY_AFTER_MS);
    const waits: number[] = [];
    for (let i = 0; i < 5; i++) {
      run.dispatch({ type: 'lost', why: 'no connection' });
      waits.push((run.nextDeadline ?? 0) - run.now);
      run.advance(waits.at(-1) ?? 0).dispatch({ type: 'timer' });
      expect(run.effectNames).toEqual(['close', 'open']);
    }
    expect(waits).toEqual([50, 100, 200, 200, 200]);
    run.welcome({ epoch: 1, sequence: 10 }).resumed({ head: { epoch: 1, sequence: 10 } });
    expect(run.phase).toBe('live');
    run.advance(STEADY_AFTER_MS).dispatch({ type: 'lost', why: 'no connection' });
    expect((run.nextDeadline ?? 0) - run.now).toBe(50);
  });

  it('does not count a retry as another attempt', () => {
    const run = RUNS.waiting();
    const { attempt } = run.machine.phase as { attempt: number };
    expect(run.dispatch({ type: 'retry' }).machine.phase).toMatchObject({ kind: 'connecting', attempt });
  });

  it('is live with the welcome if there are no subscriptions', () => {
    const run = new MachineRun().dispatch({ type: 'start' }).welcome({ epoch: 1, sequence: 99 });
    expect(run.phase).toBe('live');
    expect(run.position).toEqual({ epoch: 1, sequence: 99 });
    expect(run.effectNames).toEqual(['emit-accepted', 'fetch-instruments']);
  });

  it('accepts only the first welcome', () => {
    const run = new MachineRun().live(10, 0);
    const { machine } = run;
    expect(run.welcome({ epoch: 7, sequence: 0 }).machine).toBe(machine);
    expect(run.effects).toEqual([]);
  });
});

describe('a silent link', () => {
  it('is stale after two and a half heartbeats, and dropped after six', () => {
    const run = RUNS.live();
    expect(run.nextDeadline).toBe(2_500);
    run.advance(2_499.75).dispatch({ type: 'timer' });
    expect(run.phase).toBe('live');
    run.advance(0.25).dispatch({ type: 'timer' });
    expect(run.machine.phase).toMatchObject({ kind: 'stale', asOf: 0, behindMs: undefined });
    expect(run.effects).toEqual([]);
    expect(run.nextDeadline).toBe(6_000);
    run.advance(3_500).dispatch({ type: 'timer' });
    expect(run.phase).toBe('waiting');
    expect(run.effectNames).toEqual(['close']);
  });

  it.each([
    ['a heartbeat', (run: MachineRun) => run.heartbeat(10)],
    ['a batch', (run: MachineRun) => run.batch(10, 11)],
    ['a duplicate batch', (run: MachineRun) => run.batch(9, 10)],
  ])('is live again with %s', (_, receive) => {
    const run = receive(RUNS.stale());
    expect(run.machine).toMatchObject({ phase: { kind: 'live', since: 2_500 }, downSince: undefined });
  });

  it('extends its deadline with every message', () => {
    const run = RUNS.live();
    for (let i = 0; i < 10; i++) run.advance(2_000).batch(10 + i, 11 + i);
    expect(run.phase).toBe('live');
    expect(run.nextDeadline).toBe(22_500);
  });

  it('is replaced at once on a retry after the machine slept through heartbeats', () => {
    expect(RUNS.live().advance(2_499).dispatch({ type: 'retry' }).phase).toBe('live');
    expect(RUNS.live().advance(2_500).dispatch({ type: 'retry' }).phase).toBe('connecting');
  });

  it("uses the server's heartbeat interval", () => {
    const run = new MachineRun().dispatch({ type: 'start' });
    run.dispatch({ type: 'welcome', welcome: makeWelcome({ heartbeatMs: 20_000 }) });
    expect(run.nextDeadline).toBe(50_000);
  });
});

describe('a closing server', () => {
  it('is tried again if the code allows it, and the reason is kept', () => {
    const run = RUNS.live().dispatch({ type: 'closing', close: { code: 4499, message: 'moving' } });
    expect(run.machine.phase).toMatchObject({ kind: 'waiting', why: 'moving, 4499' });
  });

  it('is left alone until a retry if the code forbids reconnecting', () => {
    const run = RUNS.connecting().dispatch({ type: 'closing', close: { code: 4500, message: 'protocol 2' } });
    expect(run.machine.phase).toEqual({ kind: 'refused', code: 4500, why: 'protocol 2' });
    expect(run.nextDeadline).toBeUndefined();
    expect(run.dispatch({ type: 'retry' }).machine.phase).toMatchObject({ kind: 'connecting', attempt: 1 });
  });
});

describe('a deferred request', () => {
  it.each(['resuming', 'syncing'] as const)('gets the full time limit after the wait while %s', (kind) => {
    const run = RUNS[kind]().dispatch({ type: 'deferred', ms: 20_000 });
    expect(run.advance(24_999).dispatch({ type: 'timer' }).phase).toBe(kind);
    expect(run.advance(1).dispatch({ type: 'timer' }).phase).toBe('waiting');
  });

  it('gets the full time limit for its snapshot after the wait', () => {
    const run = RUNS.live().subscribe('S1').dispatch({ type: 'deferred', ms: 20_000 });
    for (let ms = 0; ms < 24_000; ms += HEARTBEAT_MS) run.advance(HEARTBEAT_MS).heartbeat(10);
    expect(run.phase).toBe('live');
    run.advance(HEARTBEAT_MS).dispatch({ type: 'timer' });
    expect(run.phase).toBe('waiting');
  });

  it.each(['idle', 'connecting', 'live', 'waiting', 'refused'] as const)('changes nothing while %s', (kind) => {
    expect(RUNS[kind]().dispatch({ type: 'deferred', ms: 20_000 }).phase).toEqual(RUNS[kind]().phase);
  });
});
