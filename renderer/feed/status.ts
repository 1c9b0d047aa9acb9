// The feed client's status, in parts that keep their identity until they change.
import type { FeedStatus, Link } from './link.ts';
import type { Machine } from './phases.ts';
import { inStage, type Wanted } from './wanted.ts';

export class StatusParts {
  #link: Link = { kind: 'idle' };
  #wanted: Wanted | undefined;
  #refused: ReadonlyMap<string, string> = new Map();

  /** What of the status the machine knows. */
  of(machine: Machine): Pick<FeedStatus, 'link' | 'outage' | 'lastResume' | 'refused'> {
    const { outage, lastResume, wanted } = machine;
    const link = linkOf(machine);
    if (!sameFields(this.#link, link)) this.#link = link;
    if (wanted !== this.#wanted) {
      this.#wanted = wanted;
      const refused = new Map(inStage(wanted, 'refused').map(({ symbol, why }) => [symbol, why ?? '']));
      if (!sameEntries(this.#refused, refused)) this.#refused = refused;
    }
    return { link: this.#link, outage, lastResume, refused: this.#refused };
  }
}

function sameFields(a: Link, b: Link): boolean {
  const [before, now] = [Object.entries(a), Object.entries(b)];
  return before.length === now.length && now.every(([name, value]) => a[name as keyof Link] === value);
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...b].every(([key, value]) => a.get(key) === value);
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
    case 'live':
      return { kind: 'live', since: phase.since };
    case 'idle':
    case 'connecting':
    case 'waiting':
    case 'refused':
      return phase;
  }
}
