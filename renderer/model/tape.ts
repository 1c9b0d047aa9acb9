// The tape: the trades of each symbol in sequence order, newest kept, with every hole in it marked.
import type { Batch, Instrument, ResetReason, TradesRequest } from '../../proto/messages.ts';
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
  /**
   * Nothing is known of the trades between the item before and the one after. `not-kept`: they were skipped, and the feed no
   * longer has them.
   */
  | { readonly kind: 'gap'; readonly why: ResetReason | 'not-kept' }
  /** The trades in (after, through] of the log were skipped, since this reader was slow, and can be fetched. */
  | SkippedTrades;

export interface SkippedTrades {
  readonly kind: 'gap';
  readonly why: 'skipped';
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

/** What was heard of one instrument; its prices are in the instrument's units. */
interface Roll {
  readonly instrument: Instrument;
  readonly items: TapeItem[];
  /** Counts the changes of `items`. */
  changes: number;
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
    const roll = { instrument, items, changes: (before?.changes ?? 0) + 1 };
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
    const roll = this.#bySymbol.get(symbol);
    if (roll?.items.at(-1)?.kind === 'trade') this.#push(roll, { kind: 'gap', why });
  }

  applyBatch({ tape, tapeSkipped, epoch, after, through }: Batch): void {
    if (tapeSkipped > 0) {
      const skipped: SkippedTrades = { kind: 'gap', why: 'skipped', epoch, after, through };
      for (const roll of this.#byId) if (roll) this.#skip(roll, skipped);
    }
    for (let i = 0; i < tape.id.length; i++) {
      const roll = this.#byId[tape.id[i] as number];
      if (roll) this.#push(roll, tradeAt(tape, i));
    }
  }

  /** The oldest trades that were skipped and can be fetched, as a request for them. */
  firstSkipped(): TradesRequest | undefined {
    let first: TradesRequest | undefined;
    for (const { instrument, items } of this.#bySymbol.values()) {
      const gap = items.find(isSkipped);
      if (gap && (!first || gap.after < first.after)) {
        const { epoch, after, through } = gap;
        first = { symbol: instrument.symbol, epoch, after, through };
      }
    }
    return first;
  }

  /** Puts trades that were skipped where they belong: those of a range that begins where a gap does. */
  fill(symbol: string, { epoch, after, through, tape }: Batch): void {
    this.#replaceSkipped(symbol, epoch, after, (gap) => {
      const trades = tape.id.map((_, i) => tradeAt(tape, i)).filter(({ sequence }) => sequence <= gap.through);
      return through < gap.through ? [...trades, { ...gap, after: through }] : trades;
    });
  }

  /** What was skipped after `after` is not to be had any more. */
  giveUp(symbol: string, epoch: number, after: number): void {
    this.#replaceSkipped(symbol, epoch, after, () => [{ kind: 'gap', why: 'not-kept' }]);
  }

  /** Oldest first. */
  items(symbol: string): readonly TapeItem[] {
    return this.#bySymbol.get(symbol)?.items ?? [];
  }

  /** Differs from what it was before wherever the symbol's items do. */
  changes(symbol: string): number {
    return this.#bySymbol.get(symbol)?.changes ?? 0;
  }

  /** Adds what follows on a gap of the same kind to that. */
  #skip(roll: Roll, skipped: SkippedTrades): void {
    const last = roll.items.at(-1);
    const follows = last && isSkipped(last) && last.epoch === skipped.epoch && last.through === skipped.after;
    if (follows) roll.items.pop();
    this.#push(roll, follows ? { ...last, through: skipped.through } : skipped);
  }

  #replaceSkipped(symbol: string, epoch: number, after: number, by: (gap: SkippedTrades) => TapeItem[]): void {
    const roll = this.#bySymbol.get(symbol);
    const at = roll?.items.findIndex((item) => isSkipped(item) && item.epoch === epoch && item.after === after) ?? -1;
    if (!roll || at < 0) return;
    roll.items.splice(at, 1, ...by(roll.items[at] as SkippedTrades));
    this.#trim(roll);
  }

  #push(roll: Roll, item: TapeItem): void {
    roll.items.push(item);
    this.#trim(roll);
  }

  #trim(roll: Roll): void {
    const { items } = roll;
    roll.changes++;
    if (items.length > 2 * this.#keep) items.splice(0, items.length - this.#keep);
  }

  #unbind(roll: Roll): void {
    if (this.#byId[roll.instrument.id] === roll) this.#byId[roll.instrument.id] = undefined;
  }
}

function isSkipped(item: TapeItem): item is SkippedTrades {
  return item.kind === 'gap' && item.why === 'skipped';
}

function tradeAt(tape: Batch['tape'], i: number): TapeItem & { kind: 'trade' } {
  return {
    kind: 'trade',
    sequence: tape.sequence[i] as number,
    time: tape.time[i] as number,
    price: tape.price[i] as number,
    size: tape.size[i] as number,
  };
}
