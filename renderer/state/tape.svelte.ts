// The newest part of one symbol's tape, as components show it.
import type { Tape, TapeItem } from '../model/tape.ts';

const MAX_VISIBLE_ITEMS = 200;

interface TapeView {
  readonly symbol: string | undefined;
  /** The tape's change counter when this view was made. */
  readonly changes: number;
  /** Newest first. */
  readonly items: readonly TapeItem[];
}

export class TapeState {
  readonly #tape: Tape;
  #view = $state.raw<TapeView>({ symbol: undefined, changes: 0, items: [] });

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /**
   * Newest first. Empty for any symbol other than the published one, so that one symbol's prices never pass for
   * another's.
   */
  items(symbol: string): readonly TapeItem[] {
    return this.#view.symbol === symbol ? this.#view.items : [];
  }

  publish(symbol: string | undefined): void {
    const changes = symbol === undefined ? 0 : this.#tape.changes(symbol);
    if (symbol === this.#view.symbol && changes === this.#view.changes) return;
    const items = symbol === undefined ? [] : this.#tape.items(symbol);
    this.#view = { symbol, changes, items: items.slice(-MAX_VISIBLE_ITEMS).reverse() };
  }
}
