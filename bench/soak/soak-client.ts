// A client that makes random requests from a seed, valid and invalid ones, and checks everything it receives.
import type { Random } from '../../feed-server/market/random.ts';
import {
  decodeClose,
  decodeReply,
  decodeSnapshot,
  decodeWelcome,
  encodeResume,
  encodeSubscribe,
} from '../../proto/codec.ts';
import { CLOSE_CODES, type Close, type CloseKind, type ResumeRequest } from '../../proto/messages.ts';
import { FeedClient } from '../wire/feed-client.ts';
import { readRange, type Range } from '../wire/ranges.ts';
import { badRequest, chooseRequest, chooseSubscriptions, type SoakRequest } from './random-requests.ts';
import type { Activity } from './messages.ts';
import { LanePositions } from './lane-positions.ts';

export interface SoakClientOptions {
  readonly port: number;
  readonly symbols: readonly string[];
  readonly random: Random;
  /** How long a stalled client waits before it reads again: by then it has been closed. */
  readonly stallMs: number;
  readonly count: (kind: Activity) => void;
  readonly fault: (message: string) => void;
}

/**
 * A new object for each state, so that a timer can tell whether its state is still current. `away`: cut, until it
 * reconnects.
 */
interface State {
  readonly kind: 'connecting' | 'listening' | 'paused' | 'stalled' | 'away' | 'left';
}

/** Shares of its actions, out of 1; the rest are requests. */
const SHARE = { malformed: 0.04, hostile: 0.004, paused: 0.04, stalled: 0.002, cut: 0.08, left: 0.02 };
/** Share of reconnects that resume from the start of the log, which is no longer kept. */
const OLD_SHARE = 0.1;
const MAX_PAUSED_MS = 800;
const MAX_AWAY_MS = 800;
/**
 * Requests whose replies, of about 25 kB each, fill the system's buffers for a stalled reader, but stay below the
 * server's own limit.
 */
const FILLING_REPLIES = 260;
/** The server closes a connection after this many invalid requests. */
const MAX_INVALID = 10;

const EMPTY = new Uint8Array();
const range: Range = { epoch: 0, after: 0, through: 0, intervalMs: 0 };

export class SoakClient {
  readonly #options: SoakClientOptions;
  #client: FeedClient | undefined;
  #state: State = { kind: 'connecting' };
  #positions: LanePositions | undefined;
  /** Requests that are still waiting for a reply. */
  #pending = 0;
  #bad = 0;
  #close: Close | undefined;

