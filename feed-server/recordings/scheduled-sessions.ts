// The market session as the statuses of its instruments tell it.
import { SESSIONS } from '../../proto/enums.ts';
import type { MarketSession } from '../../proto/messages.ts';

const NONE = 0xff;

/** What most instruments are in: some trade around the clock, and a halt of one is no session of the market. */
export class ScheduledSessions {
  readonly #places: Uint8Array;
  readonly #counts = SESSIONS.map(() => 0);

  constructor(instruments: number) {
    this.#places = new Uint8Array(instruments).fill(NONE);
  }

  take(id: number, session: MarketSession): void {
    if (session === 'halted' || session === 'paused' || session === 'unknown') return;
    const place = SESSIONS.indexOf(session);
    const before = this.#places[id] as number;
    if (before !== NONE) this.#count(before, -1);
    this.#places[id] = place;
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
