// Connects everything the dashboard shows to the feed client, and publishes changes once per frame.
import { feedPlace, splitFeedUrl } from '../../proto/feed-address.ts';
import type { Batch } from '../../proto/messages.ts';
import { FeedClient, type Clock, type Connect, type Diagnosis, type Random } from '../../feed-client/index.ts';
import { QuoteBoard } from '../model/quote-board.ts';
import { Tape } from '../model/tape.ts';
import { BoardState } from './board.svelte.ts';
import { ConnectionState } from './connection.svelte.ts';
import { DiagnosisState } from './diagnosis.svelte.ts';
import type { FailureState } from './failure.svelte.ts';
import { connectModels } from './feed-models.ts';
import { FramePump } from './frame-pump.ts';
import { guardedClock, guardedConnect } from './guarded-ports.ts';
import { TrendHistory } from './trend-history.ts';
import { SkippedTradesFetcher } from './skipped-trades.ts';
import { TapeState } from './tape.svelte.ts';
import { Watchlist } from './watchlist.svelte.ts';

const MIN_TAPE_ITEMS = 1_000;
const CLOCK_INTERVAL_MS = 250;
const TICK_RATE_INTERVAL_MS = 1_000;

export interface DashboardOptions {
  /** The feed server's address, http or https. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
  /** Finds out why the feed is unreachable; undefined if it is reachable. */
  readonly diagnose: (url: string) => Promise<Diagnosis | undefined>;
  readonly storage: Storage | undefined;
  /** The page was not served by the feed, so it says that its data comes from elsewhere. */
  readonly foreign: boolean;
  /** Receives the errors of our own tasks. */
  readonly failure: FailureState;
}

/** The feed's location, such as "127.0.0.1:4400/ticker". */
export interface FeedLocation {
  readonly host: string;
  readonly foreign: boolean;
}

export class Dashboard {
  readonly client: FeedClient;
  readonly board: BoardState;
  readonly connection: ConnectionState;
  readonly diagnosis: DiagnosisState;
  readonly watchlist: Watchlist;
  readonly tape: TapeState;
  readonly feed: FeedLocation;
  readonly #clock: Clock;
  readonly #history: TrendHistory;
  /** Ticks of the board since the last count, merged ones included. */
  #ticks = 0;
  /** Whether the link has ever been live: before that, there is nothing to interrupt. */
  #wasLive = false;
  /** Whether the link was down at any time since the last trend sample. */
  #wasInterrupted = false;

  constructor({ url, random, diagnose, storage, foreign, failure, ...ports }: DashboardOptions) {
    const board = new QuoteBoard();
    const tape = new Tape(MIN_TAPE_ITEMS);
    const clock = guardedClock(ports.clock, failure);
    const connect = guardedConnect(ports.connect, failure);
    this.#clock = clock;
    this.feed = { host: feedPlace(url), foreign };
    this.client = new FeedClient({ url, clock, random, connect, digest: (ids) => board.digest(ids) });
    connectModels(this.client, board, tape);
    this.client.on('rows', (batch) => (this.#ticks += ticksIn(batch)));
    this.board = new BoardState(board);
    this.tape = new TapeState(tape);
    this.connection = new ConnectionState(this.client.status, this.client.now);
    this.diagnosis = new DiagnosisState(url, { client: this.client, diagnose: () => diagnose(url) });
    this.#history = new TrendHistory(this.client, this.board, () => this.client.status.feedInfo);
    this.watchlist = new Watchlist(this.client, storage, foreign || hasPath(url) ? url : undefined);
    const pump = new FramePump(failure.guard(() => this.#publish()));
    new SkippedTradesFetcher(this.client, tape, () => pump.request());
    this.client.on('status', () => {
      if (this.client.link.kind === 'live') this.#wasLive = true;
      else if (this.#wasLive) this.#wasInterrupted = true;
      // A hidden page gets frames and timers late, but messages on time.
      if (this.board.isSampleDue(this.client.now)) this.#publish();
      else pump.request();
    });
  }

  start(): void {
    this.client.start();
    this.#repeat(CLOCK_INTERVAL_MS, () => {
      // Comes first: after a sleep, nothing on the page is current.
      this.client.checkClock();
      const { now } = this.client;
      this.connection.setNow(now);
      if (this.board.isSampleDue(now)) this.#publish();
    });
    this.#repeat(TICK_RATE_INTERVAL_MS, () => {
      this.connection.setTicksPerSecond(this.#ticks);
      this.#ticks = 0;
    });
  }

  /** Removes a symbol from the watchlist and drops its data. */
  remove(symbol: string): void {
    this.watchlist.remove(symbol);
    this.board.remove(symbol);
  }

  /** Replaces the list with the feed's default one. */
  resetWatchlist(): void {
    for (const symbol of this.watchlist.symbols) this.board.remove(symbol);
    this.watchlist.reset(this.connection.instruments);
  }

  #publish(): void {
    const { status, now } = this.client;
    this.watchlist.offer(status.instruments);
    this.connection.publish(status);
    this.connection.setNow(now);
    this.board.publish();
    this.tape.publish(this.watchlist.selected);
    if (this.board.isSampleDue(now)) {
      this.board.sample(now, ({ symbol }) => !this.#wasInterrupted && !status.refused.has(symbol));
      this.#wasInterrupted = this.#wasLive && !this.connection.isLive;
    }
    if (this.connection.isLive) void this.#history.fetch();
  }

  #repeat(ms: number, task: () => void): void {
    this.#clock.after(ms, () => {
      task();
      this.#repeat(ms, task);
    });
  }
}

/** Leaves out the tape's trades: they are on the board too, and would count twice. */
function ticksIn({ quotes, sales, statuses }: Batch): number {
  const rows = quotes.id.length + sales.id.length + statuses.id.length;
  return rows + sum(quotes.merged) + sum(sales.merged) + sum(statuses.merged);
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** Feeds on the same origin share one local storage. */
function hasPath(url: string): boolean {
  return splitFeedUrl(url).basePath !== '';
}
