// A batch under construction: columns that are reused for every batch, so that making one allocates nothing.

/**
 * The columns of feed.proto, before deltas are taken. All have the same type of array, which keeps the code that writes them
 * monomorphic and fast. A new row goes to index `n`; its values must be in the ranges of messages.ts.
 */
export class BatchColumns {
  epoch = 0;
  after = 0;
  through = 0;
  /** The interval of the lane, milliseconds. */
  intervalMs = 0;
  tapeSkipped = 0;
  readonly quotes: QuoteColumns;
  readonly sales: SaleColumns;
  readonly tape: TapeColumns;
  readonly statuses: StatusColumns;

  /** The tables of the board have room for `maxSymbols` rows each, the tape for `maxTrades`. */
  constructor(maxSymbols: number, maxTrades: number) {
    this.quotes = new QuoteColumns(maxSymbols);
    this.sales = new SaleColumns(maxSymbols);
    this.tape = new TapeColumns(maxTrades);
    this.statuses = new StatusColumns(maxSymbols);
  }

  clear(): void {
    this.tapeSkipped = 0;
    this.quotes.n = this.quotes.mergedSum = 0;
    this.sales.n = this.sales.mergedCount = 0;
    this.tape.n = 0;
    this.statuses.n = this.statuses.mergedSum = this.statuses.days = 0;
  }
}

export class QuoteColumns {
  n = 0;
  /** The sum of `merged`: if it is 0, the column is not sent. */
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
  /** The number of rows that stand for several trades. The columns below have one value for each, with prices relative to its last. */
  mergedCount = 0;
  /** Their indexes. */
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
    const { n, mergedCount, last } = this;
    this.mergedRow[mergedCount] = n;
    this.merged[mergedCount] = merged;
    this.first[mergedCount] = first - last[n];
    this.high[mergedCount] = high - last[n];
    this.low[mergedCount] = last[n] - low;
    this.volume[mergedCount] = volume;
    this.mergedCount++;
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
  /** The sum of `merged`: if it is 0, the column is not sent. */
  mergedSum = 0;
  readonly id: Float64Array;
  readonly time: Float64Array;
  /** Indexes in SESSIONS and REASONS. */
  readonly session: Float64Array;
  readonly reason: Float64Array;
  readonly merged: Float64Array;
  /** The number of rows that begin a trading day. */
  days = 0;
  /** Their indexes. */
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
