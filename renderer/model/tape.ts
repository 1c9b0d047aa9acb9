// The tape: each symbol's newest trades in sequence order, with every gap marked.
import type { Batch, Instrument, ResetReason, TradesRequest } from '../../proto/messages.ts';
import type { TapeRows } from '../../proto/rows.ts';
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
   * The trades between the previous and the next item are unknown. `not-kept`: they were skipped, and the feed no
   * longer has them.
   */
  | { readonly kind: 'gap'; readonly why: ResetReason | 'not-kept' }
  /** The trades in (after, through] of the log were skipped because this client was too slow. They can still be fetched. */
  | SkippedTrades;

export interface SkippedTrades {
  readonly kind: 'gap';
  readonly why: 'skipped';
  readonly epoch: number;
  readonly after: number;
  readonly through: number;
}

/** The tape of one instrument. Prices are in the instrument's units. */
interface SymbolTape {
  readonly instrument: Instrument;
  readonly items: TapeItem[];
  /** Number of changes to `items`. */
  changes: number;
}

export class Tape {
  readonly #minItems: number;
  readonly #byId: (SymbolTape | undefined)[] = [];
  readonly #bySymbol = new Map<string, SymbolTape>();

  /** Keeps between `minItems` (1 or more) and twice as many items per symbol. */
  constructor(minItems: number) {
    this.#minItems = minItems;
  }

  /** Starts the tape of an instrument, or updates its id. Its items stay, unless its units have changed. */
  accept(instrument: Instrument): void {
    const existing = this.#bySymbol.get(instrument.symbol);
    if (existing) this.#unbindId(existing);
    const items = existing && sameUnits(existing.instrument, instrument) ? existing.items : [];
    const symbolTape = { instrument, items, changes: (existing?.changes ?? 0) + 1 };
    this.#byId[instrument.id] = symbolTape;
    this.#bySymbol.set(instrument.symbol, symbolTape);
  }

  remove(symbol: string): void {
    const symbolTape = this.#bySymbol.get(symbol);
    if (symbolTape) this.#unbindId(symbolTape);
    this.#bySymbol.delete(symbol);
  }

  forgetIds(): void {
    this.#byId.length = 0;
  }

  /** Marks a gap, except before the first trade. */
  markGap(symbol: string, why: ResetReason): void {
    const symbolTape = this.#bySymbol.get(symbol);
    if (symbolTape?.items.at(-1)?.kind === 'trade') this.#push(symbolTape, { kind: 'gap', why });
  }

  /** Marks the trades in (after, through] of the log as skipped, on every symbol's tape. */
  skip({ epoch, after, through }: Omit<SkippedTrades, 'kind' | 'why'>): void {
    const skipped: SkippedTrades = { kind: 'gap', why: 'skipped', epoch, after, through };
    for (const symbolTape of this.#byId) if (symbolTape) this.#pushSkipped(symbolTape, skipped);
  }

  applyTrades(rows: TapeRows): void {
    for (let i = 0; i < rows.id.length; i++) {
      const symbolTape = this.#byId[rows.id[i]];
      if (symbolTape) this.#push(symbolTape, tradeAt(rows, i));
    }
  }

  /** A request for the oldest skipped trades that can still be fetched. */
  oldestSkipped(): TradesRequest | undefined {
    let oldest: TradesRequest | undefined;
    for (const { instrument, items } of this.#bySymbol.values()) {
      const gap = items.find(isSkipped);
      if (gap && (!oldest || gap.after < oldest.after)) {
        const { epoch, after, through } = gap;
        oldest = { symbol: instrument.symbol, epoch, after, through };
      }
    }
    return oldest;
  }

  /** Inserts skipped trades in place of their gap. Ignored unless their range starts where a gap does. */
  fill(symbol: string, { epoch, after, through, tape }: Batch): void {
    this.#replaceSkipped(symbol, epoch, after, (gap) => {
      const trades = tape.id.map((_, i) => tradeAt(tape, i)).filter(({ sequence }) => sequence <= gap.through);
      return through < gap.through ? [...trades, { ...gap, after: through }] : trades;
    });
  }

  /** The trades skipped after `after` are no longer available. */
  markUnavailable(symbol: string, epoch: number, after: number): void {
    this.#replaceSkipped(symbol, epoch, after, () => [{ kind: 'gap', why: 'not-kept' }]);
  }

  /** Oldest first. */
  items(symbol: string): readonly TapeItem[] {
    return this.#bySymbol.get(symbol)?.items ?? [];
  }

  /** A counter that increases with every change to the symbol's items. */
  changes(symbol: string): number {
    return this.#bySymbol.get(symbol)?.changes ?? 0;
  }

  /** Extends the last gap if it ends where this one starts. */
  #pushSkipped(symbolTape: SymbolTape, skipped: SkippedTrades): void {
    const last = symbolTape.items.at(-1);
    const follows = last && isSkipped(last) && last.epoch === skipped.epoch && last.through === skipped.after;
    if (follows) symbolTape.items.pop();
    this.#push(symbolTape, follows ? { ...last, through: skipped.through } : skipped);
  }

  #replaceSkipped(
    symbol: string,
    epoch: number,
    after: number,
    replacementFor: (gap: SkippedTrades) => TapeItem[],
  ): void {
    const symbolTape = this.#bySymbol.get(symbol);
    const index =
      symbolTape?.items.findIndex((item) => isSkipped(item) && item.epoch === epoch && item.after === after) ?? -1;
    if (!symbolTape || index < 0) return;
    symbolTape.items.splice(index, 1, ...replacementFor(symbolTape.items[index] as SkippedTrades));
    this.#trim(symbolTape);
  }

  #push(symbolTape: SymbolTape, item: TapeItem): void {
    symbolTape.items.push(item);
    this.#trim(symbolTape);
  }

  #trim(symbolTape: SymbolTape): void {
    const { items } = symbolTape;
    symbolTape.changes++;
    if (items.length > 2 * this.#minItems) items.splice(0, items.length - this.#minItems);
  }

  #unbindId(symbolTape: SymbolTape): void {
    if (this.#byId[symbolTape.instrument.id] === symbolTape) this.#byId[symbolTape.instrument.id] = undefined;
  }
}

function isSkipped(item: TapeItem): item is SkippedTrades {
  return item.kind === 'gap' && item.why === 'skipped';
}

function tradeAt(rows: Batch['tape'], i: number): TapeItem & { kind: 'trade' } {
  return {
    kind: 'trade',
    sequence: rows.sequence[i],
    time: rows.time[i],
    price: rows.price[i],
    size: rows.size[i],
  };
}
