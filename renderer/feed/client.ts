// The feed client: runs the state machine over a connection and keeps the board and the tape current.
import {
  CodecError,
  decodeBatch,
  decodeClose,
  decodeHeartbeat,
  decodeInstruments,
  decodeRefusal,
  decodeReply,
  decodeSnapshot,
  decodeWelcome,
  encodeInstrumentsRequest,
  encodeResume,
  encodeSubscribe,
} from '../../proto/codec.ts';
import type { ServerEvents } from '../../proto/events.ts';
import { PROTOCOL_VERSION, type Accepted, type Batch, type Instrument, type Mode } from '../../proto/messages.ts';
import type { QuoteBoard } from '../model/quote-board.ts';
import type { Tape } from '../model/tape.ts';
import type { Clock, Random } from './clock.ts';
import type { Connect, Connection, ConnectionListener } from './connection.ts';
import type { FeedFacts, FeedStatus, Link } from './link.ts';
import { step } from './machine.ts';
import { deadline, newMachine, type Effect, type FeedEvent, type Machine } from './phases.ts';
import { inStage } from './wanted.ts';

export interface FeedClientOptions {
  /** The feed server's address, http or https. */
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly connect: Connect;
  readonly board: QuoteBoard;
  readonly tape: Tape;
}

export class FeedClient {
  readonly #options: FeedClientOptions;
  readonly #listeners = new Set<() => void>();
  #machine: Machine = newMachine();
  #connection: Connection | undefined;
  #timer: { readonly due: number; readonly cancel: () => void } | undefined;
  #facts: FeedFacts | undefined;
  #heardAt: number | undefined;
  #instruments: readonly Instrument[] = [];
  #ticks = 0;

  constructor(options: FeedClientOptions) {
    this.#options = options;
  }

  start(): void {
    this.#take({ type: 'start' });
  }

  stop(): void {
    this.#take({ type: 'stop' });
  }

  /** Connects at once where the client waits or has not heard anything for too long. */
  retryNow(): void {
    this.#take({ type: 'retry' });
  }

  subscribe(symbol: string, mode: Mode): void {
    this.#take({ type: 'want', subscription: { symbol, mode } });
  }

  unsubscribe(symbol: string, mode: Mode): void {
    this.#take({ type: 'unwant', subscription: { symbol, mode } });
  }

