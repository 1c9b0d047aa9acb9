// Random programs of subscribing, stalling, cutting and resuming: a plain client knows, after every step, what the log says.
import { describe, expect, it } from 'vitest';
import { makeBatch, makeHeartbeat } from '../support/wire/builders.ts';
import { randomProgram, type Step } from '../support/delivery/delivery-program.ts';
import type { Event, FaultKind } from '../support/delivery/model-types.ts';
import { PaceCheck } from '../support/delivery/pace-check.ts';
import { Delivery } from '../support/delivery/delivery.ts';
import { Dice } from '../support/random/seeded.ts';
import { VirtualDelivery, type VirtualDeliveryOptions } from '../support/delivery/virtual-delivery.ts';

/** More of them by hand: `SEEDS=50000 vitest run -c scripts/vitest.config.ts --project integration delivery-programs`. */
const SEEDS = Number(process.env.SEEDS ?? 3_000);

function play(seed: number): VirtualDelivery {
  const dice = new Dice(seed);
  // A few go past what one batch is read from.
  const long = dice.chance(0.004);
  const delivery = new VirtualDelivery(seed, {
    capacity: long ? 200_000 : dice.pick([300, 2_000, 8_000]),
    tapeBacklog: dice.pick([100, 1_000, undefined]),
    batchRate: dice.pick([20, 20, 5, 100]),
  });
  const program = randomProgram(seed, {
    symbols: VirtualDelivery.symbols,
    steps: 50,
    burst: long ? 80_000 : 2_500,
  });
  for (const step of program) {
    delivery.do(step);
    if (delivery.faults.length > 0) return delivery;
  }
  delivery.finish();
  return delivery;
}

describe('random programs in virtual time', () => {
  it(`leave a client with the state of the log, over ${SEEDS} seeds`, { timeout: 60_000 + SEEDS * 30 }, () => {
    const sums = new Map<string, number>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { faults, counts } = play(seed);
      if (faults.length > 0) expect(faults.slice(0, 3), `seed ${seed}`).toEqual([]);
      for (const [name, n] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + n);
    }
    for (const [name, n] of sums) expect(n, name).toBeGreaterThan(SEEDS / 10);
  });
});

/** Boards at two paces and tapes, some of it missed and resumed, and in the end a tape that is skipped. */
const PROGRAM: readonly Step[] = [
  {
    kind: 'subscribe',
    subscriptions: [
      { symbol: 'S0', mode: 'board' },
      { symbol: 'S1', mode: 'board', intervalMs: 250 },
      { symbol: 'S0', mode: 'tape' },
      { symbol: 'S2', mode: 'tape' },
    ],
  },
  { kind: 'ticks', count: 100, everyMs: 7 },
  { kind: 'wait', ms: 1_100 },
  { kind: 'cut' },
  { kind: 'ticks', count: 30, everyMs: 1 },
  { kind: 'connect', place: 'where-it-was' },
  { kind: 'ticks', count: 100, everyMs: 7 },
  { kind: 'read', reading: { kind: 'stopped' } },
  { kind: 'ticks', count: 200, everyMs: 1 },
  { kind: 'read', reading: { kind: 'prompt' } },
  { kind: 'unsubscribe', subscriptions: [{ symbol: 'S0', mode: 'board' }] },
  { kind: 'wait', ms: 1_100 },
];

/** The faults found if a client receives something other than what was sent. */
function found(options: VirtualDeliveryOptions): Set<FaultKind> {
  const delivery = new VirtualDelivery(7, { tapeBacklog: 100, ...options });
  for (const step of PROGRAM) delivery.do(step);
  delivery.finish();
  return new Set(delivery.faults.map(({ kind }) => kind));
}

type Batch = Extract<Event, { kind: 'batch' }>['message'];

/** Changes the first batch that `suits`. */
function spoilBatch(suits: (batch: Batch) => boolean, change: (batch: Batch) => Partial<Batch> | undefined) {
  let done = false;
  return (event: Event): Event | undefined => {
    if (done || event.kind !== 'batch' || !suits(event.message)) return event;
    done = true;
    const changed = change(event.message);
    return changed && { kind: 'batch', message: { ...event.message, ...changed } };
  };
}

const hasSales = ({ sales }: Batch): boolean => sales.id.length > 0;
const hasTrades = ({ tape }: Batch): boolean => tape.id.length > 1;
const isLater = ({ after }: Batch): boolean => after > 10;

