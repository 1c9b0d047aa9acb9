// A batch under construction: columns that are reused for every batch, so that making one allocates nothing.

/**
 * The columns of feed.proto, before deltas are taken. All have the same type of array, which keeps the code that writes them
 * monomorphic and fast. A new row goes to index `n`; its values must be in the ranges of messages.ts.
 */
export class BatchColumns {
  epoch = 0;
  after = 0;
  through = 0;
  /** Of the lane. */
  intervalMs = 0;
  tapeSkipped = 0;
  readonly quotes: QuoteColumns;
  readonly sales: SaleColumns;
  readonly tape: TapeColumns;
  readonly statuses: StatusColumns;

  /** `symbols`: the most rows of each board table. `trades`: the most rows of the tape. */
  constructor(symbols: number, trades: number) {
    this.quotes = new QuoteColumns(symbols);
    this.sales = new SaleColumns(symbols);
    this.tape = new TapeColumns(trades);
    this.statuses = new StatusColumns(symbols);
  }

  clear(): void {
    this.tapeSkipped = 0;
    this.quotes.n = this.quotes.mergedSum = 0;
    this.sales.n = this.sales.m = 0;
    this.tape.n = 0;
    this.statuses.n = this.statuses.mergedSum = this.statuses.days = 0;
  }
}

export class QuoteColumns {
  n = 0;
  mergedSum = 0;
  readonly id: Float64Array;
  readonly time: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
  readonly bidSize: Float64Array;
  readonly askSize: Float64Array;
  readonly merged: Float64Array;

  constructor(rows: number) {
    this.id = new Float64Array(rows);
    this.time = new Float64Array(rows);
    this.bid = new Float64Array(rows);
    this.ask = new Float64Array(rows);
    this.bidSize = new Float64Array(rows);
    this.askSize = new Float64Array(rows);
    this.merged = new Float64Array(rows);
  }
}

export class SaleColumns {
  n = 0;
  readonly id: Float64Array;
  readonly time: Float64Array;
  readonly last: Float64Array;
  readonly size: Float64Array;
  /** Rows that stand for several trades: their number and indexes; prices are relative to the row's last. */
  m = 0;
  readonly mergedRow: Float64Array;
  readonly merged: Float64Array;
  readonly first: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly volume: Float64Array;

  constructor(rows: number) {
    this.id = new Float64Array(rows);
    this.time = new Float64Array(rows);
    this.last = new Float64Array(rows);
    this.size = new Float64Array(rows);
    this.mergedRow = new Float64Array(rows);
    this.merged = new Float64Array(rows);
    this.first = new Float64Array(rows);
    this.high = new Float64Array(rows);
    this.low = new Float64Array(rows);
    this.volume = new Float64Array(rows);
  }

  /** Row `n` stands for `merged` trades before its last one. */
  merge(merged: number, first: number, high: number, low: number, volume: number): void {
    const { n, m, last } = this;
    this.mergedRow[m] = n;
    this.merged[m] = merged;
    this.first[m] = first - last[n];
    this.high[m] = high - last[n];
    this.low[m] = last[n] - low;
    this.volume[m] = volume;
    this.m++;
  }
}

export class TapeColumns {
  n = 0;
  readonly sequence: Float64Array;
  readonly id: Float64Array;
  readonly time: Float64Array;
  readonly price: Float64Array;
  readonly size: Float64Array;

  constructor(rows: number) {
    this.sequence = new Float64Array(rows);
    this.id = new Float64Array(rows);
    this.time = new Float64Array(rows);
    this.price = new Float64Array(rows);
    this.size = new Float64Array(rows);
  }

  add(sequence: number, id: number, time: number, price: number, size: number): void {
    const { n } = this;
    this.sequence[n] = sequence;
    this.id[n] = id;
    this.time[n] = time;
    this.price[n] = price;
    this.size[n] = size;
    this.n++;
  }
}

export class StatusColumns {
  n = 0;
  mergedSum = 0;
  readonly id: Float64Array;
  readonly time: Float64Array;
  /** Indexes in SESSIONS and REASONS. */
  readonly session: Float64Array;
  readonly reason: Float64Array;
  readonly merged: Float64Array;
  /** Rows that begin a trading day: their number and indexes. */
  days = 0;
  readonly dayRow: Float64Array;
  readonly reference: Float64Array;

  constructor(rows: number) {
    this.id = new Float64Array(rows);
    this.time = new Float64Array(rows);
    this.session = new Float64Array(rows);
    this.reason = new Float64Array(rows);
    this.merged = new Float64Array(rows);
    this.dayRow = new Float64Array(rows);
    this.reference = new Float64Array(rows);
  }

  /** A trading day begins with row `n`. */
  beginDay(reference: number): void {
    this.dayRow[this.days] = this.n;
    this.reference[this.days] = reference;
    this.days++;
  }
}
