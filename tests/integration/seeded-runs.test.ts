// Client, conflator and log on an unreliable connection, in virtual time: the board always ends up equal to the log's last
// values, and the tape has no unmarked gap.
import { describe, expect, it } from 'vitest';
import { FeedClient, type Mode, type SubscriptionHandle } from '../../feed-client/index.ts';
import { QuoteBoard } from '../../renderer/model/quote-board.ts';
import { Tape } from '../../renderer/model/tape.ts';
import { connectModels } from '../../renderer/state/feed-models.ts';
import { makeInstruments } from '../support/wire/builders.ts';
import { FakeClock } from '../support/time/fake-clock.ts';
import { Dice } from '../support/random/seeded.ts';
import { NO_FAULTS, VirtualFeed } from '../support/feeds/virtual-feed.ts';

const SEEDS = 1_500;
const INSTRUMENTS = makeInstruments(6);
const STEPS = 120;

interface Trade {
  readonly sequence: number;
  readonly price: number;
  readonly size: number;
}

class Run {
  readonly dice: Dice;
  readonly clock = new FakeClock();
  readonly feed: VirtualFeed;
  readonly board = new QuoteBoard();
  readonly tape = new Tape(1_000_000);
  readonly client: FeedClient;
  readonly boardHandles = new Map<string, SubscriptionHandle>();
  readonly tapeHandles = new Map<string, SubscriptionHandle>();
  /** The client has had enough time to receive everything after this sequence of the last log. */
  settledFrom = 0;
  /** Every trade, by epoch and symbol. */
  readonly history = new Map<string, Trade[]>();

  constructor(seed: number) {
    this.dice = new Dice(seed);
    this.feed = new VirtualFeed(this.clock, this.dice, INSTRUMENTS, this.dice.pick([40, 400, 100_000]));
    const { clock, board, tape } = this;
    this.client = new FeedClient({
      url: 'http://virtual',
      clock,
      random: this.dice.next,
      connect: this.feed.connect,
      digest: (ids) => board.digest(ids),
    });
    connectModels(this.client, board, tape);
    this.client.start();
  }

  ticks(n: number): void {
    for (let i = 0; i < n; i++) {
      const id = this.dice.below(INSTRUMENTS.length);
      const price = 9_000 + this.dice.below(2_000);
      if (this.dice.chance(0.04))
        this.feed.status(id, this.dice.pick(['open', 'halted']), this.dice.chance(0.5) ? price : undefined);
      else if (this.dice.chance(0.5)) this.feed.quote(id, price - 1, price + 1);
      else {
        const size = 1 + this.dice.below(500);
        this.feed.trade(id, price, size);
        const { epoch, head } = this.feed.log;
        const key = `${epoch} S${id}`;
        const trades = this.history.get(key) ?? [];
        trades.push({ sequence: head, price, size });
        this.history.set(key, trades);
      }
    }
    if (this.dice.chance(0.9)) this.feed.published();
  }

  step(): void {
    const { dice, feed, client, clock } = this;
    this.ticks(dice.below(12));
    const symbol = dice.pick(INSTRUMENTS).symbol;
    const roll = dice.next();
    if (roll < 0.12) this.toggle(this.boardHandles, symbol, 'board');
    else if (roll < 0.18) this.toggle(this.tapeHandles, symbol, 'tape');
    else if (roll < 0.22) feed.dropAll('transport close');
    else if (roll < 0.24) feed.restart();
    else if (roll < 0.26) feed.acceptsConnections = !feed.acceptsConnections;
    else if (roll < 0.28) client.retryNow();
    else if (roll < 0.3) client.subscribe('NOSUCH', { mode: 'board' });
    else if (roll < 0.33)
      feed.faults = {
        loss: dice.pick([0, 0.05]),
        duplication: dice.pick([0, 0.2]),
        truncation: dice.pick([0, 0.02]),
        disconnection: dice.pick([0, 0.05]),
        stallMs: dice.pick([0, 10, 400]),
      };
    clock.advance(dice.pick([0, 1, 7, 60, 300, 2_000]));
  }

  toggle(handles: Map<string, SubscriptionHandle>, symbol: string, mode: Mode): void {
    const handle = handles.get(symbol);
    handle?.close();
    if (handle) handles.delete(symbol);
    else handles.set(symbol, this.client.subscribe(symbol, { mode }));
  }

  /** Ends all faults, and lets enough time pass for the longest wait. */
  recover(): void {
    this.feed.acceptsConnections = true;
    this.feed.faults = NO_FAULTS;
    for (let i = 0; i < 40; i++) {
      if (i === 20) this.settledFrom = this.feed.log.head;
      this.ticks(3);
      this.feed.published();
      this.clock.advance(1_000);
    }
  }
}

