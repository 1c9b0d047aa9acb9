// What the feed client says of its connection: the states a badge shows, and what a resume brought.
import type { Instrument, MarketSession } from '../proto/messages.ts';

/** Times are local, milliseconds; with `clockOffset` of the status added they are the system clock's. */
export type Link =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number; readonly since: number }
  /** Connected, and asking for what is missing. */
  | { readonly kind: 'resuming'; readonly since: number }
  | { readonly kind: 'live'; readonly since: number }
  /**
   * Connected, but what is known is true as of `since` alone: nothing arrives, or what does is late by `behindMs`,
   * milliseconds; undefined where nothing does.
   */
  | { readonly kind: 'stale'; readonly since: number; readonly behindMs: number | undefined }
  /** Connected, but this machine slept or its clock was set: how old what is known is, the server's next time says. */
  | { readonly kind: 'checking'; readonly since: number }
  /** Not connected; the next attempt is at `until`. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly until: number; readonly why: string }
  /**
   * Coming again will not help: the server does not want this client, with its `code`; or, where that is undefined, this
   * client does not believe the server.
   */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly why: string };

/** From the loss of the link until it is live again; a hole that is closed on a link that stands is none. */
export interface Outage {
  /** What is known is true as of then, local clock, milliseconds; undefined where nothing was ever known. */
  readonly asOf: number | undefined;
  /** Why the link was lost or, where there never was one, why the last try failed. */
  readonly why: string;
}

/** What a resume brought for the subscriptions of one mode, per kind of receipt. */
export interface Brought {
  readonly exact: { readonly symbols: number; readonly ticks: number };
  readonly merged: { readonly symbols: number; readonly ticks: number };
  /** Taken from a snapshot, or a gap on the tape: how much was missed is not known. */
  readonly reset: { readonly symbols: number };
}

/** What the last resume brought. */
export interface ResumeSummary {
  /** When the board was whole again, and for how long it had not been; local clock, milliseconds. */
  readonly at: number;
  readonly downMs: number;
  readonly board: Brought;
  readonly tape: Brought;
}

/** That what is known is what the server has: by the digests of both, when they were last compared. */
export interface Verified {
  /** Local clock, milliseconds: of the lane for which that is longest ago. */
  readonly at: number;
  readonly symbols: number;
}

/** What the server last said of itself and of the market. */
export interface FeedFacts {
  readonly source: string;
  readonly server: string;
  readonly session: MarketSession;
  /** Market seconds per second. */
  readonly speed: number;
  /** By how much market time is behind its schedule, market milliseconds. */
  readonly behindMs: number;
  /** Market time at local time `heardAt`, milliseconds since 1970-01-01 UTC. */
  readonly marketTime: number;
  readonly heardAt: number;
}

/** Each part keeps its identity until it changes. */
export interface FeedStatus {
  readonly link: Link;
  readonly outage: Outage | undefined;
  /** When the last message arrived, local clock; undefined before the first. What is shown is true as of then. */
  readonly heardAt: number | undefined;
  readonly facts: FeedFacts | undefined;
  readonly lastResume: ResumeSummary | undefined;
  /** Undefined where nothing was compared yet, where something differs, and while the link is not live. */
  readonly verified: Verified | undefined;
  /** How often something differed, and was right again once it had come anew. */
  readonly mended: number;
  /** How often something was missing on a link that stood, and was fetched. */
  readonly repaired: number;
  /** What to add to local times for the system's clock to have shown them: it was set meanwhile. Milliseconds. */
  readonly clockOffset: number;
  /** What this feed offers, the busiest first; empty before the first answer. */
  readonly instruments: readonly Instrument[];
  /** Symbols whose board the server refused, with what it said. */
  readonly refused: ReadonlyMap<string, string>;
  /** Symbols whose tape it refused, which says nothing of their board. */
  readonly refusedTapes: ReadonlyMap<string, string>;
}
