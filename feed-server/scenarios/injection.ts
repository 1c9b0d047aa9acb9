// One injected fault: which strikes are in force, how often it has struck, and its random draws for each connection.
import { Random } from '../market/random.ts';
import { strikesConnections, type Target, type TimedFault } from './faults.ts';
import { Strike, type Hittable } from './strike.ts';

/** A fault that waits, is in force, or is over. */
export interface InjectedFault {
  readonly id: number;
  /** The fault as the user wrote it. */
  readonly text: string;
  /** Times it has struck so far. */
  readonly strikes: number;
  /** Connections hit, summed over all strikes. Missing if the fault strikes the server. */
  readonly hits?: number;
  readonly active: boolean;
}

/** A fault that was injected `ageMs` milliseconds ago. The times of its trigger count from then. */
export interface BegunFault {
  readonly id: number;
  readonly timed: TimedFault;
  readonly ageMs: number;
}

export class Injection {
  readonly id: number;
  readonly timed: TimedFault;
  /** Clock time from which the times of its trigger count. */
  readonly startedAt: number;
  /** Strikes in force, each with a function that cancels its end. */
  readonly lasting = new Map<Strike, () => void>();
  readonly #seed: number;
  readonly #label: string;
  /** Knows the connections that the fault is aimed at. Their share is chosen only once. */
  readonly #aim: Strike;
  /** By the connection's number: its random draws, and how many strikes it has left. */
  readonly #draws = new Map<number, { readonly random: Random; strikesLeft: number }>();
  #strikes = 0;
  /** Hits of strikes that are over. */
  #hits = 0;
  /** Clock time at which it struck, if it waited for a connection. */
  #struckAt: number | undefined;

  constructor(id: number, timed: TimedFault, seed: number, startedAt: number) {
    this.id = id;
    this.timed = timed;
    this.#seed = seed;
    this.#label = `fault ${id}`;
    this.startedAt = startedAt;
    this.#aim = new Strike(timed.fault, timed.target, seed, this.#label);
  }

  /** Whether it strikes by chance with each batch to a connection, and not by the clock. */
  get isDrawnByBatch(): boolean {
    return this.timed.trigger.kind === 'chance' && strikesConnections(this.timed);
  }

  /** Whether it is over for good. */
  get isOver(): boolean {
    const { trigger } = this.timed;
    const times = trigger.kind === 'once' || trigger.kind === 'first' ? 1 : trigger.times;
    return !this.isDrawnByBatch && this.#strikes >= times && this.lasting.size === 0;
  }

  get summary(): InjectedFault {
    const { id, timed, lasting } = this;
    const summary = { id, text: timed.text, strikes: this.#strikes, active: lasting.size > 0 };
    if (!strikesConnections(timed)) return summary;
    return { ...summary, hits: [...lasting.keys()].reduce((sum, { hits }) => sum + hits, this.#hits) };
  }

  /** How many entries it keeps for connections. */
  get entryCount(): number {
    let entries = this.#draws.size + this.#aim.entryCount;
    for (const strike of this.lasting.keys()) entries += strike.entryCount;
    return entries;
  }

  /** The random stream that decides when it strikes, unless that is drawn for each batch. */
  makeRandom(): Random {
    return new Random(this.#seed, this.#label);
  }

  /** Draws for a batch to `connection` at clock time `now`. Returns whether it strikes. */
  drawForBatch(connection: Hittable, now: number): boolean {
    const { trigger } = this.timed;
    if (trigger.kind !== 'chance' || now < this.startedAt + trigger.atMs || !this.#aim.aimsAt(connection)) return false;
    const { number } = connection;
    const draw = this.#draws.get(number) ?? {
      random: new Random(this.#seed, `${this.#label}, batches of connection ${number}`),
      strikesLeft: trigger.times,
    };
    this.#draws.set(number, draw);
    if (draw.strikesLeft === 0 || draw.random.next() >= trigger.probability) return false;
    draw.strikesLeft--;
    return true;
  }

  /** Whether it waits for a connection. */
  get isWaiting(): boolean {
    return this.timed.trigger.kind === 'first' && this.#struckAt === undefined;
  }

  /** What another injector needs to adopt this fault at clock time `now`. */
  toBegunFault(now: number): BegunFault {
    const { id, timed, startedAt } = this;
    const ageMs = now - startedAt;
    if (this.#struckAt === undefined) return { id, timed, ageMs };
    return { id, timed: { ...timed, trigger: { kind: 'once', atMs: this.#struckAt - startedAt } }, ageMs };
  }

  /** Whether it is aimed at `connection`. */
  aimsAt(connection: Hittable): boolean {
    return this.#aim.aimsAt(connection);
  }

  /** Strikes at clock time `now`, after it has waited for a connection. */
  strikeFirst(now: number): Strike {
    this.#strikes++;
    this.#struckAt = now;
    return this.#aim;
  }

  /** Strikes once more, at `target`. */
  nextStrike(target: Target): Strike {
    return new Strike(this.timed.fault, target, this.#seed, `${this.#label}, strike ${++this.#strikes}`);
  }

  /** Counts the hits of a strike. Call when the strike is over. */
  addHits({ hits }: Strike): void {
    this.#hits += hits;
  }

  /** Call when the connection of this number has ended for good. */
  forget(number: number): void {
    this.#draws.delete(number);
    this.#aim.forget(number);
    for (const strike of this.lasting.keys()) strike.forget(number);
  }
}
