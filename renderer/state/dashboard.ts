// Everything the dashboard shows, joined to the feed client: what changed is published once per frame.
import type { Clock, Random } from '../feed/clock.ts';
import { FeedClient } from '../feed/client.ts';
import type { Connect } from '../feed/connection.ts';
import { QuoteBoard } from '../model/quote-board.ts';
import { Tape } from '../model/tape.ts';
import { TREND_STEP_MS } from '../model/trend.ts';
import { BoardState } from './board.svelte.ts';
import { ConnectionState } from './connection.svelte.ts';
import { FramePump } from './frame-pump.ts';
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
  readonly storage: Storage | undefined;
}

export class Dashboard {
  readonly client: FeedClient;
  readonly board: BoardState;
  readonly connection: ConnectionState;
  readonly watchlist: Watchlist;
  readonly tape: TapeState;
  readonly #clock: Clock;
  /** Whether the link was down at any time since the last sample of the trend. */
  #interrupted = true;

  constructor({ url, clock, random, connect, storage }: DashboardOptions) {
    const board = new QuoteBoard();
    const tape = new Tape(TAPE_KEPT);
    this.#clock = clock;
    this.client = new FeedClient({ url, clock, random, connect, board, tape });
    this.board = new BoardState(board);
    this.tape = new TapeState(tape);
    this.connection = new ConnectionState(this.client.status, clock.now());
    this.watchlist = new Watchlist(this.client, storage);
    const pump = new FramePump(() => this.#publish());
    this.client.onStatus(() => pump.request());
  }

  start(): void {
    this.client.start();
    this.#every(CLOCK_STEP_MS, () => this.connection.tick(this.#clock.now()));
    this.#every(TREND_STEP_MS, () => {
      this.board.sample(this.#clock.now(), !this.#interrupted);
      this.#interrupted = !this.connection.current;
    });
    let before = this.client.ticks;
    this.#every(RATE_STEP_MS, () => {
      const ticks = this.client.ticks;
      this.connection.countUpdates(ticks - before);
      before = ticks;
    });
  }

  /** Takes a symbol off the watchlist, with what was known of it. */
  remove(symbol: string): void {
    this.watchlist.remove(symbol);
    this.board.remove(symbol);
  }

  #publish(): void {
    const { status } = this.client;
    this.watchlist.offer(status.instruments);
    this.connection.publish(status);
    if (!this.connection.current) this.#interrupted = true;
    this.board.publish(this.#clock.now());
    this.tape.publish(this.watchlist.selected);
  }

  #every(ms: number, task: () => void): void {
    this.#clock.after(ms, () => {
      task();
      this.#every(ms, task);
    });
  }
}
