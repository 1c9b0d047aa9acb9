// Compares what one connection receives with the published logs: every row, count, state and receipt.
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
import type { ModelRequest, DeliveryEvent, Report, Checker, ClientState, ResumeRequest } from './model-types.ts';

export interface CheckerOptions {
  /** By epoch. */
  readonly logOf: (epoch: number) => LogOracle | undefined;
  /** Ticks that the server's log holds. */
  readonly capacity: number;
}

export class DeliveryChecker implements Checker {
  readonly #options: CheckerOptions;

  constructor(options: CheckerOptions) {
    this.#options = options;
  }

  checkReply(client: ClientState, request: ModelRequest, reply: SubscriptionReply, report: Report): void {
    const { accepted, refused, head, kept } = reply;
    const log = this.#logOf(head.epoch);
    if (head.sequence > log.head) report('beyond-head', `a reply at ${head.sequence} of ${log.head}`);
    const from = Math.max(0, head.sequence - this.#options.capacity);
    const since = from < head.sequence ? log.timeOf(from + 1) : 0;
    if (kept.after !== from || kept.since !== since)
      report('reply', `expected ${from} since ${since} to be kept, found ${kept.after} since ${kept.since}`);
    if (request.kind === 'configure') return;
    const answered = [
      ...accepted.map(({ mode, instrument }) => `${mode} ${instrument.symbol}`),
      ...refused.map((r) => `${r.mode} ${r.symbol}`),
    ];
    const expected = new Set(request.subscriptions.map(({ mode, symbol }) => `${mode} ${symbol}`));
    if ([...expected].sort().join() !== answered.sort().join())
      report('reply', `expected an answer for ${[...expected].join()}, found ${answered.join()}`);
    if (request.kind === 'resume') this.#checkResume(log, request, reply, report);
    else this.#checkRefusals(client, request.kind, reply, report);
  }

  checkEvent(client: ClientState, event: DeliveryEvent, report: Report): void {
    const log = this.#logOf(client.epoch);
    if (event.kind === 'batch') checkBatch(log, client, event.message, report);
    else if (event.kind === 'heartbeat') checkHeartbeat(log, client, event.message, report);
    else checkSnapshot(log, event.message, report);
  }

  checkState({ epoch, board, lanes }: ClientState, report: Report): void {
    const log = this.#logOf(epoch);
    for (const { symbol, intervalMs, state } of board.values()) {
      const at = lanes.get(intervalMs) ?? 0;
      if (!isSameState(state, log.stateAt(state.id, at)))
        report('state', `${symbol} at ${at} is ${JSON.stringify(state)}`);
    }
  }

  #logOf(epoch: number): LogOracle {
    const log = this.#options.logOf(epoch);
    if (!log) throw new Error(`epoch: expected one that was published, found ${epoch}`);
    return log;
  }

