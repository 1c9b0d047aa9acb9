// The rows of the board as components show them: one view per symbol, replaced at most once per frame and only when it
// changed.
import type { Instrument, Quote, TradeSummary, TradingStatus } from '../../proto/messages.ts';
import type { BoardEntry, QuoteBoard } from '../model/quote-board.ts';
import { sameUnits } from '../model/terms.ts';
import { addSample, SAMPLE_INTERVAL_MS, prependHistory, type TrendPoints } from '../model/trend.ts';

/** Prices are in units of the instrument. */
export interface RowView {
  readonly instrument: Instrument;
  readonly reference: number | undefined;
  readonly quote: Readonly<Quote> | undefined;
  readonly trades: Readonly<TradeSummary> | undefined;
  /** The symbol's market session; undefined if the feed doesn't report one. */
  readonly status: Readonly<TradingStatus> | undefined;
  readonly direction: -1 | 0 | 1;
  /** Last price minus the reference, or minus the open if the reference is unknown. */
  readonly change: { readonly units: number; readonly from: number; readonly since: 'close' | 'open' } | undefined;
  /** Number of frames in which the last price changed. */
  readonly flashes: number;
}

export class Row {
  readonly symbol: string;
  #view = $state.raw<RowView>();
  #trend = $state.raw<TrendPoints>([]);
  #moves = 0;
  #hasHistory = false;

  constructor(symbol: string) {
    this.symbol = symbol;
  }

  /** Undefined until the feed first sends data for the symbol. */
  get view(): RowView | undefined {
    return this.#view;
  }

  get trend(): TrendPoints {
    return this.#trend;
  }

  /** Whether history was prepended to the trend, or the feed turned out to have none. */
  get hasHistory(): boolean {
    return this.#hasHistory;
  }

  /** `history` ends at the latest sample. */
  prependHistory(history: TrendPoints): void {
    this.#trend = prependHistory(this.#trend, history);
    this.#hasHistory = true;
  }

  /** Returns whether the last price changed. */
  publish(entry: BoardEntry): boolean {
    const previous = this.#view;
    if (previous && !sameUnits(previous.instrument, entry.instrument)) {
      this.#trend = [];
      this.#hasHistory = false;
    }
    const moved = entry.moves !== this.#moves;
    this.#moves = entry.moves;
    this.#view = {
      instrument: entry.instrument,
      reference: entry.reference,
      quote: entry.quote,
      trades: entry.trades && { ...entry.trades },
      status: entry.status,
      direction: entry.direction,
      change: changeOf(entry),
      flashes: (previous?.flashes ?? 0) + (moved ? 1 : 0),
    };
    return moved;
  }

  /**
   * Appends the last price to the trend, or a gap unless it `wasCurrent` ever since the previous sample.
   * `missed`: samples that were due in between and not taken.
   */
  sample(wasCurrent: boolean, missed: number): void {
    const missedPrice = wasCurrent ? this.#trend.at(-1) : undefined;
    this.#trend = addSample(this.#trend, wasCurrent ? this.#view?.trades?.last : undefined, missed, missedPrice);
  }
}

export class BoardState {
  readonly #board: QuoteBoard;
  readonly #rows = new Map<string, Row>();
  #busy = $state(false);
  #sampledAt: number | undefined;
  readonly #rowsWithoutHistory = new Set<Row>();

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  /** The symbol's row, created on first use. */
  row(symbol: string): Row {
    const existing = this.#rows.get(symbol);
    if (existing) return existing;
    const row = new Row(symbol);
    this.#rows.set(symbol, row);
    return row;
  }

  remove(symbol: string): void {
    const row = this.#rows.get(symbol);
    if (row) this.#rowsWithoutHistory.delete(row);
    this.#rows.delete(symbol);
  }

  /** A row whose trend has no history yet. */
  nextRowWithoutHistory(): Row | undefined {
    for (const row of this.#rowsWithoutHistory) {
      if (!row.hasHistory) return row;
      this.#rowsWithoutHistory.delete(row);
    }
    return undefined;
  }

  /** When the trends were last sampled, local clock, milliseconds. */
  get sampledAt(): number | undefined {
    return this.#sampledAt;
  }

  /** Whether many rows, more than a third, moved in the last frame, so that flashes should be softer. */
  get busy(): boolean {
    return this.#busy;
  }

  publish(): void {
    let moved = 0;
    for (const entry of this.#board.takeChanged()) {
      const row = this.row(entry.instrument.symbol);
      if (row.publish(entry)) moved++;
      if (!row.hasHistory) this.#rowsWithoutHistory.add(row);
    }
    this.#busy = moved > 6 && moved > this.#rows.size / 3;
  }

  /** Whether the next sample is due. `now`: local clock. */
  isSampleDue(now: number): boolean {
    return now - (this.#sampledAt ?? -Infinity) >= SAMPLE_INTERVAL_MS;
  }

  /**
   * Call when a sample is due. `wasCurrent`: whether the row's price has been current ever since the previous sample. A
   * late call repeats a current price for the samples it missed, and leaves a gap otherwise. `now`: local clock.
   */
  sample(now: number, wasCurrent: (row: Row) => boolean): void {
    const steps = this.#sampledAt === undefined ? 0 : Math.floor((now - this.#sampledAt) / SAMPLE_INTERVAL_MS);
    this.#sampledAt = (this.#sampledAt ?? now) + steps * SAMPLE_INTERVAL_MS;
    for (const row of this.#rows.values()) row.sample(wasCurrent(row), Math.max(0, steps - 1));
  }
}

function changeOf({ trades, reference }: BoardEntry): RowView['change'] {
  if (!trades) return undefined;
  const from = reference ?? trades.open;
  return { units: trades.last - from, from, since: reference === undefined ? 'open' : 'close' };
}
