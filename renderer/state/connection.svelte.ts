// The state of the link and the feed as components show it, and the time that countdowns run on.
import type { Instrument } from '../../proto/messages.ts';
import type { FeedFacts, FeedStatus, Link, Outage, RecoverySummary, Verified } from '../../feed-client/index.ts';
import type { Row } from './board.svelte.ts';
import { judge, type MarketNow, type Trust } from './trust.ts';

/** The latest time there is: the greatest that Date and Intl take. */
const LAST_TIME = 8.64e15;

export class ConnectionState {
  // A status comes every frame, and its parts keep their identity until they change: whoever reads one runs again only then.
  #link: Link;
  #outage: Outage | undefined;
  #facts: FeedFacts | undefined;
  #lastRecovery: RecoverySummary | undefined;
  #instruments: readonly Instrument[];
  #refused: ReadonlyMap<string, string>;
  #refusedTapes: ReadonlyMap<string, string>;
  #verified: Verified | undefined;
  #repairs: number;
  #gapsFilled: number;
  #clockOffset: number;
  #now: number;
  #ticks = $state(0);
  #notOpenAt: number | undefined;
  readonly #current = $derived.by(() => this.#link.kind === 'live');
  readonly #market = $derived.by(() => this.#marketNow());

  /** `now`: local time, milliseconds. */
  constructor(status: FeedStatus, now: number) {
    this.#link = $state.raw(status.link);
    this.#outage = $state.raw(status.outage);
    this.#facts = $state.raw(status.facts);
    this.#lastRecovery = $state.raw(status.lastRecovery);
    this.#instruments = $state.raw(status.instruments);
    this.#refused = $state.raw(status.refused);
    this.#refusedTapes = $state.raw(status.refusedTapes);
    this.#verified = $state.raw(status.verified);
    this.#repairs = $state(status.repairs);
    this.#gapsFilled = $state(status.gapsFilled);
    this.#clockOffset = $state(status.clockOffset);
    this.#now = $state(now);
    this.#watchSession(status.facts);
  }

  get link(): Link {
    return this.#link;
  }

  get outage(): Outage | undefined {
    return this.#outage;
  }

  get facts(): FeedFacts | undefined {
    return this.#facts;
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

  /** That what is shown is what the feed has, as of when; undefined where that is not known. */
  get verified(): Verified | undefined {
    return this.#verified;
  }

  /** How often what was shown was found to be wrong, and made right. */
  get repairs(): number {
    return this.#repairs;
  }

  /** How often something was missing on a link that stood, and was fetched. */
  get gapsFilled(): number {
    return this.#gapsFilled;
  }

  /** What to add to local times to show them by the system's clock. */
  get clockOffset(): number {
    return this.#clockOffset;
  }

  /** Local time, a few times a second. */
  get now(): number {
    return this.#now;
  }

  /** Ticks that arrived in the last second. */
  get ticksPerSecond(): number {
    return this.#ticks;
  }

  /** Whether the link is live; how far one symbol is current, `trust` says. */
  get current(): boolean {
    return this.#current;
  }

  /** How far the prices of a symbol can be trusted as current. */
  trust({ symbol, view }: Row): Trust {
    return judge({ view, refused: this.#refused.get(symbol), live: this.#current, market: this.#market });
  }

  /** Market time now by what the server last said; undefined before it said anything. */
  get marketTime(): number | undefined {
    return this.#market?.time;
  }

  publish(status: FeedStatus): void {
    this.#watchSession(status.facts);
    this.#link = status.link;
    this.#outage = status.outage;
    this.#facts = status.facts;
    this.#lastRecovery = status.lastRecovery;
    this.#instruments = status.instruments;
    this.#refused = status.refused;
    this.#refusedTapes = status.refusedTapes;
    this.#verified = status.verified;
    this.#repairs = status.repairs;
    this.#gapsFilled = status.gapsFilled;
    this.#clockOffset = status.clockOffset;
  }

  tick(now: number): void {
    this.#now = now;
  }

  countTicks(ticksPerSecond: number): void {
    this.#ticks = ticksPerSecond;
  }
  /** To be called before `facts` are published. */
  #watchSession(facts: FeedFacts | undefined): void {
    if (!facts) return;
    const { session, marketTime } = facts;
    if (session !== 'open') this.#notOpenAt = marketTime;
    // Another market, or the same one from its start.
    else if (marketTime < (this.#notOpenAt ?? -Infinity)) this.#notOpenAt = undefined;
  }

  #marketNow(): MarketNow | undefined {
    const facts = this.#facts;
    if (!facts) return undefined;
    const { session, speed, marketTime, heardAt } = facts;
    const passed = this.#current ? Math.max(0, this.#now - heardAt) * speed : 0;
    return { session, speed, time: Math.min(LAST_TIME, marketTime + passed), notOpenAt: this.#notOpenAt };
  }
}
