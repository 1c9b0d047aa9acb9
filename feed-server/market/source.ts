// The interface of every source of ticks: the simulation and replays.
import type { Instrument, MarketSession, SourceKind, StatusReason } from '../../proto/messages.ts';

/**
 * Receives ticks ordered by market time (milliseconds since 1970-01-01 UTC, never decreasing). Prices are in units of
 * the instrument (±MAX_PRICE), as are sizes (0 to MAX_SIZE); a side of size 0 is empty.
 */
export interface TickSink {
  quote(id: number, time: number, bid: number, bidSize: number, ask: number, askSize: number): void;
  trade(id: number, time: number, price: number, size: number): void;
  /**
   * The market session of an instrument changes. `reference`, in units: a trading day starts with this status, and this
   * is the price that its prices are compared with; undefined if the day continues.
   */
  status(id: number, time: number, session: MarketSession, reason: StatusReason, reference: number | undefined): void;
}

export interface TickSource {
  /** For display: "Simulated, seed 7". */
  readonly description: string;
  readonly kind: SourceKind;
  /** Most active first; an instrument's id is its index. */
  readonly instruments: readonly Instrument[];
  /** Previous closes by instrument id; undefined if unknown. */
  readonly references: readonly (number | undefined)[];
  /** Market time at which this source starts, milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  /**
   * If true, market time follows the clock: after the server was suspended, playback catches up with the missed time. Default
   * false: market time continues from where it was.
   */
  readonly isLive?: boolean | undefined;
  sessionAt(time: number): MarketSession;
  /**
   * Publishes to `sink`, in time order, every tick after the previous call's `until`, up to and including this one's.
   * Resolves to the market time of the next tick, or Infinity after the last one. Rejects if the source is damaged,
   * with a message that names file and line. Calls must not overlap.
   */
  advance(until: number, sink: TickSink): Promise<number>;
}
