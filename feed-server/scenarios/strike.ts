// One strike of a fault, and which connections it hits.
import { Random } from '../market/random.ts';
import type { Fault, Target } from './faults.ts';

/** The part of a connection that decides whether a fault hits it. */
export interface Hittable {
  /** The Socket.IO id. */
  readonly id: string;
  /** The number of the connection since the server started, from 1. */
  readonly number: number;
  listensTo(symbols: readonly string[]): boolean;
}

export class Strike {
  readonly fault: Fault;
  readonly #target: Target;
  readonly #seed: number;
  readonly #label: string;
  /** Whether a connection belongs to the share, by its number. */
  readonly #chosen = new Map<number, boolean>();
  /** The numbers of open connections that it has hit. */
  readonly #hit = new Set<number>();
  #hits = 0;

  /** `label`: differs for each strike, so that each chooses its own share of the connections. */
  constructor(fault: Fault, target: Target, seed: number, label: string) {
    this.fault = fault;
    this.#target = target;
    this.#seed = seed;
    this.#label = label;
  }

  /** How many entries it keeps for connections. */
  get entryCount(): number {
    return this.#chosen.size + this.#hit.size;
  }

  /** How many connections it has hit. */
  get hits(): number {
    return this.#hits;
  }

  /** Hits `connection` if the strike is aimed at it. Returns whether it is. */
  hit(connection: Hittable): boolean {
    if (!this.aimsAt(connection)) return false;
    if (this.#hit.has(connection.number)) return true;
    this.#hit.add(connection.number);
    this.#hits++;
    return true;
  }

  aimsAt(connection: Hittable): boolean {
    const { client, nth, symbols } = this.#target;
    if (client !== undefined && client !== connection.id) return false;
    if (nth !== undefined && nth !== connection.number) return false;
    if (symbols.length > 0 && !connection.listensTo(symbols)) return false;
    return this.#isInShare(connection.number);
  }

  /** Whether the strike is aimed only at the connection of this number. */
  targetsOnly(number: number): boolean {
    return this.#target.nth === number;
  }

  /** Call when the connection of this number has ended for good. */
  forget(number: number): void {
    this.#chosen.delete(number);
    this.#hit.delete(number);
  }

  #isInShare(number: number): boolean {
    const { share } = this.#target;
    if (share === 1) return true;
    const known = this.#chosen.get(number);
    if (known !== undefined) return known;
    const chosen = new Random(this.#seed, `${this.#label}, connection ${number}`).next() < share;
    this.#chosen.set(number, chosen);
    return chosen;
  }
}
