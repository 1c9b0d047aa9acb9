// Compares what one connection is sent with the published logs: every row, count, state and receipt.
import type {
  Batch,
  Heartbeat,
  Receipt,
  ResetReason,
  Snapshot,
  SubscriptionReply,
  SymbolState,
} from '../../../proto/messages.ts';
import type { LogOracle, OracleTick, OracleTrade } from './log-oracle.ts';
import type { Asked, Event, Finder, Judge, Known, Resume } from './model-types.ts';

export interface JudgeOptions {
  /** By epoch. */
  readonly logOf: (epoch: number) => LogOracle | undefined;
  /** Ticks that the server keeps. */
  readonly capacity: number;
}

export class DeliveryJudge implements Judge {
  readonly #options: JudgeOptions;

  constructor(options: JudgeOptions) {
    this.#options = options;
  }

  replied(known: Known, asked: Asked, reply: SubscriptionReply, found: Finder): void {
    const { accepted, refused, head, kept } = reply;
    const log = this.#logOf(head.epoch);
    if (head.sequence > log.head) found('beyond-head', `a reply at ${head.sequence} of ${log.head}`);
    const from = Math.max(0, head.sequence - this.#options.capacity);
    const since = from < head.sequence ? log.timeOf(from + 1) : 0;
    if (kept.after !== from || kept.since !== since)
      found('answer', `expected ${from} since ${since} to be kept, found ${kept.after} since ${kept.since}`);
    if (asked.kind === 'configure') return;
    const named = [
      ...accepted.map(({ mode, instrument }) => `${mode} ${instrument.symbol}`),
      ...refused.map((r) => `${r.mode} ${r.symbol}`),
    ];
    const expected = new Set(asked.subscriptions.map(({ mode, symbol }) => `${mode} ${symbol}`));
    if ([...expected].sort().join() !== named.sort().join())
      found('answer', `asked for ${[...expected].join()}, answered ${named.join()}`);
    if (asked.kind === 'resume') this.#judgeResume(log, asked, reply, found);
    else this.#judgeRefusals(known, asked.kind, reply, found);
  }

  heard(known: Known, event: Event, found: Finder): void {
    const log = this.#logOf(known.epoch);
    if (event.kind === 'batch') judgeBatch(log, known, event.message, found);
    else if (event.kind === 'heartbeat') judgeHeartbeat(log, known, event.message, found);
    else judgeSnapshot(log, event.message, found);
  }

  knows({ epoch, board, lanes }: Known, found: Finder): void {
    const log = this.#logOf(epoch);
    for (const { symbol, intervalMs, state } of board.values()) {
      const at = lanes.get(intervalMs) ?? 0;
      if (!isSame(state, log.stateAt(state.id, at))) found('state', `${symbol} at ${at} is ${JSON.stringify(state)}`);
    }
  }

  #logOf(epoch: number): LogOracle {
    const log = this.#options.logOf(epoch);
    if (!log) throw new Error(`epoch: expected one that was published, found ${epoch}`);
    return log;
  }

