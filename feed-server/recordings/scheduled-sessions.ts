// Derives the market session from the statuses of the instruments.
import { SESSIONS } from '../../proto/enums.ts';
import type { MarketSession } from '../../proto/messages.ts';

const NONE = 0xff;

/** The market session is that of most instruments. Some trade around the clock, and halts and pauses do not count. */
export class ScheduledSessions {
  readonly #sessions: Uint8Array;
  readonly #counts = SESSIONS.map(() => 0);

  constructor(instrumentCount: number) {
    this.#sessions = new Uint8Array(instrumentCount).fill(NONE);
  }

  update(id: number, session: MarketSession): void {
    if (session === 'halted' || session === 'paused' || session === 'unknown') return;
    const index = SESSIONS.indexOf(session);
    const before = this.#sessions[id];
    if (before !== NONE) this.#addToCount(before, -1);
    this.#sessions[id] = index;
    this.#addToCount(index, 1);
  }

  /** Undefined before the first status. */
  get current(): MarketSession | undefined {
    const most = Math.max(...this.#counts);
    return most === 0 ? undefined : SESSIONS[this.#counts.indexOf(most)];
  }

  #addToCount(index: number, by: number): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + by;
  }
}
