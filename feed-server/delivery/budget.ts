// What one connection may cost: a budget of units, spent by requests and frames and refilled with time.

/**
 * A unit is about a microsecond of CPU. What is spent is counted, never timed, so that the same requests cost the same on every
 * machine and in every run. `npm run bench:requests` prints what each count costs in microseconds beside the units it is charged.
 */
export const UNITS = {
  /** Any request: Socket.IO's packets, the reply's two frames. */
  request: 60,
  /** A request that is refused without a look at it. */
  refusedRequest: 20,
  /** A WebSocket frame, control frames included: its turn of the event loop, and perhaps a pong. */
  frame: 20,
  /** Of a frame that came in. */
  byteIn: 0.02,
  /** Of a reply. */
  byteOut: 0.005,
  /** A subscription or lane that a request names: decoded, judged, changed, its row of the reply and its part of a snapshot. */
  entry: 2.5,
  /** A slot of the log, for each scan that passes over it. */
  slot: 0.005,
  /** A tick that a resume brings, merged into a row or replayed on the tape. */
  tick: 0.06,
  /** A bar that is read and summed up. */
  barRead: 0.01,
  /** A bar or a trade of a reply. */
  rowOut: 0.1,
  /** A connection: its HTTP upgrade, and Socket.IO's objects. */
  handshake: 400,
} as const;

/** Refill: 50 ms of CPU a second. */
const UNITS_PER_MS = 50;
/** A full budget covers a resume of 2,048 subscriptions that missed a whole log of the default size. */
const BURST_UNITS = 150_000;
/** One request costs this at most, whatever it came to: nobody waits longer than four seconds for what was asked before. */
const MAX_REQUEST_UNITS = 200_000;
/** A request that is refused is to come again after so long at least: those that were under way by then are refused too, in order. */
const MIN_RETRY_MS = 1_000;
/** Overdrawn by more than this a client ignores its refusals: it is not read from until it has paid. */
const OVERDRAFT_UNITS = 25_000;
/** Frames may overdraw it by so much at most. */
const MAX_DEBT_UNITS = MAX_REQUEST_UNITS + OVERDRAFT_UNITS;

export class Budget {
  #units = BURST_UNITS;
  /** Clock time as of which `#units` are counted; milliseconds. */
  #at: number;
  /** No request is taken before this, so that those that come in order are done in order. */
  #shutUntil = -Infinity;

  constructor(now: number) {
    this.#at = now;
  }

  /** Milliseconds after which to ask again; 0 where a request may be done now, which then costs what it comes to. */
  retryAfterMs(now: number): number {
    this.#refill(now);
    if (now < this.#shutUntil) return Math.ceil(this.#shutUntil - now);
    if (this.#units > 0) return 0;
    const waitMs = Math.max(MIN_RETRY_MS, Math.ceil(-this.#units / UNITS_PER_MS) + 1);
    this.#shutUntil = now + waitMs;
    return waitMs;
  }

  /** Milliseconds for which not to read from it; 0 where it may go on. */
  pauseMs(now: number): number {
    this.#refill(now);
    return this.#units < -OVERDRAFT_UNITS ? Math.ceil(-this.#units / UNITS_PER_MS) : 0;
  }

  spend(units: number, now: number): void {
    this.#refill(now);
    this.#units = Math.max(-MAX_DEBT_UNITS, this.#units - Math.min(units, MAX_REQUEST_UNITS));
  }

  #refill(now: number): void {
    this.#units = Math.min(BURST_UNITS, this.#units + (now - this.#at) * UNITS_PER_MS);
    this.#at = now;
  }
}

/** Counts what one request costs, while it is done. */
export class Work {
  units = 0;

  count(what: keyof typeof UNITS, n = 1): void {
    this.units += n * UNITS[what];
  }
}
