// The tape: the trades of each symbol in sequence order, newest kept, with every hole in it marked.
import type { Batch, Instrument, ResetReason } from '../../proto/messages.ts';
import { sameUnits } from './terms.ts';

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

/** What was heard of one instrument; its prices are in the instrument's units. */
interface Roll {
  readonly instrument: Instrument;
  readonly items: TapeItem[];
}

export class Tape {
  readonly #keep: number;
  readonly #byId: (Roll | undefined)[] = [];
  readonly #bySymbol = new Map<string, Roll>();

  /** Keeps at least `keep` (1 or more) items a symbol, and at most twice as many. */
  constructor(keep: number) {
    this.#keep = keep;
  }

  /**
   * Starts listening to an instrument, or learns the id it goes by from now on; what was heard stays, unless its units mean
   * something else now.
   */
  accept(instrument: Instrument): void {
    const before = this.#bySymbol.get(instrument.symbol);
    if (before) this.#unbind(before);
    const items = before && sameUnits(before.instrument, instrument) ? before.items : [];
    const roll = { instrument, items };
    this.#byId[instrument.id] = roll;
    this.#bySymbol.set(instrument.symbol, roll);
  }

  remove(symbol: string): void {
    const roll = this.#bySymbol.get(symbol);
    if (roll) this.#unbind(roll);
    this.#bySymbol.delete(symbol);
  }

  forgetIds(): void {
    this.#byId.length = 0;
  }

  /** Marks a hole; where nothing was heard before it, there is none. */
  markGap(symbol: string, why: ResetReason): void {
    const items = this.#bySymbol.get(symbol)?.items;
    if (items?.at(-1)?.kind === 'trade') items.push({ kind: 'gap', why });
  }

  applyBatch({ tape }: Batch): void {
    for (let i = 0; i < tape.id.length; i++) {
      const items = this.#byId[tape.id[i] as number]?.items;
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
    return this.#bySymbol.get(symbol)?.items ?? [];
  }

  #unbind(roll: Roll): void {
    if (this.#byId[roll.instrument.id] === roll) this.#byId[roll.instrument.id] = undefined;
  }
}
