// Random programs of subscribing, stalling, cutting and resuming. After every step, a model client must match the log.
import { describe, expect, it } from 'vitest';
import { makeBatch, makeHeartbeat } from '../support/wire/builders.ts';
import { randomProgram, type Step } from '../support/delivery/delivery-program.ts';
import type { DeliveryEvent, FaultKind } from '../support/delivery/model-types.ts';
import { PaceCheck } from '../support/delivery/pace-check.ts';
import { Delivery } from '../support/delivery/delivery.ts';
import { Dice } from '../support/random/seeded.ts';
import { VirtualDelivery, type VirtualDeliveryOptions } from '../support/delivery/virtual-delivery.ts';

/** To run more: `SEEDS=50000 vitest run -c scripts/vitest.config.ts --project integration delivery-programs`. */
const SEEDS = Number(process.env.SEEDS ?? 3_000);

function play(seed: number): VirtualDelivery {
  const dice = new Dice(seed);
  // A few bursts are longer than the range of the log that one batch covers.
  const hasLongBursts = dice.chance(0.004);
  const delivery = new VirtualDelivery(seed, {
    capacity: hasLongBursts ? 200_000 : dice.pick([300, 2_000, 8_000]),
    tapeBacklog: dice.pick([100, 1_000, undefined]),
    batchRate: dice.pick([20, 20, 5, 100]),
  });
  const program = randomProgram(seed, {
    symbols: VirtualDelivery.symbols,
    steps: 50,
    burst: hasLongBursts ? 80_000 : 2_500,
  });
  for (const step of program) {
    delivery.do(step);
    if (delivery.faults.length > 0) return delivery;
  }
  delivery.finish();
  return delivery;
}

describe('random programs in virtual time', () => {
  it(`keep a client equal to the log, over ${SEEDS} seeds`, { timeout: 60_000 + SEEDS * 30 }, () => {
    const sums = new Map<string, number>();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { faults, counts } = play(seed);
      if (faults.length > 0) expect(faults.slice(0, 3), `seed ${seed}`).toEqual([]);
      for (const [name, n] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0) + n);
    }
    for (const [name, n] of sums) expect(n, name).toBeGreaterThan(SEEDS / 10);
  });
});

/** Boards on two lanes and tapes, with an outage and a resume, and at the end skipped trades. */
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
  { kind: 'connect', from: 'current' },
  { kind: 'ticks', count: 100, everyMs: 7 },
  { kind: 'read', reading: { kind: 'stopped' } },
  { kind: 'ticks', count: 200, everyMs: 1 },
  { kind: 'read', reading: { kind: 'prompt' } },
  { kind: 'unsubscribe', subscriptions: [{ symbol: 'S0', mode: 'board' }] },
  { kind: 'wait', ms: 1_100 },
];

/** The kinds of faults that the checks find with these corruptions. */
function faultsWith(options: VirtualDeliveryOptions): Set<FaultKind> {
  const delivery = new VirtualDelivery(7, { tapeBacklog: 100, ...options });
  for (const step of PROGRAM) delivery.do(step);
  delivery.finish();
  return new Set(delivery.faults.map(({ kind }) => kind));
}

type Batch = Extract<DeliveryEvent, { kind: 'batch' }>['message'];

/** Changes the first batch that `matches`. */
function corruptBatch(matches: (batch: Batch) => boolean, change: (batch: Batch) => Partial<Batch> | undefined) {
  let done = false;
  return (event: DeliveryEvent): DeliveryEvent | undefined => {
    if (done || event.kind !== 'batch' || !matches(event.message)) return event;
    done = true;
    const changed = change(event.message);
    return changed && { kind: 'batch', message: { ...event.message, ...changed } };
  };
}

const hasSales = ({ sales }: Batch): boolean => sales.id.length > 0;
const hasTrades = ({ tape }: Batch): boolean => tape.id.length > 1;
const isLater = ({ after }: Batch): boolean => after > 10;

