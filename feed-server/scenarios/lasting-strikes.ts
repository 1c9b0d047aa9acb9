// The lasting strikes that are in force, and which instruments they mute.
import type { Clock } from '../time/clock.ts';
import type { FaultSymbols } from './fault-symbols.ts';
import type { Strike } from './strike.ts';

export class LastingStrikes implements Iterable<Strike> {
  readonly #clock: Clock;
  readonly #symbols: FaultSymbols;
  readonly #strikes = new Set<Strike>();
  #muted: ReadonlySet<number> = new Set();

  constructor(clock: Clock, symbols: FaultSymbols) {
    this.#clock = clock;
    this.#symbols = symbols;
  }

  [Symbol.iterator](): Iterator<Strike> {
    return this.#strikes[Symbol.iterator]();
  }

  /** `onEnd`: called after `forMs` to call `end`, unless the returned function cancels it. */
  begin(strike: Strike, forMs: number, onEnd: () => void): () => void {
    this.#strikes.add(strike);
    this.#updateMuted();
    return forMs === Infinity ? () => undefined : this.#clock.after(forMs, onEnd);
  }

  end(strike: Strike): void {
    this.#strikes.delete(strike);
    this.#updateMuted();
  }

  /** Whether ticks of instrument `id` are dropped. */
  mutes(id: number): boolean {
    return this.#muted.has(id);
  }

  #updateMuted(): void {
    this.#muted = this.#symbols.mutedBy([...this.#strikes].map(({ fault }) => fault));
  }
}
