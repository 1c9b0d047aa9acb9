// The state of the link and the feed as components show it, and the time that drives countdowns.
import type { Instrument } from '../../proto/messages.ts';
import type { FeedInfo, FeedStatus, Link, Outage, RecoverySummary, Verification } from '../../feed-client/index.ts';
import type { Row } from './board.svelte.ts';
import { assessTrust, type MarketNow, type Trust } from './trust.ts';

/** The latest time that Date and Intl accept. */
const MAX_TIME = 8.64e15;

export class ConnectionState {
  // A status arrives every frame, but its parts keep their identity until they change, so that effects rerun only for
  // the parts they read.
  #link: Link;
  #outage: Outage | undefined;
  #feedInfo: FeedInfo | undefined;
  #lastRecovery: RecoverySummary | undefined;
  #instruments: readonly Instrument[];
  #refused: ReadonlyMap<string, string>;
  #refusedTapes: ReadonlyMap<string, string>;
  #verified: Verification | undefined;
  #repairs: number;
  #gapsFilled: number;
  #clockOffset: number;
  #now: number;
  #ticksPerSecond = $state(0);
  #notOpenAt: number | undefined;
  readonly #isLive = $derived.by(() => this.#link.kind === 'live');
  readonly #market = $derived.by(() => this.#marketNow());

  /** `now`: local time, milliseconds. */
  constructor(status: FeedStatus, now: number) {
    this.#link = $state.raw(status.link);
    this.#outage = $state.raw(status.outage);
    this.#feedInfo = $state.raw(status.feedInfo);
    this.#lastRecovery = $state.raw(status.lastRecovery);
    this.#instruments = $state.raw(status.instruments);
    this.#refused = $state.raw(status.refused);
    this.#refusedTapes = $state.raw(status.refusedTapes);
    this.#verified = $state.raw(status.verified);
    this.#repairs = $state(status.repairs);
    this.#gapsFilled = $state(status.gapsFilled);
    this.#clockOffset = $state(status.clockOffset);
    this.#now = $state(now);
    this.#trackSession(status.feedInfo);
  }

  get link(): Link {
    return this.#link;
  }

  get outage(): Outage | undefined {
    return this.#outage;
  }

  get feedInfo(): FeedInfo | undefined {
    return this.#feedInfo;
  }

  get lastRecovery(): RecoverySummary | undefined {
    return this.#lastRecovery;
  }

  get instruments(): readonly Instrument[] {
    return this.#instruments;
  }

  get refused(): ReadonlyMap<string, string> {
    return this.#refused;
  }

  get refusedTapes(): ReadonlyMap<string, string> {
    return this.#refusedTapes;
  }

  /** Confirms that the page shows what the feed has, and as of when; undefined if that is unknown. */
  get verified(): Verification | undefined {
    return this.#verified;
  }

  /** How often a digest showed that the page was wrong, and a snapshot corrected it. */
  get repairs(): number {
    return this.#repairs;
  }

  /** How often missing data was fetched without losing the connection. */
  get gapsFilled(): number {
    return this.#gapsFilled;
  }

  /** Milliseconds to add to local times to show them by the system's clock. */
  get clockOffset(): number {
    return this.#clockOffset;
  }

  /** Local time, updated a few times a second. */
  get now(): number {
    return this.#now;
  }

  /** Ticks received in the last second. */
  get ticksPerSecond(): number {
    return this.#ticksPerSecond;
  }

  /** Whether the link is live. For a single symbol, see `trust`. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** How far a symbol's prices can be trusted as current. */
  trust({ symbol, view }: Row): Trust {
    return assessTrust({ view, refusal: this.#refused.get(symbol), live: this.#isLive, market: this.#market });
  }

  /** Current market time, extrapolated from the server's last message; undefined before the first one. */
  get marketTime(): number | undefined {
    return this.#market?.time;
  }

  publish(status: FeedStatus): void {
    this.#trackSession(status.feedInfo);
    this.#link = status.link;
    this.#outage = status.outage;
    this.#feedInfo = status.feedInfo;
    this.#lastRecovery = status.lastRecovery;
    this.#instruments = status.instruments;
    this.#refused = status.refused;
    this.#refusedTapes = status.refusedTapes;
    this.#verified = status.verified;
    this.#repairs = status.repairs;
    this.#gapsFilled = status.gapsFilled;
    this.#clockOffset = status.clockOffset;
  }

  setNow(now: number): void {
    this.#now = now;
  }

  setTicksPerSecond(ticksPerSecond: number): void {
    this.#ticksPerSecond = ticksPerSecond;
  }

  /** Call before `feedInfo` is published. */
  #trackSession(feedInfo: FeedInfo | undefined): void {
    if (!feedInfo) return;
    const { session, marketTime } = feedInfo;
    if (session !== 'open') this.#notOpenAt = marketTime;
    // A different market, or the same one restarted.
    else if (marketTime < (this.#notOpenAt ?? -Infinity)) this.#notOpenAt = undefined;
  }

  #marketNow(): MarketNow | undefined {
    const feedInfo = this.#feedInfo;
    if (!feedInfo) return undefined;
    const { session, speed, marketTime, receivedAt } = feedInfo;
    const elapsedMs = this.#isLive ? Math.max(0, this.#now - receivedAt) * speed : 0;
    return { session, speed, time: Math.min(MAX_TIME, marketTime + elapsedMs), notOpenAt: this.#notOpenAt };
  }
}
