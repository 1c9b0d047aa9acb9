// What one connection may cost: a budget of units. Requests and frames spend it, and time refills it.

/**
 * A unit is about a microsecond of CPU. What is spent is counted, never timed, so that the same requests cost the same on every
 * machine and in every run. `npm run bench:requests` prints what each count costs in microseconds beside the units it is charged.
 */
export const UNITS = {
  /** Any request: its packets, and the two frames of the reply. */
  request: 60,
  /** A request that is refused without being decoded. */
  refusedRequest: 20,
  /** A WebSocket frame, control frames included: its turn of the event loop, and perhaps a pong. */
  frame: 20,
  /** A byte of an incoming frame. */
  byteIn: 0.02,
  /** A byte of a reply. */
  byteOut: 0.005,
  /** A subscription or lane that a request names: decoding, checking and changing it, its row of the reply, its part of a snapshot. */
  entry: 2.5,
  /** A slot of the log, for each scan that passes over it. */
  slot: 0.005,
  /** A tick that a resume delivers, merged into a row or replayed on the tape. */
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
/** One request is charged at most this much, so that a client waits at most a few seconds because of earlier requests. */
const MAX_REQUEST_UNITS = 200_000;
/** The shortest wait after a refusal. Requests that are already on their way are refused as well, which keeps them in order. */
const MIN_RETRY_MS = 1_000;
/** A client that overdraws its budget by more than this ignores refusals. The server stops reading from it until it has refilled. */
const MAX_OVERDRAFT_UNITS = 25_000;
/** A budget is overdrawn by at most this much. */
const MAX_DEBT_UNITS = MAX_REQUEST_UNITS + MAX_OVERDRAFT_UNITS;

export class Budget {
  #units = BURST_UNITS;
  /** Clock time at which `#units` was last brought up to date, milliseconds. */
  #refilledAt: number;
  /** All requests are refused before this clock time, so that none overtakes an earlier one. */
  #refusesUntil = -Infinity;

  constructor(now: number) {
    this.#refilledAt = now;
  }

  /** Milliseconds after which the client should try again; 0 if a request may be answered now, and charged afterwards. */
  retryAfterMs(now: number): number {
    this.#refill(now);
    if (now < this.#refusesUntil) return Math.ceil(this.#refusesUntil - now);
    if (this.#units > 0) return 0;
    const waitMs = Math.max(MIN_RETRY_MS, Math.ceil(-this.#units / UNITS_PER_MS) + 1);
    this.#refusesUntil = now + waitMs;
    return waitMs;
  }

  /** Milliseconds for which to stop reading from the client; 0 to keep reading. */
  pauseMs(now: number): number {
    this.#refill(now);
    return this.#units < -MAX_OVERDRAFT_UNITS ? Math.ceil(-this.#units / UNITS_PER_MS) : 0;
  }

  spend(units: number, now: number): void {
    this.#refill(now);
    this.#units = Math.max(-MAX_DEBT_UNITS, this.#units - Math.min(units, MAX_REQUEST_UNITS));
  }

  #refill(now: number): void {
    this.#units = Math.min(BURST_UNITS, this.#units + (now - this.#refilledAt) * UNITS_PER_MS);
    this.#refilledAt = now;
  }
}

/** Adds up the cost of one request while it is answered. */
export class Work {
  units = 0;

  count(unit: keyof typeof UNITS, n = 1): void {
    this.units += n * UNITS[unit];
  }
}