function play(seed: number): Run {
  const run = new Run(seed);
  for (let i = 0; i < STEPS; i++) run.step();
  run.recover();
  return run;
}

/** The faults after a run has recovered; empty if there are none. */
function faultsOf(run: Run): string[] {
  const faults: string[] = [];
  const { link } = run.client.status;
  if (link.kind !== 'live') faults.push(`link is ${link.kind}`);
  for (const { id, symbol } of INSTRUMENTS) {
    const entry = run.board.get(symbol);
    if ((entry !== undefined) !== run.boardHandles.has(symbol))
      faults.push(`${symbol}: on the board without a subscription, or subscribed and missing`);
    if (!entry) continue;
    const { reference, quote, trades, status } = run.feed.log.last.stateOf(id);
    const [found, expected] = [
      [entry.reference, entry.quote, entry.trades, entry.status],
      [reference, quote, trades, status],
    ].map((state) => JSON.stringify(state));
    if (found !== expected) faults.push(`${symbol}: board ${String(found)}, log ${String(expected)}`);
  }
  for (const symbol of run.tapeHandles.keys()) faults.push(...tapeFaults(run, symbol));
  return faults;
}

/** Each segment between marked gaps must be consecutive trades of one epoch, and the last one must end with the newest trade. */
function tapeFaults(run: Run, symbol: string): string[] {
  const segments: Trade[][] = [[]];
  for (const item of run.tape.items(symbol)) {
    if (item.kind === 'gap') segments.push([]);
    else segments.at(-1)?.push({ sequence: item.sequence, price: item.price, size: item.size });
  }
  const lastSegment = segments.at(-1) ?? [];
  const faults = segments
    .filter((segment) => segment.length > 0 && !isSegmentOf(run, symbol, segment))
    .map((segment) => `${symbol}: unmarked gap in ${JSON.stringify(segment)}`);
  const newest = run.history.get(`${run.feed.log.epoch} ${symbol}`)?.at(-1);
  const isRequired = newest !== undefined && newest.sequence > run.settledFrom;
  if ((isRequired || lastSegment.length > 0) && lastSegment.at(-1)?.sequence !== newest?.sequence)
    faults.push(`${symbol}: the tape ends too early`);
  return faults;
}

function isSegmentOf(run: Run, symbol: string, segment: readonly Trade[]): boolean {
  for (const [key, trades] of run.history) {
    if (!key.endsWith(` ${symbol}`)) continue;
    const start = trades.findIndex((t) => t.sequence === segment[0]?.sequence);
    if (start < 0) continue;
    if (JSON.stringify(trades.slice(start, start + segment.length)) === JSON.stringify(segment)) return true;
  }
  return false;
}

describe('client, conflator and log on an unreliable connection', () => {
  it(`end up equal to the log after each of ${SEEDS} seeded runs`, { timeout: 240_000 }, () => {
    let resumes = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const run = play(seed);
      expect(faultsOf(run), `seed ${seed}`).toEqual([]);
      if (run.client.status.lastRecovery) resumes++;
    }
    // The runs prove something only if most of them had to recover.
    expect(resumes).toBeGreaterThan(SEEDS * 0.8);
  });

  it('the check fires if a trade is missing from the tape', () => {
    const { run, symbol } = runWithTape();
    const items = run.tape.items(symbol) as unknown[];
    items.splice(Math.floor(items.length / 2), 1);
    expect(faultsOf(run).join()).toMatch(/unmarked gap/);
  });

  it('the check fires if a tape no longer gets trades', () => {
    const { run } = runWithTape();
    run.tape.forgetIds();
    run.recover();
    expect(faultsOf(run).join()).toMatch(/the tape ends too early/);
  });

  it('the check fires if the board differs by one unit', () => {
    const run = play(2);
    const [symbol = ''] = run.boardHandles.keys();
    const trades = run.board.get(symbol)?.trades;
    if (!trades) throw new Error('seed 2 should leave a traded symbol on the board');
    trades.volume++;
    expect(faultsOf(run).join()).toMatch(/board .* log/);
  });
});

function runWithTape(): { run: Run; symbol: string } {
  for (let seed = 1; ; seed++) {
    const run = play(seed);
    const symbol = [...run.tapeHandles.keys()].find(
      (s) => run.tape.items(s).filter((i) => i.kind === 'trade').length > 10,
    );
    if (symbol !== undefined && !run.tape.items(symbol).some((i) => i.kind === 'gap')) return { run, symbol };
  }
}
