// The quote board: the last quote, last sale and day summary of every symbol on it.
import type {
  Batch,
  Instrument,
  Quote,
  Snapshot,
  SymbolState,
  TradeSummary,
  TradingStatus,
} from '../../proto/messages.ts';
import type { QuoteRows, SaleRows, StatusRows } from '../../proto/rows.ts';
import { stateDigest } from '../../proto/state-digest.ts';
import { addVolume } from '../../proto/volume.ts';
import { sameUnits } from './terms.ts';

/** The state of one symbol. One object for the life of its subscription, changed in place. */
export interface BoardEntry {
  readonly instrument: Instrument;
  /** Previous close in units, if the source knows it. */
  reference: number | undefined;
  quote: Quote | undefined;
  trades: TradeSummary | undefined;
  /** The symbol's market session; undefined if the source doesn't report one. */
  status: TradingStatus | undefined;
  /** Direction of the last price change: 1 up, -1 down, 0 before the first. */
  direction: -1 | 0 | 1;
  /** Number of changes of the last price. */
  moves: number;
}

export class QuoteBoard {
  readonly #byId: (BoardEntry | undefined)[] = [];
  readonly #bySymbol = new Map<string, BoardEntry>();
  #changed = new Set<BoardEntry>();
  /** Cached digests of entries, dropped when an entry changes. */
  readonly #digests = new Map<BoardEntry, number>();

  /** Adds an instrument to the board, or updates its id. Its data stays, unless its units have changed. */
  accept(instrument: Instrument): void {
    const existing = this.#bySymbol.get(instrument.symbol);
    if (existing) this.#unbindId(existing);
    if (existing && !sameUnits(existing.instrument, instrument)) clearPrices(existing);
    const entry: BoardEntry = existing
      ? Object.assign(existing, { instrument })
      : {
          instrument,
          reference: undefined,
          quote: undefined,
          trades: undefined,
          status: undefined,
          direction: 0,
          moves: 0,
        };
    this.#byId[instrument.id] = entry;
    this.#bySymbol.set(instrument.symbol, entry);
    this.#markChanged(entry);
  }

  remove(symbol: string): void {
    const entry = this.#bySymbol.get(symbol);
    if (!entry) return;
    this.#bySymbol.delete(symbol);
    this.#unbindId(entry);
    this.#changed.delete(entry);
    this.#digests.delete(entry);
  }

  get(symbol: string): BoardEntry | undefined {
    return this.#bySymbol.get(symbol);
  }

  /** Forgets which id means which symbol, as at a new epoch. accept() then assigns them again. */
  forgetIds(): void {
    this.#byId.length = 0;
  }

  applySnapshot(snapshot: Snapshot): void {
    for (const state of snapshot.states) {
      const entry = this.#byId[state.id];
      if (entry) this.#applyState(entry, state);
    }
  }

  applyBatch(batch: Batch): void {
    this.#applyStatuses(batch.statuses);
    this.#applyQuotes(batch.quotes);
    this.#applySales(batch.sales);
  }

  /**
   * The sum modulo 2^32 of the digests of these instruments. Undefined if one is not on the board, or has a session or
   * reason that this build does not know, since the server's digest covers the real value.
   */
  digest(ids: readonly number[]): number | undefined {
    let sum = 0;
    for (const id of ids) {
      const entry = this.#byId[id];
      if (!entry || entry.status?.session === 'unknown' || entry.status?.reason === 'other') return undefined;
      sum = (sum + this.#digestOf(entry)) >>> 0;
    }
    return sum;
  }

  /** The entries that changed since the last call. */
  takeChanged(): ReadonlySet<BoardEntry> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  #digestOf(entry: BoardEntry): number {
    const cached = this.#digests.get(entry);
    if (cached !== undefined) return cached;
    const { instrument, reference, quote, trades, status } = entry;
    const digest = stateDigest({ id: instrument.id, reference, quote, trades, status });
    this.#digests.set(entry, digest);
    return digest;
  }

  #markChanged(entry: BoardEntry): void {
    this.#changed.add(entry);
    this.#digests.delete(entry);
  }

  #unbindId(entry: BoardEntry): void {
    if (this.#byId[entry.instrument.id] === entry) this.#byId[entry.instrument.id] = undefined;
  }

  #applyState(entry: BoardEntry, { reference, quote, trades, status }: SymbolState): void {
    const previous = entry.trades?.last;
    entry.reference = reference;
    entry.quote = quote && { ...quote };
    entry.trades = trades && { ...trades };
    entry.status = status && { ...status };
    if (trades && previous !== undefined) recordMove(entry, previous, trades.last);
    this.#markChanged(entry);
  }

  #applyStatuses(rows: StatusRows): void {
    for (let i = 0; i < rows.id.length; i++) {
      const entry = this.#byId[rows.id[i]];
      if (!entry) continue;
      entry.status = { time: rows.time[i], session: rows.session[i], reason: rows.reason[i] };
      const reference = rows.reference[i];
      if (reference !== undefined) {
        entry.reference = reference;
        entry.trades = undefined;
      }
      this.#markChanged(entry);
    }
  }

  #applyQuotes(rows: QuoteRows): void {
    for (let i = 0; i < rows.id.length; i++) {
      const entry = this.#byId[rows.id[i]];
      if (!entry) continue;
      entry.quote = {
        time: rows.time[i],
        bid: rows.bid[i],
        bidSize: rows.bidSize[i],
        ask: rows.ask[i],
        askSize: rows.askSize[i],
      };
      this.#markChanged(entry);
    }
  }

  #applySales(rows: SaleRows): void {
    for (let i = 0; i < rows.id.length; i++) {
      const entry = this.#byId[rows.id[i]];
      if (!entry) continue;
      const previous = entry.trades?.last ?? entry.reference;
      const last = rows.last[i];
      addTrades(entry, {
        time: rows.time[i],
        last,
        size: rows.size[i],
        open: rows.first[i],
        high: rows.high[i],
        low: rows.low[i],
        volume: rows.volume[i],
        count: rows.merged[i] + 1,
      });
      if (previous !== undefined) recordMove(entry, previous, last);
      this.#markChanged(entry);
    }
  }
}

function addTrades(entry: BoardEntry, added: TradeSummary): void {
  const day = entry.trades;
  if (!day) {
    entry.trades = added;
    return;
  }
  day.time = added.time;
  day.last = added.last;
  day.size = added.size;
  day.high = Math.max(day.high, added.high);
  day.low = Math.min(day.low, added.low);
  day.volume = addVolume(day.volume, added.volume);
  day.count += added.count;
}

function clearPrices(entry: BoardEntry): void {
  entry.reference = undefined;
  entry.quote = undefined;
  entry.trades = undefined;
  entry.direction = 0;
}

function recordMove(entry: BoardEntry, from: number, to: number): void {
  if (to === from) return;
  entry.direction = to > from ? 1 : -1;
  entry.moves++;
}
