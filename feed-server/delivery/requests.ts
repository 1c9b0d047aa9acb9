// Carries out requests to subscribe, unsubscribe, resume and configure. Each subscription is accepted, or refused with a reason.
import type { RequestedResume, RequestedSubscription } from '../../proto/codec.ts';
import {
  MAX_BATCH_RATE,
  MAX_INTERVAL_MS,
  MIN_BATCH_RATE,
  type Accepted,
  type Instrument,
  type Mode,
  type Refusal,
  type RefusalKind,
  type ResetReason,
  type SubscriptionReply,
} from '../../proto/messages.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import type { TickLog } from '../log/tick-log.ts';
import { Work } from './budget.ts';
import { BOARD, TAPE } from './conflator.ts';
import type { Hub } from './hub.ts';
import { MissedTicks, type Missed } from './receipts.ts';
import { refusal } from './refusal.ts';
import type { Subscriber } from './subscriber.ts';

/** A connection has at most this many subscriptions. */
export const MAX_SUBSCRIPTIONS = 2_048;
/** A connection has at most this many lanes, including the one of interval 0. */
export const MAX_LANES = 8;

const MODE_BITS: Readonly<Record<Mode, number>> = { board: BOARD, tape: TAPE };

interface Granted {
  readonly instrument: Instrument;
  readonly mode: Mode;
  readonly intervalMs: number;
}

/** The subscriptions of one interval, and the sequence after which they continue. */
interface ResumedLane {
  readonly intervalMs: number;
  readonly sequence: number;
  /** Why they cannot continue there; undefined if they can. */
  readonly reason: ResetReason | undefined;
  readonly granted: readonly Granted[];
}

interface GrantResult {
  readonly granted: readonly Granted[];
  readonly refused: readonly Refusal[];
}

export class Requests {
  readonly #hub: Hub;
  readonly #log: TickLog;
  readonly #bySymbol: ReadonlyMap<string, Instrument>;
  readonly #suggestions: SymbolSuggestions;

  constructor(hub: Hub, log: TickLog, instruments: readonly Instrument[]) {
    this.#hub = hub;
    this.#log = log;
    this.#bySymbol = new Map(instruments.map((i) => [i.symbol, i]));
    this.#suggestions = new SymbolSuggestions(this.#bySymbol.keys());
  }

  /** Call `Hub.serve` after sending the reply, since the snapshots of accepted subscriptions follow it. */
  subscribe(
    subscriber: Subscriber,
    requested: readonly RequestedSubscription[],
    work: Work = new Work(),
  ): SubscriptionReply {
    this.#hub.published();
    work.count('entry', requested.length);
    const { granted, refused } = this.#grant(requested, MAX_SUBSCRIPTIONS - subscriber.subscriptionCount, subscriber);
    for (const subscription of granted) this.#add(subscriber, subscription);
    // Subscriptions that waited for a snapshot may have moved to another lane.
    this.#hub.dropEmptyLanes(subscriber);
    return this.#reply(granted.map(accept), refused);
  }

  unsubscribe(
    subscriber: Subscriber,
    requested: readonly RequestedSubscription[],
    work: Work = new Work(),
  ): SubscriptionReply {
    work.count('entry', requested.length);
    const { granted, refused } = this.#grant(requested, Infinity);
    const held = granted.filter(({ instrument: { id }, mode }) => holds(subscriber, id, mode));
    const missing = granted.filter(({ instrument: { id }, mode }) => !holds(subscriber, id, mode));
    for (const { instrument, mode } of held) this.#hub.unlisten(subscriber, instrument.id, MODE_BITS[mode]);
    const notHeld = missing.map(({ instrument: { symbol }, mode }) =>
      refusal('not-subscribed', `${symbol} is not subscribed on the ${mode}`, { symbol, mode }),
    );
    return this.#reply(held.map(accept), [...refused, ...notHeld]);
  }

