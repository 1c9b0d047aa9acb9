// The tape: the trades of each symbol in sequence order, newest kept, with every hole in it marked.
import type { Batch, ResetReason } from '../../proto/messages.ts';

export type TapeItem =
  | {
      readonly kind: 'trade';
      readonly sequence: number;
      /** Market time, milliseconds since 1970-01-01 UTC. */
      readonly time: number;
      readonly price: number;
      readonly size: number;
    }
  /** Nothing is known of the trades between the item before and the one after. */
  | { readonly kind: 'gap'; readonly why: ResetReason };

export class Tape {
  readonly #keep: number;
  readonly #byId: (TapeItem[] | undefined)[] = [];
  readonly #bySymbol = new Map<string, TapeItem[]>();

  /** Keeps at least `keep` (1 or more) items a symbol, and at most twice as many. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Starts listening to a symbol, or learns the id it goes by from now on; what was heard stays. */
  accept(symbol: string, id: number): void {
    const items = this.#bySymbol.get(symbol) ?? [];
    this.#unbind(items);
    this.#byId[id] = items;
    this.#bySymbol.set(symbol, items);
  }

  remove(symbol: string): void {
    const items = this.#bySymbol.get(symbol);
    if (items) this.#unbind(items);
    this.#bySymbol.delete(symbol);
  }

  forgetIds(): void {
    this.#byId.length = 0;
  }

  /** Marks a hole; where nothing was heard before it, there is none. */
  markGap(symbol: string, why: ResetReason): void {
    const items = this.#bySymbol.get(symbol);
    if (items?.at(-1)?.kind === 'trade') items.push({ kind: 'gap', why });
  }

  applyBatch({ tape }: Batch): void {
    for (let i = 0; i < tape.id.length; i++) {
      const items = this.#byId[tape.id[i] as number];
      if (!items) continue;
      items.push({
        kind: 'trade',
        sequence: tape.sequence[i] as number,
        time: tape.time[i] as number,
        price: tape.price[i] as number,
        size: tape.size[i] as number,
      });
      if (items.length > 2 * this.#keep) items.splice(0, items.length - this.#keep);
    }
  }

  /** Oldest first. */
  items(symbol: string): readonly TapeItem[] {
    return this.#bySymbol.get(symbol) ?? [];
  }

  #unbind(items: TapeItem[]): void {
    const id = this.#byId.indexOf(items);
    if (id >= 0) this.#byId[id] = undefined;
  }
}
