// The port that every origin of prices implements: simulated, replayed.
import type { Instrument, MarketSession, SourceKind, StatusReason } from '../../proto/messages.ts';

/**
 * Takes ticks in the order of market time (milliseconds since 1970-01-01 UTC, never going back).
 * Prices are units of the instrument (±MAX_PRICE), sizes too (0 to MAX_SIZE); a side of size 0 is empty.
 */
export interface TickSink {
  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void;
  trade(id: number, time: number, price: number, size: number): void;
  /**
   * The market session of an instrument changes. `reference`, in units: a trading day begins with this status, and
   * that is what its prices are compared with; undefined where the day goes on.
   */
  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void;
}

export interface TickSource {
  /** For a person: "Simulated, seed 7". */
  readonly description: string;
  readonly kind: SourceKind;
  /** The busiest first; an instrument's id is its index. */
  readonly instruments: readonly Instrument[];
  /** Previous closes by instrument id, undefined where unknown. */
  readonly references: readonly (number | undefined)[];
  /** Market time at which this source begins, milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  /** Market time belongs to the clock: what was missed while the server stood still is made up for. Left out: it is not. */
  readonly isLive?: boolean | undefined;
  sessionAt(time: number): MarketSession;
  /**
   * Publishes into `sink` everything that happens after the last call's `until` and up to this one's, in time order.
   * Resolves with the market time of the next tick, Infinity after the last one.
   * Rejects where the origin is damaged, with a message that names file and line; calls must not overlap.
   */
  advance(until: number, sink: TickSink): Promise<number>;
}
