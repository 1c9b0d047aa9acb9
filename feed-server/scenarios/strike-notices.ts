// Logs that a fault has struck, and how many connections it hit: none may mean that it missed.
import type { Clock } from '../time/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { InjectedFault } from './injection.ts';

/** Other processes strike by their own clocks. After this time, all have. */
const SETTLE_MS = 500;
/** A fault that strikes again and again is logged at once, then at most once in this time. */
const PAUSE_MS = 60_000;

interface Said {
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
  /** By fault: its last line. */
  readonly #said = new Map<number, Said>();
  /** By fault: what cancels a line that is to come. */
  readonly #due = new Map<number, () => void>();

  constructor(options: StrikeNoticesOptions) {
    this.#options = options;
  }

  struck(id: number): void {
    if (this.#due.has(id)) return;
    const { clock } = this.#options;
    const earliest = (this.#said.get(id)?.at ?? -Infinity) + PAUSE_MS;
    const waitMs = Math.max(SETTLE_MS, earliest - clock.now());
    const due = clock.after(waitMs, () => {
      this.#due.delete(id);
      void this.#tell(id);
    });
    this.#due.set(id, due);
  }

  /** Logs nothing from now on. */
  close(): void {
    for (const cancel of this.#due.values()) cancel();
    this.#due.clear();
  }

  async #tell(id: number): Promise<void> {
    const { clock, faults, logger } = this.#options;
    const listed = await faults();
    for (const known of this.#said.keys()) if (!listed.some((fault) => fault.id === known)) this.#said.delete(known);
    const fault = listed.find((one) => one.id === id);
    if (!fault) return;
    const { strikes, hits = 0 } = fault;
    const before = this.#said.get(id) ?? { strikes: 0, hits: 0 };
    this.#said.set(id, { at: clock.now(), strikes, hits });
    logger.info(strikeLine(fault, strikes - before.strikes, hits - before.hits), { fault: id });
  }
}

/** `fault 1 "drop at=10s" struck: no connections hit`. */
function strikeLine({ id, text, hits, active }: InjectedFault, strikes: number, more: number): string {
  const times = strikes > 1 ? ` ${strikes} times` : '';
  const fault = `fault ${id} "${text}"`;
  if (hits === undefined) return `${fault} struck the server${times}`;
  return `${fault} struck${times}: ${connections(more)} hit${active ? ' so far' : ''}`;
}

function connections(count: number): string {
  if (count === 0) return 'no connections';
  return count === 1 ? '1 connection' : `${count} connections`;
}