  #checkRefusals(
    client: ClientState,
    kind: 'subscribe' | 'unsubscribe',
    { accepted, refused }: SubscriptionReply,
    report: Report,
  ): void {
    const { board, pending, tape } = client;
    const symbols = (boards: ReadonlyMap<number, { readonly symbol: string }>): string[] =>
      [...boards.values()].map((b) => b.symbol);
    const held = { board: new Set([...symbols(board), ...symbols(pending)]), tape: new Set(symbols(tape)) };
    if (kind === 'subscribe') {
      for (const { symbol, message } of refused) report('reply', `${symbol} is refused: ${message}`);
      return;
    }
    for (const {
      mode,
      instrument: { symbol },
    } of accepted)
      if (!held[mode].has(symbol)) report('reply', `${mode} ${symbol} is unsubscribed, but was not subscribed`);
    for (const { mode, symbol, kind: why } of refused)
      if (why !== 'not-subscribed' || (mode && held[mode].has(symbol)))
        report('reply', `${mode} ${symbol} is not unsubscribed`);
  }

  #checkResume(
    log: LogOracle,
    { after, lanes, subscriptions }: ResumeRequest,
    reply: SubscriptionReply,
    report: Report,
  ): void {
    const { accepted, head, reset, kept } = reply;
    const resetReasonAt = (sequence: number): ResetReason | undefined => {
      if (after.epoch !== head.epoch) return 'other-epoch';
      if (sequence > head.sequence) return 'future';
      return sequence < kept.after ? 'too-old' : undefined;
    };
    const expectedReset = resetReasonAt(after.sequence);
    if (reset !== expectedReset) report('reset', `after ${after.sequence}: expected ${expectedReset}, found ${reset}`);
    for (const { mode, instrument, receipt } of accepted) {
      const { id, symbol } = instrument;
      const { intervalMs = 0 } = subscriptions.find((s) => s.symbol === symbol && s.mode === mode) ?? {};
      const position = lanes.find((lane) => lane.intervalMs === intervalMs)?.sequence ?? after.sequence;
      const why = resetReasonAt(position);
      const ticks =
        mode === 'tape' ? log.tradesIn(id, position, head.sequence) : log.ticksIn(id, position, head.sequence);
      const expected: Receipt = why === undefined ? receiptFor(mode, ticks) : { kind: 'reset', reason: why };
      if (JSON.stringify(receipt) !== JSON.stringify(expected))
        report(
          'receipt',
          `${mode} ${symbol} from ${position}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(receipt)}`,
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

function checkBatch(
  log: LogOracle,
  { board, tape, guaranteedThrough }: ClientState,
  batch: Batch,
  report: Report,
): void {
  const { intervalMs, after, through } = batch;
  if (through > log.head) report('beyond-head', `batch ${after}..${through} of ${log.head}`);
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
    if (row !== expected) report('row', `${symbol} in ${after}..${through}: expected ${expected}, found ${row}`);
    rows.delete(state.id);
  }
  for (const id of rows.keys()) report('unexpected', `a row of ${id} in ${after}..${through} of ${intervalMs} ms`);
  if (intervalMs === 0) checkTape(log, tape, guaranteedThrough, batch, report);
  else if (batch.tape.id.length + batch.tapeSkipped > 0) report('unexpected', `a tape of ${intervalMs} ms`);
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

function checkTape(
  log: LogOracle,
  tape: ClientState['tape'],
  guaranteedThrough: number,
  batch: Batch,
  report: Report,
): void {
  const { after, through, tapeSkipped } = batch;
  const sent = new Map<number, number[]>();
  let previous = after;
  for (const [row, id] of batch.tape.id.entries()) {
    const sequence = batch.tape.sequence[row] as number;
    if (sequence <= previous) report('tape', `trade ${sequence} after ${previous}`);
    previous = sequence;
    const rows = sent.get(id);
    if (rows) rows.push(row);
    else sent.set(id, [row]);
    if (!tape.has(id)) report('unexpected', `a trade of ${id} in ${after}..${through}`);
  }
  let [fewest, most] = [0, 0];
  for (const [id, { symbol, since }] of tape) {
    const all = log.tradesIn(id, after, through);
    const required = all.filter(({ sequence }) => sequence > since).length;
    const rows = sent.get(id) ?? [];
    fewest += required;
    most += all.length;
    // Trades from before the subscription may be sent too, if none between them is missing.
    const expected = all.slice(all.length - Math.max(required, rows.length));
    const isComplete = rows.length === expected.length && rows.every((row, i) => isTrade(batch, row, expected[i]));
    if (tapeSkipped === 0 && !isComplete)
      report('tape', `${symbol} in ${after}..${through}: expected ${sequencesOf(expected)}, found rows ${rows.join()}`);
    if (tapeSkipped > 0 && all.some(({ sequence }) => sequence <= guaranteedThrough))
      report('skipped', `${symbol} in ${after}..${through}, though guaranteed through ${guaranteedThrough}`);
  }
  if (tapeSkipped > 0 && (tapeSkipped < fewest || tapeSkipped > most || batch.tape.id.length > 0))
    report('skipped', `${after}..${through}: expected ${fewest} to ${most}, found ${tapeSkipped}`);
}

function isTrade({ tape }: Batch, row: number, trade: OracleTrade | undefined): boolean {
  if (!trade || tape.sequence[row] !== trade.sequence || tape.time[row] !== trade.time) return false;
  return tape.price[row] === trade.price && tape.size[row] === trade.size;
}

function sequencesOf(trades: readonly OracleTrade[]): string {
  return trades.map(({ sequence }) => sequence).join();
}

function checkHeartbeat(
  log: LogOracle,
  { board, tape }: ClientState,
  { after, through, head, intervalMs }: Heartbeat,
  report: Report,
): void {
  if (head > log.head) report('beyond-head', `heartbeat at ${head} of ${log.head}`);
  for (const { symbol, intervalMs: lane, state } of board.values())
    if (lane === intervalMs && log.ticksIn(state.id, after, through).length > 0)
      report('missed-ticks', `${symbol} in ${after}..${through}`);
  if (intervalMs !== 0) return;
  for (const [id, { symbol, since }] of tape)
    if (log.tradesIn(id, Math.max(after, since), through).length > 0)
      report('missed-ticks', `trades of ${symbol} in ${after}..${through}`);
}

function checkSnapshot(log: LogOracle, { at, states }: Snapshot, report: Report): void {
  if (at.sequence > log.head) report('beyond-head', `snapshot at ${at.sequence} of ${log.head}`);
  for (const state of states)
    if (!isSameState(state, log.stateAt(state.id, at.sequence)))
      report('state', `snapshot of ${state.id} at ${at.sequence}`);
}

function isSameState(a: SymbolState, b: SymbolState): boolean {
  return (
    a.id === b.id &&
    a.reference === b.reference &&
    isSamePart(a.quote, b.quote) &&
    isSamePart(a.trades, b.trades) &&
    isSamePart(a.status, b.status)
  );
}

function isSamePart(a: object | undefined, b: object | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const [ours, theirs] = [a, b] as Record<string, unknown>[];
  for (const name in theirs) if (ours?.[name] !== theirs[name]) return false;
  return true;
}
