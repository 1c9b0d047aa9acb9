// A client that does everything a client may, and some of what it may not, as a seeded chance says; and checks what it gets.
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
import { badRequest, chooseRequest, chooseSubscriptions, type Asking } from './chances.ts';
import type { Deed } from './messages.ts';
import { Places } from './places.ts';

export interface SoakClientOptions {
  readonly port: number;
  readonly symbols: readonly string[];
  readonly random: Random;
  /** How long a client that stalls waits before it reads on: by then it has been closed. */
  readonly stallMs: number;
  readonly did: (deed: Deed) => void;
  readonly fault: (what: string) => void;
}

/** An object of its own each time, so that a timer knows whether it is still what it was. `away`: cut, until it comes back. */
interface State {
  readonly kind: 'connecting' | 'listening' | 'paused' | 'stalled' | 'away' | 'left';
}

/** Of what it does: shares of 1, the rest being requests. */
const SHARE = { malformed: 0.04, hostile: 0.004, paused: 0.04, stalled: 0.002, cut: 0.08, left: 0.02 };
/** Of those that come back: they go on from where the log began, of which it no longer holds anything. */
const OLD_SHARE = 0.1;
const MOST_PAUSED_MS = 800;
const MOST_AWAY_MS = 800;
/** Replies of some 25 kB that fill what systems buffer for a reader that stalls; less than what the server keeps for one. */
const FILLING_REPLIES = 260;
/** The server closes a connection after this many invalid requests. */
const MOST_BAD = 10;

const NOTHING = new Uint8Array();
const range: Range = { epoch: 0, after: 0, through: 0, intervalMs: 0 };

export class SoakClient {
  readonly #options: SoakClientOptions;
  #client: FeedClient | undefined;
  #state: State = { kind: 'connecting' };
  #places: Places | undefined;
  /** Requests without a reply so far. */
  #open = 0;
  #bad = 0;
  #close: Close | undefined;

