// A client that is too slow for its tapes, with the server's delivery: it requests skipped trades, and none is missing.
import { expect, it } from 'vitest';
import { makeInstruments } from '../tests/support/wire/builders.ts';
import { FakeClock } from '../tests/support/time/fake-clock.ts';
import { Dice } from '../tests/support/random/seeded.ts';
import { NO_FAULTS, VirtualFeed } from '../tests/support/feeds/virtual-feed.ts';
import { QuoteBoard } from '../renderer/model/quote-board.ts';
import { Tape } from '../renderer/model/tape.ts';
import { connectModels } from '../renderer/state/feed-models.ts';
import { SkippedTradesFetcher } from '../renderer/state/skipped-trades.ts';
import { FeedClient } from './client.ts';

/** The most ticks that a tape may be behind before the server skips trades. */
const MAX_TAPE_BACKLOG = 500;
const SYMBOLS = ['S0', 'S1'];

class Run {
  readonly clock = new FakeClock();
  readonly dice = new Dice(7);
  readonly feed: VirtualFeed;
  readonly tape = new Tape(100_000);
  readonly client: FeedClient;
  /** The sequences of all trades, by symbol. */
  readonly tradeSequences = new Map<string, number[]>(SYMBOLS.map((symbol) => [symbol, []]));

  constructor(logTicks: number) {
    const { clock, dice, tape } = this;
    this.feed = new VirtualFeed(clock, dice, makeInstruments(2), logTicks, MAX_TAPE_BACKLOG);
    const { connect } = this.feed;
    const board = new QuoteBoard();
    const digest = (ids: readonly number[]): number | undefined => board.digest(ids);
    this.client = new FeedClient({ url: 'http://virtual', clock, random: dice.next, connect, digest });
    connectModels(this.client, board, tape);
    new SkippedTradesFetcher(this.client, tape, () => undefined);
    for (const symbol of SYMBOLS) this.client.subscribe(symbol, { mode: 'tape' });
    this.client.start();
    clock.advance(100);
  }

  trade(count: number): void {
    for (let i = 0; i < count; i++) {
      const id = this.dice.below(2);
      this.feed.trade(id, 10_000, 1);
      this.tradeSequences.get(`S${id}`)?.push(this.feed.log.head);
    }
    this.feed.published();
  }

  /** Stalls the connection for a second, in which far more trades happen than the backlog may hold. */
  fallBehind(): void {
    this.feed.faults = { ...NO_FAULTS, stallMs: 1_000 };
    this.trade(5);
    this.clock.advance(60);
    this.trade(5_000);
    this.clock.advance(2_000);
    this.feed.faults = NO_FAULTS;
  }

  /** Waits long enough for replies to arrive and to be handled. */
  async waitForReplies(): Promise<void> {
    for (let i = 0; i < 200; i++) {
      this.clock.advance(100);
      await Promise.resolve();
    }
  }

  itemsOf(symbol: string): (number | string)[] {
    return this.tape.items(symbol).map((item) => (item.kind === 'trade' ? item.sequence : item.why));
  }
}

it('requests skipped trades page by page, while new trades continue after the gap', async () => {
  const run = new Run(100_000);
  run.trade(3);
  run.fallBehind();
  expect(run.itemsOf('S0')).toContain('skipped');
  run.trade(10);
  await run.waitForReplies();
  for (const symbol of SYMBOLS) expect(run.itemsOf(symbol)).toEqual(run.tradeSequences.get(symbol));
  expect(run.client.link.kind).toBe('live');
  expect(run.client.status.lastRecovery).toBeUndefined();
});

it('marks trades as permanently missing if the log no longer holds them', async () => {
  const run = new Run(6_000);
  run.trade(3);
  run.fallBehind();
  expect(run.itemsOf('S0')).toContain('skipped');
  for (let i = 0; i < 10; i++) {
    run.trade(400);
    run.clock.advance(100);
  }
  await run.waitForReplies();
  for (const symbol of SYMBOLS) {
    const items = run.itemsOf(symbol);
    expect(items.filter((item) => item === 'not-kept')).toHaveLength(1);
    expect(items).not.toContain('skipped');
    expect(run.tradeSequences.get(symbol)?.slice(-100)).toEqual(items.slice(-100));
  }
});
