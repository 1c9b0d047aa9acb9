// Logs when faults strike, and how many connections they hit. No hits may mean a wrong target.
import type { Clock } from '../time/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { InjectedFault } from './injection.ts';

/** Other processes strike by their own clocks. By this time, all of them have. */
const SETTLE_MS = 500;
/** A fault that strikes again and again is logged at its first strike, then at most once in this time. */
const MIN_PAUSE_MS = 60_000;

interface Notice {
  readonly at: number;
  readonly strikes: number;
  readonly hits: number;
}

export interface StrikeNoticesOptions {
  readonly clock: Clock;
  readonly faults: () => Promise<readonly InjectedFault[]>;
  readonly logger: Logger;
}

export class StrikeNotices {
  readonly #options: StrikeNoticesOptions;
  /** The last notice, by fault. */
  readonly #lastNotices = new Map<number, Notice>();
  /** Functions that cancel a pending notice, by fault. */
  readonly #pending = new Map<number, () => void>();

  constructor(options: StrikeNoticesOptions) {
    this.#options = options;
  }

  onStrike(id: number): void {
    if (this.#pending.has(id)) return;
    const { clock } = this.#options;
    const earliest = (this.#lastNotices.get(id)?.at ?? -Infinity) + MIN_PAUSE_MS;
    const waitMs = Math.max(SETTLE_MS, earliest - clock.now());
    const cancel = clock.after(waitMs, () => {
      this.#pending.delete(id);
      void this.#log(id);
    });
    this.#pending.set(id, cancel);
  }

  /** Cancels all pending notices. */
  close(): void {
    for (const cancel of this.#pending.values()) cancel();
    this.#pending.clear();
  }

  async #log(id: number): Promise<void> {
    const { clock, faults, logger } = this.#options;
    const listed = await faults();
    for (const logged of this.#lastNotices.keys())
      if (!listed.some((fault) => fault.id === logged)) this.#lastNotices.delete(logged);
    const fault = listed.find((one) => one.id === id);
    if (!fault) return;
    const { strikes, hits = 0 } = fault;
    const before = this.#lastNotices.get(id) ?? { strikes: 0, hits: 0 };
    this.#lastNotices.set(id, { at: clock.now(), strikes, hits });
    logger.info(strikeLine(fault, strikes - before.strikes, hits - before.hits), { fault: id });
  }
}

/** `fault 1 "drop at=10s" struck: no connections hit`. */
function strikeLine({ id, text, hits, active }: InjectedFault, strikes: number, newHits: number): string {
  const times = strikes > 1 ? ` ${strikes} times` : '';
  const fault = `fault ${id} "${text}"`;
  if (hits === undefined) return `${fault} struck the server${times}`;
  return `${fault} struck${times}: ${connections(newHits)} hit${active ? ' so far' : ''}`;
}

function connections(count: number): string {
  if (count === 0) return 'no connections';
  return count === 1 ? '1 connection' : `${count} connections`;
}
