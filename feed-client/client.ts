// The feed client: runs the state machine over a connection and keeps the board and the tape current.
import { CodecError, decodeInstruments, encodeInstrumentsRequest } from '../proto/codec.ts';
import type { ServerEvents } from '../proto/events.ts';
import {
  MAX_BATCH_RATE,
  MAX_INTERVAL_MS,
  MIN_BATCH_RATE,
  PROTOCOL_VERSION,
  type Bars,
  type BarsRequest,
  type Batch,
  type Mode,
  type TradesRequest,
} from '../proto/messages.ts';
import type { Clock, Random } from './connection/clock.ts';
import type { Connect, Connection, ConnectionListener } from './connection/connection.ts';
import { expectedServerTime } from './connection/delays.ts';
import { badMessage } from './machine/connecting.ts';
import { factsAfter, heardEvent } from './machine/hearing.ts';
import { KnownInstruments } from './subscriptions/known-instruments.ts';
import type { FeedFacts, FeedStatus } from './link.ts';
import { LocalTime } from './connection/local-time.ts';
import { step } from './machine/machine.ts';
import { change, type Models } from './models.ts';
import { deadline, newMachine, type Effect, type FeedEvent, type Machine } from './machine/phases.ts';
import { PacedRequests } from './connection/paced-requests.ts';
import { Questions, type Answer } from './history/questions.ts';
import { requestOf, type Request } from './requests.ts';
import { SkippedFetcher } from './history/skipped-fetcher.ts';
import { lookEveryMs, SleepWatch } from './connection/sleep-watch.ts';
import { StatusParts } from './status.ts';

export interface FeedClientOptions extends Models {
  /** The feed server's address, http or https. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
}

const NOT_LIVE = { kind: 'lost', why: 'the link is not live' } as const;

export class FeedClient {
  readonly #options: FeedClientOptions;
  readonly #listeners = new Set<() => void>();
  readonly #parts = new StatusParts();
  readonly #time: LocalTime;
  readonly #sleep = new SleepWatch();
  readonly #questions = new Questions();
  readonly #skipped: SkippedFetcher;
  #machine: Machine = newMachine();
  #connection: Connection | undefined;
  #requests: PacedRequests | undefined;
  #timer: { readonly due: number; readonly cancel: () => void } | undefined;
  #facts: FeedFacts | undefined;
  #heardAt: number | undefined;
  readonly #known = new KnownInstruments();
  #ticks = 0;

  constructor(options: FeedClientOptions) {
    this.#options = options;
    this.#time = new LocalTime(options.clock);
    this.#skipped = new SkippedFetcher(
      options.tape,
      (request) => this.fetchTrades(request),
      () => this.#tell(),
    );
  }

  start(): void {
    this.#take({ type: 'start' });
  }

  stop(): void {
    this.#take({ type: 'stop' });
  }

  /** A person asks: connects at once unless the link is live, and starts over what takes long. */
  retryNow(): void {
    this.#take({ type: 'retry' });
  }

  /** The network or the page says that now is a good time: the same, but a server that refused is left alone. */
  nudge(): void {
    this.#take({ type: 'nudge' });
  }

  /** The machine slept: what is known is not called live before the server is heard, and a link that is silent is left. */
  woke(): void {
    this.#take({ type: 'suspect' });
  }

