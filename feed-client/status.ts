// The client's status: its link and what it knows about the feed. Each part stays the same object until it changes.
import type { Instrument, MarketSession, Mode } from '../proto/messages.ts';
import type { Positions } from './machine/positions.ts';
import type { RecoverySummary } from './machine/recovery.ts';
import type { FeedEvent, Machine, Outage, Phase } from './machine/state.ts';
import type { Subscriptions } from './subscriptions/subscriptions.ts';

/** Times are local, milliseconds. Add `clockOffset` of the status to get the system clock's. */
export type Link =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number; readonly since: number }
  /** Connected, and requesting missing data. */
  | { readonly kind: 'resuming'; readonly since: number }
  | { readonly kind: 'live'; readonly since: number }
  /** Connected, but the data is as of `since`: nothing arrives, or it arrives `behindMs` late. */
  | {
      readonly kind: 'stale';
      readonly since: number;
      /** Milliseconds; undefined if nothing arrives. */
      readonly behindMs: number | undefined;
    }
  /** Connected, but this machine slept or its clock was set: the next message shows how old the data is. */
  | { readonly kind: 'checking'; readonly since: number }
  /** Not connected; the next attempt is at `until`. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly until: number; readonly why: string }
  /** Reconnecting would not help: the server refused this client with `code`, or this client rejected the server (undefined). */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly why: string };

/** The client's data and the server's have the same digest. */
export interface Verification {
  /** The time of the oldest comparison among the verified lanes; local time, milliseconds. */
  readonly at: number;
  /** How many symbols were compared. */
  readonly symbols: number;
}

/** The latest information from the server about itself and the market. */
export interface FeedInfo {
  readonly source: string;
  readonly server: string;
  readonly session: MarketSession;
  /** Market seconds per second. */
  readonly speed: number;
  /** How far market time is behind schedule, market milliseconds. */
  readonly behindMs: number;
  /** Market time at local time `receivedAt`, milliseconds since 1970-01-01 UTC. */
  readonly marketTime: number;
  readonly receivedAt: number;
}

export interface FeedStatus {
  readonly link: Link;
  readonly outage: Outage | undefined;
  /** When the last message arrived, local time; undefined before the first. */
  readonly lastMessageAt: number | undefined;
  readonly feedInfo: FeedInfo | undefined;
  readonly lastRecovery: RecoverySummary | undefined;
  /** Undefined while the link is not live, before the first comparison, and while data differs. */
  readonly verified: Verification | undefined;
  /** How many times data differed from the server's and was repaired. */
  readonly repairs: number;
  /** How many gaps on an open link were filled. */
  readonly gapsFilled: number;
  /** How far the system clock has been set since the start, milliseconds: system time minus local time. */
  readonly clockOffset: number;
  /** The feed's instruments, the busiest first; empty until they arrive. */
  readonly instruments: readonly Instrument[];
  /** Symbols whose board the server refused, with the reasons. */
  readonly refused: ReadonlyMap<string, string>;
  /** Symbols whose tape it refused; their boards may still be accepted. */
  readonly refusedTapes: ReadonlyMap<string, string>;
}

type MachineStatus = Pick<
  FeedStatus,
  'link' | 'outage' | 'lastRecovery' | 'refused' | 'refusedTapes' | 'verified' | 'repairs' | 'gapsFilled'
>;

/** Derives the status from the machine, and returns the same objects while nothing in them changes. */
export class StatusCache {
  #link: Link = { kind: 'idle' };
  #phase: Phase | undefined;
  #subscriptions: Subscriptions | undefined;
  #refused: ReadonlyMap<string, string> = new Map();
  #refusedTapes: ReadonlyMap<string, string> = new Map();
  #verified: Verification | undefined;

  linkOf({ phase }: Machine): Link {
    if (phase === this.#phase) return this.#link;
    this.#phase = phase;
    const link = toLink(phase);
    if (!sameFields(this.#link, link)) this.#link = link;
    return this.#link;
  }

  /** The parts of the status that come from the state machine. */
  statusOf(machine: Machine): MachineStatus {
    const { outage, lastRecovery, subscriptions, repairs, gapsFilled, positions } = machine;
    const link = this.linkOf(machine);
    if (subscriptions !== this.#subscriptions) {
      this.#subscriptions = subscriptions;
      this.#refused = keepIfSame(this.#refused, refusalReasons(subscriptions, 'board'));
      this.#refusedTapes = keepIfSame(this.#refusedTapes, refusalReasons(subscriptions, 'tape'));
    }
    const verified = link.kind === 'live' && positions ? verifiedOf(positions) : undefined;
    if (verified?.at !== this.#verified?.at || verified?.symbols !== this.#verified?.symbols) this.#verified = verified;
    const refusals = { refused: this.#refused, refusedTapes: this.#refusedTapes };
    return { link, outage, lastRecovery, verified: this.#verified, repairs, gapsFilled, ...refusals };
  }
}

/** Takes the feed's latest information from `event`, which arrived at local time `now`. */
export function updateFeedInfo(info: FeedInfo | undefined, event: FeedEvent, now: number): FeedInfo | undefined {
  if (event.type === 'welcome') {
    const { source, server, session, speed, marketTime, behindMs } = event.welcome;
    return { source, server, session, speed, marketTime, behindMs, receivedAt: now };
  }
  if (event.type !== 'heartbeat' || !info) return info;
  const { session, speed = info.speed, marketTime, behindMs } = event.heartbeat;
  return { ...info, session, speed, marketTime, behindMs, receivedAt: now };
}

function toLink(phase: Phase): Link {
  switch (phase.kind) {
    case 'resuming':
      return { kind: 'resuming', since: phase.since };
    case 'syncing':
      return phase.fresh
        ? { kind: 'connecting', attempt: phase.attempt, since: phase.since }
        : { kind: 'resuming', since: phase.since };
    case 'stale':
      return { kind: 'stale', since: phase.asOf, behindMs: phase.behindMs };
    case 'checking':
      return { kind: 'checking', since: phase.asOf };
    case 'live':
      return { kind: 'live', since: phase.since };
    case 'idle':
    case 'connecting':
    case 'waiting':
    case 'refused':
      return phase;
  }
}

function sameFields(one: Link, other: Link): boolean {
  const fields = Object.entries(other);
  return (
    Object.keys(one).length === fields.length && fields.every(([name, value]) => one[name as keyof Link] === value)
  );
}

/** The reasons of the refused subscriptions in `mode`, by symbol. */
function refusalReasons(subscriptions: Subscriptions, mode: Mode): ReadonlyMap<string, string> {
  const subscriptionsInMode = subscriptions.inStage('refused').filter((subscription) => subscription.mode === mode);
  return new Map(subscriptionsInMode.map(({ symbol, why }) => [symbol, why ?? '']));
}

function keepIfSame(
  previous: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const same = previous.size === next.size && [...next].every(([key, value]) => previous.get(key) === value);
  return same ? previous : next;
}

function verifiedOf({ lanes }: Positions): Verification | undefined {
  let verified: Verification | undefined;
  for (const { check } of lanes) {
    if (check.kind === 'differs') return undefined;
    if (check.kind === 'none') continue;
    const { at, symbols } = verified ?? { at: check.at, symbols: 0 };
    verified = { at: Math.min(at, check.at), symbols: symbols + check.symbols };
  }
  return verified;
}
