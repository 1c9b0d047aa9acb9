// Everything the dashboard shows, joined to the feed client: what changed is published once per frame.
import { feedPlace, splitFeedUrl } from '../../proto/feed-address.ts';
import type { Batch } from '../../proto/messages.ts';
import { FeedClient, type Clock, type Connect, type Diagnosis, type Random } from '../../feed-client/index.ts';
import { QuoteBoard } from '../model/quote-board.ts';
import { Tape } from '../model/tape.ts';
import { BoardState } from './board.svelte.ts';
import { ConnectionState } from './connection.svelte.ts';
import { DiagnosisState } from './diagnosis.svelte.ts';
import type { FailureState } from './failure.svelte.ts';
import { keepCurrent } from './feed-models.ts';
import { FramePump } from './frame-pump.ts';
import { guardedClock, guardedConnect } from './guarded-ports.ts';
import { PastTrends } from './past-trends.ts';
import { SkippedTradesFetcher } from './skipped-trades.ts';
import { TapeState } from './tape.svelte.ts';
import { Watchlist } from './watchlist.svelte.ts';

const TAPE_KEPT = 1_000;
const CLOCK_STEP_MS = 250;
const RATE_STEP_MS = 1_000;

export interface DashboardOptions {
  /** The feed server's address, http or https. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
  /** Why the feed cannot be reached; undefined where it could be. */
  readonly diagnose: (url: string) => Promise<Diagnosis | undefined>;
  readonly storage: Storage | undefined;
  /** The page is not the feed's own: what it shows is said to come from elsewhere. */
  readonly foreign: boolean;
  /** Where errors go. */
  readonly failure: FailureState;
}

/** Where the feed is, as "127.0.0.1:4400/ticker". */
export interface FeedPlace {
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
  readonly feed: FeedPlace;
  readonly #clock: Clock;
  readonly #past: PastTrends;
  /** Ticks of the board since they were last counted, merged ones included. */
  #ticks = 0;
  /** Whether the link was ever live: before, nothing was known that could be interrupted. */
  #begun = false;
  /** Whether the link was down at any time since the last sample of the trend. */
  #interrupted = false;

  constructor({ url, random, diagnose, storage, foreign, failure, ...ports }: DashboardOptions) {
    const board = new QuoteBoard();
    const tape = new Tape(TAPE_KEPT);
    const clock = guardedClock(ports.clock, failure);
    const connect = guardedConnect(ports.connect, failure);
    this.#clock = clock;
    this.feed = { host: feedPlace(url), foreign };
    this.client = new FeedClient({ url, clock, random, connect, digest: (ids) => board.digest(ids) });
    keepCurrent(this.client, board, tape);
    this.client.on('rows', (batch) => (this.#ticks += ticksIn(batch)));
    this.board = new BoardState(board);
    this.tape = new TapeState(tape);
    this.connection = new ConnectionState(this.client.status, this.client.now);
    this.diagnosis = new DiagnosisState(url, { client: this.client, diagnose: () => diagnose(url) });
    this.#past = new PastTrends(this.client, this.board, () => this.client.status.facts);
    this.watchlist = new Watchlist(this.client, storage, foreign || hasPath(url) ? url : undefined);
    const pump = new FramePump(failure.guard(() => this.#publish()));
    new SkippedTradesFetcher(this.client, tape, () => pump.request());
    this.client.on('status', () => {
      if (this.client.link.kind === 'live') this.#begun = true;
      else if (this.#begun) this.#interrupted = true;
      // A hidden page gets frames and timers late, but messages in time.
      if (this.board.sampleDue(this.client.now)) this.#publish();
      else pump.request();
    });
  }

  start(): void {
    this.client.start();
    this.#every(CLOCK_STEP_MS, () => {
      // First of all: after a sleep, nothing that is known is current.
      this.client.lookAtClock();
      const { now } = this.client;
      this.connection.tick(now);
      if (this.board.sampleDue(now)) this.#publish();
    });
    this.#every(RATE_STEP_MS, () => {
      this.connection.countTicks(this.#ticks);
      this.#ticks = 0;
    });
  }

  /** Takes a symbol off the watchlist, with what was known of it. */
  remove(symbol: string): void {
    this.watchlist.remove(symbol);
    this.board.remove(symbol);
  }

  /** Takes the feed's own list instead of the one there is. */
  startListOver(): void {
    for (const symbol of this.watchlist.symbols) this.board.remove(symbol);
    this.watchlist.startOver(this.connection.instruments);
  }

  #publish(): void {
    const { status, now } = this.client;
    this.watchlist.offer(status.instruments);
    this.connection.publish(status);
    this.connection.tick(now);
    this.board.publish();
    this.tape.publish(this.watchlist.selected);
    if (this.board.sampleDue(now)) {
      this.board.sample(now, ({ symbol }) => !this.#interrupted && !status.refused.has(symbol));
      this.#interrupted = this.#begun && !this.connection.current;
    }
    if (this.connection.current) void this.#past.fetch();
  }

  #every(ms: number, task: () => void): void {
    this.#clock.after(ms, () => {
      task();
      this.#every(ms, task);
    });
  }
}

/** Trades on the tape are also on the board, so they are not counted twice. */
function ticksIn({ quotes, sales, statuses }: Batch): number {
  const rows = quotes.id.length + sales.id.length + statuses.id.length;
  return rows + sum(quotes.merged) + sum(sales.merged) + sum(statuses.merged);
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** Two feeds of one origin share what the browser keeps. */
function hasPath(url: string): boolean {
  return splitFeedUrl(url).basePath !== '';
}