  constructor(options: SoakClientOptions) {
    this.#options = options;
    this.#connect();
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  /** Performs one action if it is connected and idle. `mustStay`: it must stay connected and keep reading. */
  act(mustStay: boolean): void {
    if (this.#state.kind !== 'listening' || this.#pending > 0) return;
    let chance = this.#options.random.next();
    const draw = (share: number): boolean => (chance -= share) < 0;
    if (mustStay) this.#request();
    else if (draw(SHARE.malformed)) this.#sendInvalid(1);
    else if (draw(SHARE.hostile)) this.#sendInvalid(MAX_INVALID);
    else if (draw(SHARE.paused)) this.#pause();
    else if (draw(SHARE.stalled)) this.#stall();
    else if (draw(SHARE.cut)) this.#cut();
    else if (draw(SHARE.left)) this.leave();
    else this.#request();
  }

  /** Disconnects abruptly and does not come back. */
  leave(): void {
    this.#options.count('left');
    this.#state = { kind: 'left' };
    this.#client?.destroy();
  }

  #connect(): void {
    this.#state = { kind: 'connecting' };
    this.#pending = this.#bad = 0;
    this.#close = undefined;
    this.#client = new FeedClient(this.#options.port, undefined, {
      event: (name, payload) => this.#event(name, payload),
      closed: (reason) => this.#onClosed(reason),
    });
  }

  #event(name: string, payload: Buffer): void {
    const { count, fault } = this.#options;
    if (name === 'welcome') this.#onWelcome(payload);
    else if (name === 'batch' || name === 'heartbeat') {
      count(name === 'batch' ? 'batches' : 'heartbeats');
      readRange(name, payload, range);
      this.#reportFault(this.#positions?.join(name, range));
    } else if (name === 'snapshot') {
      count('snapshots');
      this.#reportFault(this.#positions?.applySnapshot(decodeSnapshot(payload)));
    } else if (name === 'close') this.#close = decodeClose(payload);
    else if (name !== 'refusal' || this.#bad === 0) fault(`a client was sent a ${name}`);
  }

  #onWelcome(payload: Buffer): void {
    const { random, symbols, count } = this.#options;
    const resumeRequest = this.#positions && this.#chooseResume(this.#positions);
    const positions = (this.#positions = new LanePositions(decodeWelcome(payload).head));
    if (resumeRequest) {
      this.#send('resume', encodeResume(resumeRequest), (bytes) => {
        const reply = decodeReply(bytes);
        positions.resumed(resumeRequest, reply);
        count(reply.reset === undefined ? 'resumed' : 'reset');
        this.#state = { kind: 'listening' };
      });
      return;
    }
    const subscriptions = chooseSubscriptions(random, symbols);
    this.#send('subscribe', encodeSubscribe(subscriptions), (bytes) => {
      positions.subscribed(subscriptions, decodeReply(bytes).accepted);
      count('joined');
      this.#state = { kind: 'listening' };
    });
  }

  #chooseResume({ resume }: LanePositions): ResumeRequest {
    if (this.#options.random.next() >= OLD_SHARE) return resume;
    return { ...resume, after: { ...resume.after, sequence: 0 }, lanes: [] };
  }

  #request(): void {
    const positions = this.#positions as LanePositions;
    const { random, symbols, count } = this.#options;
    const request: SoakRequest = chooseRequest(random, symbols, positions);
    count(request.event);
    this.#send(request.event, request.payload, (bytes) => this.#reportFault(request.reply(bytes)));
  }

  #sendInvalid(times: number): void {
    for (let i = 0; i < times; i++) {
      const { event, payload } = badRequest(this.#options.random);
      this.#bad++;
      this.#options.count('malformed');
      this.#send(event, payload, (bytes) => {
        if (decodeReply(bytes).refused.length === 0) this.#options.fault(`a bad ${event} was not refused`);
      });
    }
  }

  #pause(): void {
    this.#options.count('paused');
    this.#client?.pause();
    this.#state = { kind: 'paused' };
    this.#later(MAX_PAUSED_MS * this.#options.random.next(), () => {
      this.#state = { kind: 'listening' };
      this.#client?.resume();
    });
  }

  /** Stops reading until the server closes the connection, which the client notices once it reads again. */
  #stall(): void {
    this.#options.count('stalled');
    this.#client?.pause();
    this.#state = { kind: 'stalled' };
    for (let i = 0; i < FILLING_REPLIES; i++) this.#client?.request('instruments', EMPTY, () => undefined);
    this.#later(this.#options.stallMs, () => {
      // A reply means that the system buffered everything, so that the server never saw the client stall.
      this.#send('instruments', EMPTY, () => (this.#state = { kind: 'listening' }));
      this.#client?.resume();
    });
  }

  #cut(): void {
    this.#options.count('cut');
    this.#client?.destroy();
    this.#state = { kind: 'away' };
    this.#later(MAX_AWAY_MS * this.#options.random.next(), () => this.#connect());
  }

  #onClosed(reason: string): void {
    const close = this.#close;
    const is = (kind: CloseKind): boolean => close?.code === CLOSE_CODES[kind];
    if (is('not-reading') && this.#state.kind === 'stalled') this.#options.count('not-reading');
    else if (is('too-many-bad-frames') && this.#bad >= MAX_INVALID) this.#options.count('too-many-bad-frames');
    else {
      const cause = close ? `${close.code}, ${close.message}` : reason;
      this.#options.fault(`a client lost its connection while ${this.#state.kind}: ${cause}`);
    }
    this.#state = { kind: 'away' };
    this.#later(MAX_AWAY_MS * this.#options.random.next(), () => this.#connect());
  }

  #send(event: string, payload: Uint8Array, reply: (payload: Buffer) => void): void {
    this.#pending++;
    this.#client?.request(event, payload, (bytes) => {
      this.#pending--;
      reply(bytes);
    });
  }

  /** Unless the state has changed in the meantime. */
  #later(ms: number, then: () => void): void {
    const state = this.#state;
    setTimeout(() => {
      if (this.#state === state) then();
    }, ms);
  }

  #reportFault(fault: string | undefined): void {
    if (fault !== undefined) this.#options.fault(fault);
  }
}
