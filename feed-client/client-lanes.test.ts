// The client with the server's delivery, on a connection that slows down but never fails: intervals and batch rates change
// while prices move, and nothing ever has to be requested again.
import { expect, it } from 'vitest';
import { makeInstruments } from '../tests/support/wire/builders.ts';
import { FakeClock } from '../tests/support/time/fake-clock.ts';
import { Dice } from '../tests/support/random/seeded.ts';
import { NO_FAULTS, VirtualFeed } from '../tests/support/feeds/virtual-feed.ts';
import { QuoteBoard } from '../renderer/model/quote-board.ts';
import { Tape } from '../renderer/model/tape.ts';
import { connectModels } from '../renderer/state/feed-models.ts';
import { FeedClient } from './client.ts';
import type { SubscriptionHandle } from './subscriptions/handles.ts';

const SEEDS = 200;
const INSTRUMENTS = makeInstruments(6);

class Run {
  readonly dice: Dice;
  readonly clock = new FakeClock();
  readonly feed: VirtualFeed;
  readonly board = new QuoteBoard();
  readonly client: FeedClient;
  /** Symbols on the board, and those that have had a price. */
  readonly listed = new Set<string>();
  readonly priced = new Set<string>();
  readonly problems: string[] = [];
  readonly handles = new Map<string, SubscriptionHandle>();

  constructor(seed: number) {
    this.dice = new Dice(seed);
    this.feed = new VirtualFeed(this.clock, this.dice, INSTRUMENTS, 100_000);
    this.feed.faults = { ...NO_FAULTS, stallMs: this.dice.pick([0, 10, 100]) };
    const { clock, board, feed, dice } = this;
    const { connect } = feed;
    this.client = new FeedClient({
      url: 'http://virtual',
      clock,
      random: dice.next,
      connect,
      digest: (ids) => board.digest(ids),
    });
    connectModels(this.client, board, new Tape(10));
    this.client.on('status', () => this.check());
    this.client.start();
  }

  /** Checks, after each event, that every row that had a price still has one, and that the client never resumed. */
  check(): void {
    const { status } = this.client;
    if (status.lastRecovery || status.link.kind === 'resuming') this.problems.push('resumed');
    for (const symbol of this.listed) {
      const quoted = this.board.get(symbol)?.quote !== undefined;
      if (quoted) this.priced.add(symbol);
      else if (this.priced.has(symbol)) this.problems.push(`${symbol} lost its price`);
    }
  }

  step(): void {
    const { dice, feed, client, clock } = this;
    this.writeTicks(dice.below(12));
    const { symbol } = dice.pick(INSTRUMENTS);
    const choice = dice.next();
    if (choice < 0.5) {
      const intervalMs = dice.pick([0, 0, 100, 700, 5_000]);
      const handle = this.handles.get(symbol);
      if (handle) handle.setInterval(intervalMs);
      else this.handles.set(symbol, client.subscribe(symbol, { mode: 'board', intervalMs }));
      this.listed.add(symbol);
    } else if (choice < 0.6) {
      this.listed.delete(symbol);
      this.priced.delete(symbol);
      this.unsubscribe(symbol);
    }
    feed.published();
    clock.advance(dice.pick([0, 1, 7, 60, 300, 2_000]));
  }

  unsubscribe(symbol: string): void {
    this.handles.get(symbol)?.close();
    this.handles.delete(symbol);
  }

  writeTicks(count: number): void {
    for (let i = 0; i < count; i++) {
      const id = this.dice.below(INSTRUMENTS.length);
      const price = 9_000 + this.dice.below(2_000);
      if (this.dice.chance(0.5)) this.feed.quote(id, price - 1, price + 1);
      else this.feed.trade(id, price, 1 + this.dice.below(500));
    }
  }

  /** Waits longer than the longest interval, and checks that all data is verified. */
  settle(): void {
    this.clock.advance(12_000);
    const { link, verified, repairs } = this.client.status;
    if (link.kind !== 'live') this.problems.push(`the link is ${link.kind}`);
    if ((verified?.symbols ?? 0) !== this.listed.size)
      this.problems.push(`${verified?.symbols} of ${this.listed.size} symbols are verified`);
    if (repairs > 0) this.problems.push(`repaired ${repairs} differences`);
  }
}

it(`never resumes, loses a price or fails to verify its data in ${SEEDS} seeded runs`, () => {
  let verified = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const run = new Run(seed);
    for (let i = 0; i < 60; i++) run.step();
    run.settle();
    expect(run.problems, `seed ${seed}`).toEqual([]);
    verified += run.client.status.verified?.symbols ?? 0;
  }
  expect(verified).toBeGreaterThan(SEEDS);
});

it("detects a client that has a price other than the log's", () => {
  const run = new Run(1);
  for (let i = 0; i < 60; i++) run.step();
  run.board.applySnapshot = () => undefined;
  for (const { symbol } of INSTRUMENTS) {
    run.unsubscribe(symbol);
    run.handles.set(symbol, run.client.subscribe(symbol, { mode: 'board' }));
    run.listed.add(symbol);
  }
  run.settle();
  expect(run.problems.join()).toMatch(/symbols are verified/);
});
