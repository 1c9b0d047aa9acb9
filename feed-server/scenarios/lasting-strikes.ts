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

  /** `due`: called after `forMs`, unless the returned function is called first. It must end the strike itself. */
  begin(strike: Strike, forMs: number, due: () => void): () => void {
    this.#strikes.add(strike);
    this.#changed();
    return forMs === Infinity ? () => undefined : this.#clock.after(forMs, due);
  }

  end(strike: Strike): void {
    this.#strikes.delete(strike);
    this.#changed();
  }

  /** Whether ticks of instrument `id` are dropped. */
  mutes(id: number): boolean {
    return this.#muted.has(id);
  }

  #changed(): void {
    this.#muted = this.#symbols.mutedBy([...this.#strikes].map(({ fault }) => fault));
  }
}