  /** Replaces all subscriptions, and continues from the client's positions if the log still holds what follows them. */
  resume(
    subscriber: Subscriber,
    { after, lanes, subscriptions }: RequestedResume,
    work: Work = new Work(),
  ): SubscriptionReply {
    this.#hub.published();
    work.count('entry', subscriptions.length + lanes.length);
    const { head } = this.#log;
    const { granted, refused } = this.#grant(subscriptions, MAX_SUBSCRIPTIONS);
    const sequences = new Map(lanes.map(({ intervalMs, sequence }) => [intervalMs, sequence])).set(0, after.sequence);
    const isOtherEpoch = after.epoch !== this.#log.epoch;
    const reset = isOtherEpoch ? 'other-epoch' : this.#resetReason(after.sequence);
    this.#hub.restart(subscriber, reset === undefined ? after.sequence : head);
    const resumed = [...new Set(granted.map((g) => g.intervalMs))].map((intervalMs): ResumedLane => {
      const sequence = sequences.get(intervalMs) ?? after.sequence;
      const reason = isOtherEpoch ? 'other-epoch' : this.#resetReason(sequence);
      return { intervalMs, sequence, reason, granted: granted.filter((g) => g.intervalMs === intervalMs) };
    });
    for (const lane of resumed) this.#resumeLane(subscriber, lane, work);
    const missed = this.#missedBy(resumed, work);
    const accepted = resumed.flatMap(({ reason, granted: those }) =>
      those.map((g): Accepted => ({
        ...g,
        receipt: reason === undefined ? missed.receiptFor(g.instrument.id, g.mode) : { kind: 'reset', reason },
      })),
    );
    for (const { receipt } of accepted) if (receipt && receipt.kind !== 'reset') work.count('tick', receipt.missed);
    return { ...this.#reply(accepted, refused), reset };
  }

  /** Changes the maximum batches per second of the subscriber, from its next batch on. */
  configure(subscriber: Subscriber, batchRate: number): SubscriptionReply {
    if (batchRate >= MIN_BATCH_RATE && batchRate <= MAX_BATCH_RATE) {
      subscriber.batchIntervalMs = 1_000 / batchRate;
      return this.#reply([], []);
    }
    const expected = `a number from ${MIN_BATCH_RATE} to ${MAX_BATCH_RATE}`;
    return this.#reply([], [refusal('bad-rate', `batch_rate: expected ${expected}, found ${batchRate}`)]);
  }

  /** The reply to a request that is refused as a whole. */
  refuse(refused: Refusal): SubscriptionReply {
    return this.#reply([], [refused]);
  }

  /** A board starts with a snapshot, which follows everything before it. A tape starts at the head. */
  #add(subscriber: Subscriber, { instrument: { id }, mode, intervalMs }: Granted): void {
    if (mode === 'tape') this.#hub.listen(subscriber.defaultLane, id, TAPE);
    else subscriber.awaitingSnapshot.set(id, this.#hub.laneOf(subscriber, intervalMs));
  }

  #resumeLane(subscriber: Subscriber, { intervalMs, sequence, reason, granted }: ResumedLane, work: Work): void {
    if (reason !== undefined) {
      for (const subscription of granted) this.#add(subscriber, subscription);
      return;
    }
    const { head } = this.#log;
    const lane = this.#hub.laneOf(subscriber, intervalMs, sequence);
    for (const { instrument, mode } of granted) this.#hub.listen(lane, instrument.id, MODE_BITS[mode]);
    lane.promised = head;
    // The lane's next batches scan the log from its position.
    work.count('slot', head - sequence);
  }

  #missedBy(resumed: readonly ResumedLane[], work: Work): MissedTicks {
    const subscriptions = resumed
      .filter(({ reason }) => reason === undefined)
      .flatMap(({ sequence, granted }) =>
        granted.map(({ instrument: { id }, mode }): Missed => ({ id, mode, after: sequence })),
      );
    const missed = new MissedTicks(this.#log, this.#log.head, this.#bySymbol.size, subscriptions);
    work.count('slot', this.#log.head - missed.after);
    return missed;
  }

  #resetReason(sequence: number): ResetReason | undefined {
    if (sequence > this.#log.head) return 'future';
    return sequence < this.#log.resumableFrom ? 'too-old' : undefined;
  }

  /** Grants at most `room` subscriptions. Repeated ones, and those that `holder` already has, do not count. */
  #grant(requested: readonly RequestedSubscription[], room: number, holder?: Subscriber): GrantResult {
    const granted = new Map<string, Granted>();
    const refused: Refusal[] = [];
    const intervals = new Set([0, ...(holder?.lanes ?? []).map((lane) => lane.intervalMs)]);
    let left = room;
    for (const { symbol, mode, intervalMs } of requested) {
      const instrument = this.#bySymbol.get(symbol);
      const refuse = (kind: RefusalKind, why: string): number => refused.push(refusal(kind, why, { symbol, mode }));
      if (!instrument) refuse('unknown-symbol', this.#suggestions.for(symbol) ?? `no symbol "${symbol}" on this feed`);
      else if (mode === undefined) refuse('bad-mode', `${symbol}: expected mode board or tape`);
      else if (granted.has(`${mode} ${symbol}`)) continue;
      else if (mode === 'tape' ? intervalMs !== 0 : intervalMs > MAX_INTERVAL_MS)
        refuse('bad-rate', `${symbol}: expected an interval of ${mode === 'tape' ? 0 : `0 to ${MAX_INTERVAL_MS}`} ms`);
      else if (!intervals.has(intervalMs) && intervals.size === MAX_LANES)
        refuse('bad-rate', `${symbol}: more than ${MAX_LANES} different intervals`);
      else {
        const isNew = !holder || !holds(holder, instrument.id, mode);
        if (isNew && left === 0) refuse('too-many', `${symbol}: over ${MAX_SUBSCRIPTIONS} subscriptions`);
        else {
          granted.set(`${mode} ${symbol}`, { instrument, mode, intervalMs });
          intervals.add(intervalMs);
          if (isNew) left--;
        }
      }
    }
    return { granted: [...granted.values()], refused };
  }

  #reply(accepted: readonly Accepted[], refused: readonly Refusal[]): SubscriptionReply {
    const { epoch, head, kept } = this.#log;
    return { accepted, refused, head: { epoch, sequence: head }, reset: undefined, kept };
  }
}

function holds(subscriber: Subscriber, id: number, mode: Mode): boolean {
  return mode === 'tape'
    ? (subscriber.defaultLane.modes[id] & TAPE) !== 0
    : subscriber.boardLaneOf(id) !== undefined || subscriber.awaitingSnapshot.has(id);
}

function accept({ instrument, mode }: Granted): Accepted {
  return { instrument, mode, receipt: undefined };
}
