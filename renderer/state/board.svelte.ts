// The rows of the board as components show them: one view a symbol, replaced when it changed, at most once a frame.
import type { Instrument, Quote, TradeSummary, TradingStatus } from '../../proto/messages.ts';
import type { BoardEntry, QuoteBoard } from '../model/quote-board.ts';
import { sameUnits } from '../model/terms.ts';
import { addSample, TREND_STEP_MS, withPast, type TrendPoints } from '../model/trend.ts';

/** Prices are units of the instrument. */
export interface RowView {
  readonly instrument: Instrument;
  readonly reference: number | undefined;
  readonly quote: Readonly<Quote> | undefined;
  readonly trades: Readonly<TradeSummary> | undefined;
  /** Its market session; undefined where the feed says nothing of it. */
  readonly status: Readonly<TradingStatus> | undefined;
  readonly direction: -1 | 0 | 1;
  /** Last price less the reference or, where that is unknown, the open. */
  readonly change: { readonly units: number; readonly from: number; readonly since: 'close' | 'open' } | undefined;
  /** Counts the frames in which the last price changed. */
  readonly flashes: number;
}

export class Row {
  readonly symbol: string;
  #view = $state.raw<RowView>();
  #trend = $state.raw<TrendPoints>([]);
  #moves = 0;
  #hasPast = false;

  constructor(symbol: string) {
    this.symbol = symbol;
  }

  /** Undefined until the feed has said anything of the symbol. */
  get view(): RowView | undefined {
    return this.#view;
  }

  get trend(): TrendPoints {
    return this.#trend;
  }

  /** Whether what the price did before the row was there has been put before its trend, or is not to be had. */
  get hasPast(): boolean {
    return this.#hasPast;
  }

  /** `past` ends with the latest sample. */
  takePast(past: TrendPoints): void {
    this.#trend = withPast(this.#trend, past);
    this.#hasPast = true;
  }

  /** Returns whether the last price changed. */
  publish(entry: BoardEntry): boolean {
    const before = this.#view;
    if (before && !sameUnits(before.instrument, entry.instrument)) {
      this.#trend = [];
      this.#hasPast = false;
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
      flashes: (before?.flashes ?? 0) + (moved ? 1 : 0),
    };
    return moved;
  }

  /**
   * Adds the last price to the trend, or a hole where it was not `current` ever since the sample before; `missed` samples
   * between the two were not taken, while the price was known or not.
   */
  sample(current: boolean, missed: number): void {
    const between = current ? this.#trend.at(-1) : undefined;
    this.#trend = addSample(this.#trend, current ? this.#view?.trades?.last : undefined, missed, between);
  }
}

export class BoardState {
  readonly #board: QuoteBoard;
  readonly #rows = new Map<string, Row>();
  #busy = $state(false);
  #sampledAt: number | undefined;
  readonly #withoutPast = new Set<Row>();

  constructor(board: QuoteBoard) {
    this.#board = board;
  }

  /** The row of a symbol, made when first asked for. */
  row(symbol: string): Row {
    const known = this.#rows.get(symbol);
    if (known) return known;
    const row = new Row(symbol);
    this.#rows.set(symbol, row);
    return row;
  }

  remove(symbol: string): void {
    const row = this.#rows.get(symbol);
    if (row) this.#withoutPast.delete(row);
    this.#rows.delete(symbol);
  }

  /** A row of which the trend begins with the row, and what came before may be known. */
  nextWithoutPast(): Row | undefined {
    for (const row of this.#withoutPast) {
      if (!row.hasPast) return row;
      this.#withoutPast.delete(row);
    }
    return undefined;
  }

  /** When the latest samples of the trends were taken, local clock, milliseconds. */
  get sampledAt(): number | undefined {
    return this.#sampledAt;
  }

  /** More than a third of the board moved in the last frame: flashes should soften. */
  get busy(): boolean {
    return this.#busy;
  }

  publish(): void {
    let moved = 0;
    for (const entry of this.#board.takeChanged()) {
      const row = this.row(entry.instrument.symbol);
      if (row.publish(entry)) moved++;
      if (!row.hasPast) this.#withoutPast.add(row);
    }
    this.#busy = moved > 6 && moved > this.#rows.size / 3;
  }

  /** Whether the next sample is due. `now`: local clock. */
  sampleDue(now: number): boolean {
    return now - (this.#sampledAt ?? -Infinity) >= TREND_STEP_MS;
  }

  /**
   * To be called when a sample is due. `current`: whether the row's price was current all the time since the last one. A call
   * that comes late then leaves the price standing, else a hole. `now`: local clock.
   */
  sample(now: number, current: (row: Row) => boolean): void {
    const steps = this.#sampledAt === undefined ? 0 : Math.floor((now - this.#sampledAt) / TREND_STEP_MS);
    this.#sampledAt = (this.#sampledAt ?? now) + steps * TREND_STEP_MS;
    for (const row of this.#rows.values()) row.sample(current(row), Math.max(0, steps - 1));
  }
}

function changeOf({ trades, reference }: BoardEntry): RowView['change'] {
  if (!trades) return undefined;
  const from = reference ?? trades.open;
  return { units: trades.last - from, from, since: reference === undefined ? 'open' : 'close' };
}
