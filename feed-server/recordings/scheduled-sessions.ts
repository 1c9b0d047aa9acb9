// Derives the market session from the statuses of the instruments.
import { SESSIONS } from '../../proto/enums.ts';
import type { MarketSession } from '../../proto/messages.ts';

const NONE = 0xff;

/** The session of most instruments. Some trade around the clock, and a halt of one instrument does not change the market's session. */
export class ScheduledSessions {
  readonly #sessions: Uint8Array;
  readonly #counts = SESSIONS.map(() => 0);

  constructor(instruments: number) {
    this.#sessions = new Uint8Array(instruments).fill(NONE);
  }

  update(id: number, session: MarketSession): void {
    if (session === 'halted' || session === 'paused' || session === 'unknown') return;
    const place = SESSIONS.indexOf(session);
    const before = this.#sessions[id];
    if (before !== NONE) this.#count(before, -1);
    this.#sessions[id] = place;
    this.#count(place, 1);
  }

  /** Undefined before the first status. */
  get now(): MarketSession | undefined {
    const most = Math.max(...this.#counts);
    return most === 0 ? undefined : SESSIONS[this.#counts.indexOf(most)];
  }

  #count(place: number, by: number): void {
    this.#counts[place] = (this.#counts[place] ?? 0) + by;
  }
}