  constructor(options: SoakClientOptions) {
    this.#options = options;
    this.#connect();
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  /** Does one thing, if it is there and nothing is under way. `staying`: it is to remain connected, and to read. */
  act(staying: boolean): void {
    if (this.#state.kind !== 'listening' || this.#open > 0) return;
    let chance = this.#options.random.next();
    const falls = (share: number): boolean => (chance -= share) < 0;
    if (staying) this.#request();
    else if (falls(SHARE.malformed)) this.#misbehave(1);
    else if (falls(SHARE.hostile)) this.#misbehave(MOST_BAD);
    else if (falls(SHARE.paused)) this.#pause();
    else if (falls(SHARE.stalled)) this.#stall();
    else if (falls(SHARE.cut)) this.#cut();
    else if (falls(SHARE.left)) this.leave();
    else this.#request();
  }

  /** For good, without a goodbye. */
  leave(): void {
    this.#options.did('left');
    this.#state = { kind: 'left' };
    this.#client?.destroy();
  }

  #connect(): void {
    this.#state = { kind: 'connecting' };
    this.#open = this.#bad = 0;
    this.#close = undefined;
    this.#client = new FeedClient(this.#options.port, undefined, {
      event: (name, payload) => this.#event(name, payload),
      closed: (why) => this.#closed(why),
    });
  }

  #event(name: string, payload: Buffer): void {
    const { did, fault } = this.#options;
    if (name === 'welcome') this.#welcomed(payload);
    else if (name === 'batch' || name === 'heartbeat') {
      did(name === 'batch' ? 'batches' : 'heartbeats');
      readRange(name, payload, range);
      this.#expectNothing(this.#places?.join(name, range));
    } else if (name === 'snapshot') {
      did('snapshots');
      this.#expectNothing(this.#places?.show(decodeSnapshot(payload)));
    } else if (name === 'close') this.#close = decodeClose(payload);
    else if (name !== 'refusal' || this.#bad === 0) fault(`a client was sent a ${name}`);
  }

  #welcomed(payload: Buffer): void {
    const { random, symbols, did } = this.#options;
    const goingOn = this.#places && this.#chooseResume(this.#places);
    const places = (this.#places = new Places(decodeWelcome(payload).head));
    if (goingOn) {
      this.#ask('resume', encodeResume(goingOn), (bytes) => {
        const reply = decodeReply(bytes);
        places.goOn(goingOn, reply);
        did(reply.reset === undefined ? 'resumed' : 'reset');
        this.#state = { kind: 'listening' };
      });
      return;
    }
    const subscriptions = chooseSubscriptions(random, symbols);
    this.#ask('subscribe', encodeSubscribe(subscriptions), (bytes) => {
      places.begin(subscriptions, decodeReply(bytes).accepted);
      did('joined');
      this.#state = { kind: 'listening' };
    });
  }

  #chooseResume({ resume }: Places): ResumeRequest {
    if (this.#options.random.next() >= OLD_SHARE) return resume;
    return { ...resume, after: { ...resume.after, sequence: 0 }, lanes: [] };
  }

  #request(): void {
    const places = this.#places as Places;
    const { random, symbols, did } = this.#options;
    const asking: Asking = chooseRequest(random, symbols, places);
    did(asking.event);
    this.#ask(asking.event, asking.payload, (bytes) => this.#expectNothing(asking.reply(bytes)));
  }

  #misbehave(times: number): void {
    for (let i = 0; i < times; i++) {
      const { event, payload } = badRequest(this.#options.random);
      this.#bad++;
      this.#options.did('malformed');
      this.#ask(event, payload, (bytes) => {
        if (decodeReply(bytes).refused.length === 0) this.#options.fault(`a bad ${event} was not refused`);
      });
    }
  }

  #pause(): void {
    this.#options.did('paused');
    this.#client?.pause();
    this.#state = { kind: 'paused' };
    this.#later(MOST_PAUSED_MS * this.#options.random.next(), () => {
      this.#state = { kind: 'listening' };
      this.#client?.resume();
    });
  }

  /** Until it is closed for that, which it learns once it reads on. */
  #stall(): void {
    this.#options.did('stalled');
    this.#client?.pause();
    this.#state = { kind: 'stalled' };
    for (let i = 0; i < FILLING_REPLIES; i++) this.#client?.request('instruments', NOTHING, () => undefined);
    this.#later(this.#options.stallMs, () => {
      // Answered only where the system took everything, so that the server never saw it stall.
      this.#ask('instruments', NOTHING, () => (this.#state = { kind: 'listening' }));
      this.#client?.resume();
    });
  }

  #cut(): void {
    this.#options.did('cut');
    this.#client?.destroy();
    this.#state = { kind: 'away' };
    this.#later(MOST_AWAY_MS * this.#options.random.next(), () => this.#connect());
  }

  #closed(why: string): void {
    const close = this.#close;
    const is = (kind: CloseKind): boolean => close?.code === CLOSE_CODES[kind];
    if (is('not-reading') && this.#state.kind === 'stalled') this.#options.did('not-reading');
    else if (is('too-many-bad-frames') && this.#bad >= MOST_BAD) this.#options.did('too-many-bad-frames');
    else {
      const reason = close ? `${close.code}, ${close.message}` : why;
      this.#options.fault(`a client lost its connection while ${this.#state.kind}: ${reason}`);
    }
    this.#state = { kind: 'away' };
    this.#later(MOST_AWAY_MS * this.#options.random.next(), () => this.#connect());
  }

  #ask(event: string, payload: Uint8Array, reply: (payload: Buffer) => void): void {
    this.#open++;
    this.#client?.request(event, payload, (bytes) => {
      this.#open--;
      reply(bytes);
    });
  }

  /** Unless something else has happened to it by then. */
  #later(ms: number, then: () => void): void {
    const state = this.#state;
    setTimeout(() => {
      if (this.#state === state) then();
    }, ms);
  }

  #expectNothing(wrong: string | undefined): void {
    if (wrong !== undefined) this.#options.fault(wrong);
  }
}