  #judgeRefusals(
    known: Known,
    kind: 'subscribe' | 'unsubscribe',
    { accepted, refused }: SubscriptionReply,
    found: Finder,
  ): void {
    const { board, awaiting, tape } = known;
    const symbols = (boards: ReadonlyMap<number, { readonly symbol: string }>): string[] =>
      [...boards.values()].map((b) => b.symbol);
    const held = { board: new Set([...symbols(board), ...symbols(awaiting)]), tape: new Set(symbols(tape)) };
    if (kind === 'subscribe') {
      for (const { symbol, message } of refused) found('answer', `${symbol} is refused: ${message}`);
      return;
    }
    for (const {
      mode,
      instrument: { symbol },
    } of accepted)
      if (!held[mode].has(symbol)) found('answer', `${mode} ${symbol} is given up, and was not held`);
    for (const { mode, symbol, kind: why } of refused)
      if (why !== 'not-subscribed' || (mode && held[mode].has(symbol)))
        found('answer', `${mode} ${symbol} is not given up`);
  }

  #judgeResume(log: LogOracle, { after, lanes, subscriptions }: Resume, reply: SubscriptionReply, found: Finder): void {
    const { accepted, head, reset, kept } = reply;
    const resetOf = (sequence: number): ResetReason | undefined => {
      if (after.epoch !== head.epoch) return 'other-epoch';
      if (sequence > head.sequence) return 'future';
      return sequence < kept.after ? 'too-old' : undefined;
    };
    const expectedReset = resetOf(after.sequence);
    if (reset !== expectedReset) found('reset', `after ${after.sequence}: expected ${expectedReset}, found ${reset}`);
    for (const { mode, instrument, receipt } of accepted) {
      const { id, symbol } = instrument;
      const { intervalMs = 0 } = subscriptions.find((s) => s.symbol === symbol && s.mode === mode) ?? {};
      const reached = lanes.find((lane) => lane.intervalMs === intervalMs)?.sequence ?? after.sequence;
      const why = resetOf(reached);
      const ticks =
        mode === 'tape' ? log.tradesIn(id, reached, head.sequence) : log.ticksIn(id, reached, head.sequence);
      const expected: Receipt = why === undefined ? receiptFor(mode, ticks) : { kind: 'reset', reason: why };
      if (JSON.stringify(receipt) !== JSON.stringify(expected))
        found(
          'receipt',
          `${mode} ${symbol} from ${reached}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(receipt)}`,
        );
    }
  }
}

function receiptFor(mode: 'board' | 'tape', ticks: readonly OracleTick[]): Receipt {
  const trades = ticks.filter((tick) => tick.kind === 'trade').length;
  const exact = mode === 'tape' || (trades <= 1 && ticks.length - trades <= 1);
  return {
    kind: exact ? 'exact' : 'merged',
    missed: ticks.length,
    fromTime: ticks[0]?.time ?? 0,
    toTime: ticks.at(-1)?.time ?? 0,
  };
}

function judgeBatch(log: LogOracle, { board, tape, promised }: Known, batch: Batch, found: Finder): void {
  const { intervalMs, after, through } = batch;
  if (through > log.head) found('beyond-head', `batch ${after}..${through} of ${log.head}`);
  const rows = new Map<number, unknown[]>();
  for (const table of [batch.quotes, batch.sales, batch.statuses])
    for (const [i, id] of table.id.entries()) {
      const row = Object.values(table).map((column) => (column as unknown[])[i]);
      rows.set(id, [...(rows.get(id) ?? []), row]);
    }
  for (const { intervalMs: lane, symbol, state } of board.values()) {
    if (lane !== intervalMs) continue;
    const expected = JSON.stringify(rowsOf(state.id, log.ticksIn(state.id, after, through)));
    const row = JSON.stringify(rows.get(state.id) ?? []);
    if (row !== expected) found('row', `${symbol} in ${after}..${through}: expected ${expected}, found ${row}`);
    rows.delete(state.id);
  }
  for (const id of rows.keys()) found('stranger', `a row of ${id} in ${after}..${through} of ${intervalMs} ms`);
  if (intervalMs === 0) judgeTape(log, tape, promised, batch, found);
  else if (batch.tape.id.length + batch.tapeSkipped > 0) found('stranger', `a tape of ${intervalMs} ms`);
}

/** Rows of quotes, sales and statuses, columns in the order of the tables. */
function rowsOf(id: number, ticks: readonly OracleTick[]): unknown[] {
  const rows: unknown[] = [];
  const quotes = ticks.filter((tick) => tick.kind === 'quote');
  const quote = quotes.at(-1);
  if (quote) {
    const { time, bid, ask, bidSize, askSize } = quote;
    rows.push([id, time, bid, ask, bidSize, askSize, quotes.length - 1]);
  }
  const trades = ticks.filter((tick) => tick.kind === 'trade');
  const [first, last] = [trades[0], trades.at(-1)];
  if (first && last) {
    const prices = trades.map(({ price }) => price);
    const [high, low] = [prices.reduce((a, b) => Math.max(a, b)), prices.reduce((a, b) => Math.min(a, b))];
    const volume = trades.reduce((sum, { size }) => sum + size, 0);
    rows.push([id, last.time, last.price, last.size, trades.length - 1, first.price, high, low, volume]);
  }
  const statuses = ticks.filter((tick) => tick.kind === 'status');
  const status = statuses.at(-1);
  if (status) {
    const day = statuses.filter(({ reference }) => reference !== undefined).at(-1);
    rows.push([id, status.time, status.session, status.reason, day?.reference, statuses.length - 1]);
  }
  return rows;
}

