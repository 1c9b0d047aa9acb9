// The newest part of one symbol's tape as components show it.
import type { Tape, TapeItem } from '../model/tape.ts';

const SHOWN = 200;

interface Shown {
  readonly symbol: string | undefined;
  /** Newest first. */
  readonly items: readonly TapeItem[];
}

export class TapeState {
  readonly #tape: Tape;
  #shown = $state.raw<Shown>({ symbol: undefined, items: [] });

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** Newest first; empty for any symbol but the one published last, whose prices would pass for this one's. */
  items(symbol: string): readonly TapeItem[] {
    return this.#shown.symbol === symbol ? this.#shown.items : [];
  }

  publish(symbol: string | undefined): void {
    const items = symbol === undefined ? [] : this.#tape.items(symbol);
    if (symbol === this.#shown.symbol && items.at(-1) === this.#shown.items[0]) return;
    this.#shown = { symbol, items: items.slice(-SHOWN).reverse() };
  }
}