  get status(): FeedStatus {
    const { outage, lastResume, wanted } = this.#machine;
    return {
      link: linkOf(this.#machine),
      outage,
      heardAt: this.#heardAt,
      facts: this.#facts,
      lastResume,
      instruments: this.#instruments,
      refused: new Map(inStage(wanted, 'refused').map(({ symbol, why }) => [symbol, why ?? ''])),
    };
  }

  /** Ticks that batches stood for so far, merged ones included. */
  get ticks(): number {
    return this.#ticks;
  }

  /** Calls `listener` after every message and change of state. Returns what ends that. */
  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(event: FeedEvent): void {
    const { clock, random } = this.#options;
    const { machine, effects } = step(this.#machine, event, clock.now(), random);
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    this.#armTimer();
    for (const listener of this.#listeners) listener();
  }

  /** A timer that rings too early does no harm, so a deadline that moves away with every message costs nothing. */
  #armTimer(): void {
    const due = deadline(this.#machine);
    if (due !== undefined && this.#timer && this.#timer.due <= due) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (due === undefined) return;
    const { clock } = this.#options;
    const cancel = clock.after(Math.max(0, due - clock.now()), () => {
      this.#timer = undefined;
      this.#take({ type: 'timer' });
    });
    this.#timer = { due, cancel };
  }

  #perform(effect: Effect): void {
    const { board, tape } = this.#options;
    switch (effect.do) {
      case 'open':
        return this.#open();
      case 'close':
        this.#connection?.close();
        this.#connection = undefined;
        return;
      case 'resume':
        return this.#request('resume', encodeResume(effect.request), (bytes) => ({
          type: 'resumed',
          ask: effect.ask,
          reply: decodeReply(bytes),
        }));
      case 'subscribe':
        return this.#request('subscribe', encodeSubscribe(effect.subscriptions), (bytes) => ({
          type: 'subscribed',
          ask: effect.ask,
          reply: decodeReply(bytes),
        }));
      case 'unsubscribe':
        return this.#request('unsubscribe', encodeSubscribe(effect.subscriptions), (bytes) => {
          decodeReply(bytes);
          return undefined;
        });
      case 'fetch-instruments':
        return this.#request('instruments', encodeInstrumentsRequest(), (bytes) => {
          this.#instruments = decodeInstruments(bytes);
          return undefined;
        });
      case 'bind':
        return this.#bind(effect.accepted, effect.anew);
      case 'mark-gap':
        return tape.markGap(effect.symbol, effect.why);
      case 'forget':
        if (effect.subscription.mode === 'board') board.remove(effect.subscription.symbol);
        else tape.remove(effect.subscription.symbol);
        return;
      case 'apply-batch':
        board.applyBatch(effect.batch);
        tape.applyBatch(effect.batch);
        this.#ticks += ticksIn(effect.batch);
        return;
      case 'apply-snapshot':
        return board.applySnapshot(effect.snapshot);
    }
  }

  #bind(accepted: readonly Accepted[], anew: boolean): void {
    const { board, tape } = this.#options;
    if (anew) {
      board.forgetIds();
      tape.forgetIds();
    }
    for (const { instrument, mode } of accepted) {
      if (mode === 'board') board.accept(instrument);
      else tape.accept(instrument.symbol, instrument.id);
    }
  }

  #open(): void {
    const { connect, url } = this.#options;
    // A connection that was given up may still speak; only the current one is listened to.
    const current = (): boolean => this.#connection === connection;
    const listener: ConnectionListener = {
      onEvent: (event, payload) => {
        if (current()) this.#hear(event, payload);
      },
      onRefused: (close) => {
        if (current()) this.#take({ type: 'closing', close });
      },
      onLost: (why) => {
        if (current()) this.#take({ type: 'lost', why });
      },
    };
    const connection = connect(url, PROTOCOL_VERSION, listener);
    this.#connection = connection;
  }

  #request(
    event: 'resume' | 'subscribe' | 'unsubscribe' | 'instruments',
    payload: Uint8Array,
    toEvent: (bytes: unknown) => FeedEvent | undefined,
  ): void {
    const connection = this.#connection;
    connection?.request(event, payload, (bytes) => {
      if (this.#connection === connection) this.#decoded(() => toEvent(bytes));
    });
  }

  #hear(event: keyof ServerEvents, payload: unknown): void {
    this.#decoded(() => this.#decode(event, payload));
  }

  /** Takes the event that bytes decode to. A server that sends what is no message is left and met again from the position. */
  #decoded(decode: () => FeedEvent | undefined): void {
    this.#heardAt = this.#options.clock.now();
    let event: FeedEvent | undefined;
    try {
      event = decode();
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      event = { type: 'lost', why: `the server sent a bad message: ${error.message}` };
    }
    if (event) this.#take(event);
    else for (const listener of this.#listeners) listener();
  }

  #decode(event: keyof ServerEvents, payload: unknown): FeedEvent | undefined {
    switch (event) {
      case 'welcome': {
        const welcome = decodeWelcome(payload);
        const { source, server, session, speed, marketTime } = welcome;
        this.#facts = { source, server, session, speed, marketTime, heardAt: this.#options.clock.now() };
        return { type: 'welcome', welcome };
      }
      case 'batch':
        return { type: 'batch', batch: decodeBatch(payload) };
      case 'heartbeat': {
        const heartbeat = decodeHeartbeat(payload);
        const { session, marketTime } = heartbeat;
        if (this.#facts) this.#facts = { ...this.#facts, session, marketTime, heardAt: this.#options.clock.now() };
        return { type: 'heartbeat', heartbeat };
      }
      case 'snapshot':
        return { type: 'snapshot', snapshot: decodeSnapshot(payload) };
      case 'close':
        return { type: 'closing', close: decodeClose(payload) };
      case 'refusal':
        return { type: 'lost', why: `the server refused a request: ${decodeRefusal(payload).message}` };
    }
  }
}

function ticksIn({ quotes, sales }: Batch): number {
  let ticks = quotes.id.length + sales.id.length;
  for (const n of quotes.merged) ticks += n;
  for (const n of sales.merged) ticks += n;
  return ticks;
}

function linkOf({ phase }: Machine): Link {
  switch (phase.kind) {
    case 'resuming':
      return { kind: 'resuming', since: phase.since };
    case 'syncing':
      return phase.fresh
        ? { kind: 'connecting', attempt: phase.attempt, since: phase.since }
        : { kind: 'resuming', since: phase.since };
    case 'stale':
      return { kind: 'stale', since: phase.heardAt };
    case 'live':
      return { kind: 'live', since: phase.since };
    case 'idle':
    case 'connecting':
    case 'waiting':
    case 'refused':
      return phase;
  }
}