describe('the checks', () => {
  it('find nothing if everything is received as sent', () => {
    expect(found({})).toEqual(new Set());
  });

  it.each<[FaultKind, string, NonNullable<VirtualDeliveryOptions['spoil']>]>([
    ['gap', 'a batch is lost', spoilBatch(isLater, () => undefined)],
    ['overlap', 'a batch begins too early', spoilBatch(isLater, ({ after }) => ({ after: after - 1 }))],
    ['stranger', 'a batch is of a lane that there is not', spoilBatch(isLater, () => ({ intervalMs: 7 }))],
    [
      'stranger',
      'a row is of a symbol that is not subscribed',
      spoilBatch(hasSales, ({ sales }) => ({ sales: { ...sales, id: sales.id.map(() => 4) } })),
    ],
    [
      'stranger',
      'a trade is of a symbol that is not subscribed',
      spoilBatch(hasTrades, ({ tape }) => ({ tape: { ...tape, id: tape.id.map(() => 1) } })),
    ],
    [
      'row',
      'a volume is wrong',
      spoilBatch(hasSales, ({ sales }) => ({ sales: { ...sales, volume: sales.volume.map((v) => v + 1) } })),
    ],
    [
      'state',
      'a price is wrong',
      spoilBatch(hasSales, ({ sales }) => ({ sales: { ...sales, last: sales.last.map((p) => p + 1) } })),
    ],
    [
      'tape',
      'a trade is missing',
      spoilBatch(hasTrades, ({ tape }) => ({
        tape: { ...tape, id: tape.id.slice(1), sequence: tape.sequence.slice(1) },
      })),
    ],
    [
      'tape',
      'trades are not in order',
      spoilBatch(hasTrades, ({ tape }) => ({ tape: { ...tape, sequence: [...tape.sequence].reverse() } })),
    ],
    [
      'skipped',
      'a count of trades that are left out is wrong',
      spoilBatch(
        ({ tapeSkipped }) => tapeSkipped > 0,
        ({ tapeSkipped }) => ({ tapeSkipped: tapeSkipped - 1 }),
      ),
    ],
    ['quiet', 'a heartbeat accounts for what concerns it', beatInPlace],
    ['digest', 'a digest differs', digestChanged],
    ['digest', 'a digest is missing', digestMissing],
    ['state', 'a snapshot is wrong', snapshotChanged],
    ['beyond-head', 'a heartbeat is ahead of the log', headChanged],
    ['not-current', 'nothing is heard any more', () => undefined],
  ])('find a fault of kind %s where %s', (kind, _, spoil) => {
    expect(found({ spoil })).toContain(kind);
  });

  it.each<[FaultKind, string, NonNullable<VirtualDeliveryOptions['spoilReply']>]>([
    [
      'receipt',
      'a receipt counts one tick too many',
      (reply) => ({
        ...reply,
        accepted: reply.accepted.map((one) =>
          one.receipt && 'missed' in one.receipt
            ? { ...one, receipt: { ...one.receipt, missed: one.receipt.missed + 1 } }
            : one,
        ),
      }),
    ],
    ['reset', 'a resume is said to be lost', (reply) => ({ ...reply, reset: 'too-old' })],
    ['answer', 'an answer is missing', (reply) => ({ ...reply, accepted: reply.accepted.slice(1) })],
    [
      'answer',
      'what is kept is wrong',
      (reply) => ({ ...reply, kept: { ...reply.kept, after: reply.kept.after + 1 } }),
    ],
  ])('find a fault of kind %s where %s', (kind, _, spoilReply) => {
    expect(found({ spoilReply })).toContain(kind);
  });

  it('find a batch that comes before its time, unless something was asked for or it is the rest of another', () => {
    const { subscriber } = new Delivery().join();
    const batch = makeBatch({ through: 5, tapeSkipped: 1 });
    const check = new PaceCheck();
    const sends = (at: number, head = 5) => check.sends(batch, subscriber, at, head) !== undefined;
    expect([sends(0), sends(50), sends(99), sends(150)]).toEqual([false, false, true, false]);
    check.asked();
    expect([sends(160, 9), sends(161), sends(162)]).toEqual([false, false, true]);
  });
});

function beatInPlace(event: Event): Event {
  if (event.kind !== 'batch' || !hasSales(event.message)) return event;
  const { epoch, after, through, intervalMs } = event.message;
  return { kind: 'heartbeat', message: makeHeartbeat({ epoch, after, through, intervalMs, head: through }) };
}

function digestChanged(event: Event): Event {
  if (event.kind !== 'heartbeat' || !event.message.digest) return event;
  const { symbols, sum } = event.message.digest;
  return { kind: 'heartbeat', message: { ...event.message, digest: { symbols, sum: (sum ^ 1) >>> 0 } } };
}

function digestMissing(event: Event): Event {
  return event.kind === 'heartbeat' ? { ...event, message: { ...event.message, digest: undefined } } : event;
}

function snapshotChanged(event: Event): Event {
  if (event.kind !== 'snapshot') return event;
  const states = event.message.states.map((state) => ({ ...state, reference: 1 }));
  return { kind: 'snapshot', message: { ...event.message, states } };
}

function headChanged(event: Event): Event {
  return event.kind === 'heartbeat' ? { ...event, message: { ...event.message, head: 1e9 } } : event;
}