  /**
   * Notices a sleep, or a clock that was set, before anything is made of what is known; the client does so by itself about once a
   * heartbeat.
   */
  lookAtClock(): void {
    const slept = this.#sleep.slept(this.#options.clock.monotonic(), this.#machine.heartbeatMs);
    if (this.#time.look() || slept) this.woke();
  }

  /** Local time, which everything in the status is told in; milliseconds. */
  get now(): number {
    return this.#time.now;
  }

  /**
   * Wants a symbol; one that is wanted already at another interval goes over to that with what is known of it. `intervalMs`: of
   * the board, one update in so many milliseconds at most; 0 for one with every batch.
   */
  subscribe(symbol: string, mode: Mode, intervalMs = 0): void {
    if (!Number.isInteger(intervalMs) || intervalMs < 0 || intervalMs > MAX_INTERVAL_MS)
      throw new RangeError(`${symbol} interval: expected 0 to ${MAX_INTERVAL_MS} ms, found ${intervalMs}`);
    this.#take({ type: 'want', subscription: { symbol, mode, intervalMs } });
  }

  unsubscribe(symbol: string, mode: Mode): void {
    this.#take({ type: 'unwant', subscription: { symbol, mode } });
  }

  /** How many batches a second come at most, on this connection and those after it. */
  setBatchRate(batchRate: number): void {
    if (!(batchRate >= MIN_BATCH_RATE && batchRate <= MAX_BATCH_RATE))
      throw new RangeError(`batch rate: expected ${MIN_BATCH_RATE} to ${MAX_BATCH_RATE} a second, found ${batchRate}`);
    this.#take({ type: 'rate', batchRate });
  }

  /** The trades of one symbol in a range of the log, or a part of them that begins where it does; while the link is live. */
  async fetchTrades(request: TradesRequest): Promise<Answer<Batch>> {
    return this.#machine.phase.kind === 'live' ? this.#questions.trades(request) : NOT_LIVE;
  }

  /** The bars of one symbol, or a part of them that begins where they do; while the link is live. */
  async fetchBars(request: BarsRequest): Promise<Answer<Bars>> {
    return this.#machine.phase.kind === 'live' ? this.#questions.bars(request) : NOT_LIVE;
  }

  get status(): FeedStatus {
    const facts = { heardAt: this.#heardAt, facts: this.#facts, instruments: this.#known.offered };
    return { ...this.#parts.of(this.#machine), ...facts, clockOffset: this.#time.offset };
  }

  /** Ticks that the board was told of so far, merged ones included. The tape tells of trades a second time: not counted. */
  get ticks(): number {
    return this.#ticks;
  }

  /** Calls `listener` after every message and change of state. Returns what ends that. */
  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(event: FeedEvent): void {
    const before = this.#machine;
    const { machine, effects } = step(before, event, this.#time.now, this.#options.random);
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    this.#armTimer();
    if (event.type === 'timer' && machine === before) return;
    this.#tell();
    const skipped = event.type === 'batch' && event.batch.tapeSkipped > 0;
    if (machine.phase.kind === 'live' && (skipped || before.phase.kind !== 'live')) void this.#skipped.fetch();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /**
   * A timer that rings too early does no harm, so a deadline that moves away with every message costs nothing, and it rings
   * often enough to notice a sleep.
   */
  #armTimer(): void {
    const { clock } = this.#options;
    const limit = deadline(this.#machine);
    const due =
      limit === undefined ? undefined : Math.min(limit, this.#time.now + lookEveryMs(this.#machine.heartbeatMs));
    if (due !== undefined && this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (due === undefined) return;
    const cancel = clock.after(Math.max(0, due - this.#time.now), () => {
      this.#timer = undefined;
      this.lookAtClock();
      this.#take({ type: 'timer' });
    });
    this.#timer = { due, cancel };
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'open':
        return this.#open();
      case 'close':
        this.#connection?.close();
        this.#connection = undefined;
        this.#requests?.close();
        this.#questions.over(undefined);
        return;
      case 'resume':
      case 'subscribe':
      case 'unsubscribe':
      case 'configure':
        return this.#request(requestOf(effect));
      case 'fetch-instruments':
        return this.#request({
          event: 'instruments',
          payload: encodeInstrumentsRequest(),
          answered: (bytes) => ({
            type: 'instruments',
            epoch: effect.epoch,
            instruments: decodeInstruments(bytes),
          }),
        });
      case 'compare': {
        const { intervalMs, ids, sum } = effect;
        const known = this.#options.board.digest(ids);
        if (known === undefined) return;
        const comparison = { intervalMs, symbols: ids.length, same: known === sum };
        return this.#take({ type: 'compared', comparison });
      }
      case 'apply-batch':
        this.#ticks += ticksIn(effect.batch);
        return change(this.#options, effect);
      case 'bind':
      case 'mark-gap':
      case 'forget':
      case 'apply-snapshot':
        return change(this.#options, effect);
    }
  }

  #open(): void {
    const { connect, url } = this.#options;
    // A connection that was given up may still speak; only the current one is listened to.
    const current = (): boolean => this.#connection === connection;
    const listener: ConnectionListener = {
      onEvent: (event, payload) => {
        this.lookAtClock();
        if (current()) this.#hear(event, payload);
      },
      onRefused: (close) => {
        if (current()) this.#take({ type: 'closing', close });
      },
      onUnsound: (why) => {
        if (current()) this.#unsound(why);
      },
      onLost: (why) => {
        if (current()) this.#take({ type: 'lost', why });
      },
    };
    const connection = connect(url, PROTOCOL_VERSION, listener);
    this.#connection = connection;
    this.#requests?.close();
    this.#requests = new PacedRequests(connection, this.#options.clock, (ms) => {
      if (current()) this.#take({ type: 'put-off', ms });
    });
    this.#questions.over(this.#requests);
  }

  #request({ event, payload, answered }: Request): void {
    const connection = this.#connection;
    this.#requests?.request(event, payload, (bytes) => {
      this.lookAtClock();
      if (this.#connection === connection) this.#decoded(() => answered(bytes));
    });
  }

  #hear(event: keyof ServerEvents, payload: unknown): void {
    this.#decoded(() => heardEvent(event, payload));
  }

  /** Takes the event that bytes decode to. */
  #decoded(decode: () => FeedEvent | undefined): void {
    let event: FeedEvent | undefined;
    try {
      event = decode();
      if (event) {
        this.#known.check(event);
        this.#settleTime(event);
        this.#facts = factsAfter(this.#facts, event, this.#time.now);
      }
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      // Bytes that do not decode may have been damaged on the way: another connection may be sound.
      const isDamaged = error.code === 'malformed' || error.code === 'truncated';
      return isDamaged ? this.#take({ type: 'lost', why: badMessage(error.message) }) : this.#unsound(error.message);
    }
    this.#heardAt = this.#time.now;
    if (event) this.#take(event);
    else this.#tell();
  }

  /** Where the clocks of this machine have parted, the server's says why. */
  #settleTime(event: FeedEvent): void {
    const serverTime =
      event.type === 'heartbeat'
        ? event.heartbeat.serverTime
        : event.type === 'welcome'
          ? event.welcome.serverTime
          : undefined;
    if (serverTime === undefined) return;
    const expected = expectedServerTime(this.#machine.delays, this.#time.now);
    this.#time.settle(expected === undefined ? undefined : serverTime - expected);
  }

  /** Whether and when the server is met again is the machine's to say. */
  #unsound(why: string): void {
    this.#known.forget();
    this.#take({ type: 'unsound', why });
  }
}

function ticksIn({ quotes, sales }: Batch): number {
  let ticks = quotes.id.length + sales.id.length;
  for (const n of quotes.merged) ticks += n;
  for (const n of sales.merged) ticks += n;
  return ticks;
}
