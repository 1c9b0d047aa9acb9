// The feed client's status, in parts that keep their identity until they change.
import type { Mode } from '../proto/messages.ts';
import type { Reached } from './machine/lanes.ts';
import type { FeedStatus, Link, Verified } from './link.ts';
import type { Machine } from './machine/phases.ts';
import { inStage, type Wanted } from './subscriptions/wanted.ts';

export class StatusParts {
  #link: Link = { kind: 'idle' };
  #wanted: Wanted | undefined;
  #refused: ReadonlyMap<string, string> = new Map();
  #refusedTapes: ReadonlyMap<string, string> = new Map();
  #verified: Verified | undefined;

  /** What of the status the machine knows. */
  of(
    machine: Machine,
  ): Pick<
    FeedStatus,
    'link' | 'outage' | 'lastResume' | 'refused' | 'refusedTapes' | 'verified' | 'mended' | 'repaired'
  > {
    const { outage, lastResume, wanted, mended, repaired, reached } = machine;
    const link = linkOf(machine);
    if (!sameFields(this.#link, link)) this.#link = link;
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      this.#refused = kept(this.#refused, refusedIn(wanted, 'board'));
      this.#refusedTapes = kept(this.#refusedTapes, refusedIn(wanted, 'tape'));
    }
    const verified = link.kind === 'live' && reached ? verifiedOf(reached) : undefined;
    if (verified?.at !== this.#verified?.at || verified?.symbols !== this.#verified?.symbols) this.#verified = verified;
    const changed = { link: this.#link, verified: this.#verified };
    const refusals = { refused: this.#refused, refusedTapes: this.#refusedTapes };
    return { ...changed, ...refusals, outage, lastResume, mended, repaired };
  }
}

function sameFields(a: Link, b: Link): boolean {
  const [before, now] = [Object.entries(a), Object.entries(b)];
  return before.length === now.length && now.every(([name, value]) => a[name as keyof Link] === value);
}

function refusedIn(wanted: Wanted, mode: Mode): ReadonlyMap<string, string> {
  const refused = inStage(wanted, 'refused').filter((w) => w.mode === mode);
  return new Map(refused.map(({ symbol, why }) => [symbol, why ?? '']));
}

/** What there was, where it says the same. */
function kept(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return sameEntries(before, now) ? before : now;
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...b].every(([key, value]) => a.get(key) === value);
}

function verifiedOf({ lanes }: Reached): Verified | undefined {
  let verified: Verified | undefined;
  for (const { check } of lanes.values()) {
    if (check.kind === 'differs') return undefined;
    if (check.kind === 'none') continue;
    const { at, symbols } = verified ?? { at: check.at, symbols: 0 };
    verified = { at: Math.min(at, check.at), symbols: symbols + check.symbols };
  }
  return verified;
}

function linkOf({ phase }: Machine): Link {
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
