// The newest part of one symbol's tape as components show it.
import type { Tape, TapeItem } from '../model/tape.ts';

const SHOWN = 200;

interface Shown {
  readonly symbol: string | undefined;
  /** The tape's count of changes when it was taken. */
  readonly changes: number;
  /** Newest first. */
  readonly items: readonly TapeItem[];
}

export class TapeState {
  readonly #tape: Tape;
  #shown = $state.raw<Shown>({ symbol: undefined, changes: 0, items: [] });

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Newest first; empty for any symbol but the one published last, whose prices would pass for this one's. */
  items(symbol: string): readonly TapeItem[] {
    return this.#shown.symbol === symbol ? this.#shown.items : [];
  }

  publish(symbol: string | undefined): void {
    const changes = symbol === undefined ? 0 : this.#tape.changes(symbol);
    if (symbol === this.#shown.symbol && changes === this.#shown.changes) return;
    const items = symbol === undefined ? [] : this.#tape.items(symbol);
    this.#shown = { symbol, changes, items: items.slice(-SHOWN).reverse() };
  }
}