function judgeTape(log: LogOracle, tape: Known['tape'], promised: number, batch: Batch, found: Finder): void {
  const { after, through, tapeSkipped } = batch;
  const sent = new Map<number, number[]>();
  let before = after;
  for (const [row, id] of batch.tape.id.entries()) {
    const sequence = batch.tape.sequence[row] as number;
    if (sequence <= before) found('tape', `trade ${sequence} after ${before}`);
    before = sequence;
    const rows = sent.get(id);
    if (rows) rows.push(row);
    else sent.set(id, [row]);
    if (!tape.has(id)) found('stranger', `a trade of ${id} in ${after}..${through}`);
  }
  let [fewest, most] = [0, 0];
  for (const [id, { symbol, since }] of tape) {
    const all = log.tradesIn(id, after, through);
    const due = all.filter(({ sequence }) => sequence > since).length;
    const rows = sent.get(id) ?? [];
    fewest += due;
    most += all.length;
    // Earlier ones, from before the subscription, may be sent too, without a hole.
    const expected = all.slice(all.length - Math.max(due, rows.length));
    const right = rows.length === expected.length && rows.every((row, i) => isTrade(batch, row, expected[i]));
    if (tapeSkipped === 0 && !right)
      found('tape', `${symbol} in ${after}..${through}: expected ${sequencesOf(expected)}, found rows ${rows.join()}`);
    if (tapeSkipped > 0 && all.some(({ sequence }) => sequence <= promised))
      found('skipped', `${symbol} in ${after}..${through}, though promised up to ${promised}`);
  }
  if (tapeSkipped > 0 && (tapeSkipped < fewest || tapeSkipped > most || batch.tape.id.length > 0))
    found('skipped', `${after}..${through}: expected ${fewest} to ${most}, found ${tapeSkipped}`);
}

function isTrade({ tape }: Batch, row: number, trade: OracleTrade | undefined): boolean {
  if (!trade || tape.sequence[row] !== trade.sequence || tape.time[row] !== trade.time) return false;
  return tape.price[row] === trade.price && tape.size[row] === trade.size;
}

function sequencesOf(trades: readonly OracleTrade[]): string {
  return trades.map(({ sequence }) => sequence).join();
}

function judgeHeartbeat(
  log: LogOracle,
  { board, tape }: Known,
  { after, through, head, intervalMs }: Heartbeat,
  found: Finder,
): void {
  if (head > log.head) found('beyond-head', `heartbeat at ${head} of ${log.head}`);
  for (const { symbol, intervalMs: lane, state } of board.values())
    if (lane === intervalMs && log.ticksIn(state.id, after, through).length > 0)
      found('quiet', `${symbol} in ${after}..${through}`);
  if (intervalMs !== 0) return;
  for (const [id, { symbol, since }] of tape)
    if (log.tradesIn(id, Math.max(after, since), through).length > 0)
      found('quiet', `trades of ${symbol} in ${after}..${through}`);
}

function judgeSnapshot(log: LogOracle, { at, states }: Snapshot, found: Finder): void {
  if (at.sequence > log.head) found('beyond-head', `snapshot at ${at.sequence} of ${log.head}`);
  for (const state of states)
    if (!isSame(state, log.stateAt(state.id, at.sequence))) found('state', `snapshot of ${state.id} at ${at.sequence}`);
}

function isSame(a: SymbolState, b: SymbolState): boolean {
  return (
    a.id === b.id &&
    a.reference === b.reference &&
    sameParts(a.quote, b.quote) &&
    sameParts(a.trades, b.trades) &&
    sameParts(a.status, b.status)
  );
}

function sameParts(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const [ours, theirs] = [a, b] as Record<string, unknown>[];
  for (const name in theirs) if (ours?.[name] !== theirs[name]) return false;
  return true;
}