describe('the checks', () => {
  it('find no fault if everything arrives as sent', () => {
    expect(faultsWith({})).toEqual(new Set());
  });

  it.each<[FaultKind, string, NonNullable<VirtualDeliveryOptions['corrupt']>]>([
    ['gap', 'a batch is lost', corruptBatch(isLater, () => undefined)],
    ['overlap', 'a batch begins too early', corruptBatch(isLater, ({ after }) => ({ after: after - 1 }))],
    ['unexpected', 'a batch is of a lane that does not exist', corruptBatch(isLater, () => ({ intervalMs: 7 }))],
    [
      'unexpected',
      'a row is of a symbol that is not subscribed',
      corruptBatch(hasSales, ({ sales }) => ({ sales: { ...sales, id: sales.id.map(() => 4) } })),
    ],
    [
      'unexpected',
      'a trade is of a symbol that is not subscribed',
      corruptBatch(hasTrades, ({ tape }) => ({ tape: { ...tape, id: tape.id.map(() => 1) } })),
    ],
    [
      'row',
      'a volume is wrong',
      corruptBatch(hasSales, ({ sales }) => ({ sales: { ...sales, volume: sales.volume.map((v) => v + 1) } })),
    ],
    [
      'state',
      'a price is wrong',
      corruptBatch(hasSales, ({ sales }) => ({ sales: { ...sales, last: sales.last.map((p) => p + 1) } })),
    ],
    [
      'tape',
      'a trade is missing',
      corruptBatch(hasTrades, ({ tape }) => ({
        tape: { ...tape, id: tape.id.slice(1), sequence: tape.sequence.slice(1) },
      })),
    ],
    [
      'tape',
      'trades are not in order',
      corruptBatch(hasTrades, ({ tape }) => ({ tape: { ...tape, sequence: [...tape.sequence].reverse() } })),
    ],
    [
      'skipped',
      'the number of skipped trades is wrong',
      corruptBatch(
        ({ tapeSkipped }) => tapeSkipped > 0,
        ({ tapeSkipped }) => ({ tapeSkipped: tapeSkipped - 1 }),
      ),
    ],
    ['missed-ticks', 'a heartbeat replaces a batch with rows', heartbeatInsteadOfBatch],
    ['digest', 'a digest differs', digestChanged],
    ['digest', 'a digest is missing', digestMissing],
    ['state', 'a snapshot is wrong', snapshotChanged],
    ['beyond-head', 'a heartbeat is ahead of the log', headChanged],
    ['not-current', 'nothing arrives', () => undefined],
  ])('report "%s" if %s', (kind, _, corrupt) => {
    expect(faultsWith({ corrupt })).toContain(kind);
  });

  it.each<[FaultKind, string, NonNullable<VirtualDeliveryOptions['corruptReply']>]>([
    [
      'receipt',
      'a receipt counts one tick too many',
      (reply) => ({
        ...reply,
        accepted: reply.accepted.map((entry) =>
          entry.receipt && 'missed' in entry.receipt
            ? { ...entry, receipt: { ...entry.receipt, missed: entry.receipt.missed + 1 } }
            : entry,
        ),
      }),
    ],
    ['reset', 'a resume reports a reset', (reply) => ({ ...reply, reset: 'too-old' })],
    ['reply', 'an answer for a symbol is missing', (reply) => ({ ...reply, accepted: reply.accepted.slice(1) })],
    [
      'reply',
      'the kept range is wrong',
      (reply) => ({ ...reply, kept: { ...reply.kept, after: reply.kept.after + 1 } }),
    ],
  ])('report "%s" if %s', (kind, _, corruptReply) => {
    expect(faultsWith({ corruptReply })).toContain(kind);
  });

  it('report a batch that comes early, unless it follows a request or completes another batch', () => {
    const { subscriber } = new Delivery().join();
    const batch = makeBatch({ through: 5, tapeSkipped: 1 });
    const check = new PaceCheck();
    const isEarly = (at: number, head = 5) => check.check(batch, subscriber, at, head) !== undefined;
    expect([isEarly(0), isEarly(50), isEarly(99), isEarly(150)]).toEqual([false, false, true, false]);
    check.requestSent();
    expect([isEarly(160, 9), isEarly(161), isEarly(162)]).toEqual([false, false, true]);
  });
});

function heartbeatInsteadOfBatch(event: DeliveryEvent): DeliveryEvent {
  if (event.kind !== 'batch' || !hasSales(event.message)) return event;
  const { epoch, after, through, intervalMs } = event.message;
  return { kind: 'heartbeat', message: makeHeartbeat({ epoch, after, through, intervalMs, head: through }) };
}

function digestChanged(event: DeliveryEvent): DeliveryEvent {
  if (event.kind !== 'heartbeat' || !event.message.digest) return event;
  const { symbols, sum } = event.message.digest;
  return { kind: 'heartbeat', message: { ...event.message, digest: { symbols, sum: (sum ^ 1) >>> 0 } } };
}

function digestMissing(event: DeliveryEvent): DeliveryEvent {
  return event.kind === 'heartbeat' ? { ...event, message: { ...event.message, digest: undefined } } : event;
}

function snapshotChanged(event: DeliveryEvent): DeliveryEvent {
  if (event.kind !== 'snapshot') return event;
  const states = event.message.states.map((state) => ({ ...state, reference: 1 }));
  return { kind: 'snapshot', message: { ...event.message, states } };
}

function headChanged(event: DeliveryEvent): DeliveryEvent {
  return event.kind === 'heartbeat' ? { ...event, message: { ...event.message, head: 1e9 } } : event;
}
