// A client that joins ranges as every feed client must, and resumes after a cut.
import { decodeHeartbeat, decodeReply, decodeWelcome, encodeResume, encodeSubscribe } from '../../proto/codec.ts';
import type { Mode, Position, SubscriptionReply } from '../../proto/messages.ts';
import { FeedClient } from '../wire/feed-client.ts';
import { readRange, type Range } from '../wire/ranges.ts';
import { readTapeSequences } from '../wire/tape-sequences.ts';

export interface ResumingClientEvents {
  /** `payload` is valid until the call returns. */
  batch(payload: Buffer, receivedAt: number): void;
  heartbeat(payload: Buffer): void;
  fault(message: string): void;
}

export interface ResumingClientOptions {
  readonly port: number;
  readonly localAddress: string | undefined;
  readonly symbols: readonly string[];
  readonly mode: Mode;
  readonly events: ResumingClientEvents;
}

export interface Receipts {
  readonly exact: number;
  readonly merged: number;
  readonly reset: number;
  readonly missed: number;
}

type Reject = (error: Error) => void;

type State =
  | { readonly kind: 'away' | 'listening' }
  /** Until its subscriptions are accepted and it has its board's snapshot. */
  | { readonly kind: 'joining'; readonly resolve: () => void; readonly reject: Reject }
  /** Until the reply. */
  | { readonly kind: 'resuming'; readonly resolve: (receipts: Receipts) => void; readonly reject: Reject }
  /** Until it reaches the head in the reply. */
  | {
      readonly kind: 'replaying';
      readonly head: number;
      readonly receipts: Receipts;
      readonly resolve: (receipts: Receipts) => void;
      readonly reject: Reject;
    };

const range: Range = { epoch: 0, after: 0, through: 0, intervalMs: 0 };

export class ResumingClient {
  /** When anything last arrived from the server, milliseconds since 1970-01-01 UTC. */
  lastReceivedAt = 0;
  readonly #options: ResumingClientOptions;
  #client: FeedClient | undefined;
  #state: State = { kind: 'away' };
  #position: Position | undefined;
  /** On earlier connections. */
  #bytesBefore = 0;
  /** Trades replayed so far, up to the head that the replay must reach. */
  #replayed = 0;

  constructor(options: ResumingClientOptions) {
    this.#options = options;
  }

  get bytesReceived(): number {
    return this.#bytesBefore + (this.#client?.bytesReceived ?? 0);
  }

  /** Connects. Resolves once all symbols are subscribed. */
  join(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#state = { kind: 'joining', resolve, reject };
      this.#connect();
    });
  }

  /** Cuts the connection abruptly. */
  cut(): void {
    this.#bytesBefore = this.bytesReceived;
    this.#client?.destroy();
    this.#client = undefined;
    this.#state = { kind: 'away' };
  }

  /** Reconnects and resumes. Resolves once it is up to date and has counted what it missed. */
  resume(): Promise<Receipts> {
    return new Promise((resolve, reject) => {
      this.#state = { kind: 'resuming', resolve, reject };
      this.#replayed = 0;
      this.#connect();
    });
  }

  #connect(): void {
    const { port, localAddress } = this.#options;
    const client = new FeedClient(port, localAddress, {
      event: (name, payload) => this.#event(client, name, payload),
      closed: (reason) => {
        const state = this.#state;
        this.#options.events.fault(`a client lost its connection while ${state.kind}: ${reason}`);
        this.#state = { kind: 'away' };
        if ('reject' in state) state.reject(new Error(`a client, ${state.kind}: ${reason}`));
      },
    });
    this.#client = client;
  }

  #event(client: FeedClient, name: string, payload: Buffer): void {
    this.lastReceivedAt = client.receivedAt;
    if (name === 'batch') {
      this.#options.events.batch(payload, client.receivedAt);
      this.#advance('batch', payload);
    } else if (name === 'heartbeat') {
      this.#options.events.heartbeat(payload);
      this.#advance('heartbeat', payload);
    } else if (name === 'welcome') this.#onWelcome(client, payload);
    else if (name === 'snapshot') this.#onJoined();
    else this.#options.events.fault(`a client was sent a ${name}`);
  }

  #onWelcome(client: FeedClient, payload: Buffer): void {
    const { symbols, mode } = this.#options;
    const subscriptions = symbols.map((symbol) => ({ symbol, mode }));
    const from = this.#position;
    if (this.#state.kind === 'resuming' && from) {
      client.request('resume', encodeResume({ after: from, subscriptions, lanes: [] }), (reply) =>
        this.#onResumed(decodeReply(reply)),
      );
      return;
    }
    this.#position = decodeWelcome(payload).head;
    client.request('subscribe', encodeSubscribe(subscriptions), (reply) => {
      this.#expectAll(decodeReply(reply));
      if (mode === 'tape') this.#onJoined();
    });
  }

  #onJoined(): void {
    if (this.#state.kind !== 'joining') return;
    const { resolve } = this.#state;
    this.#state = { kind: 'listening' };
    resolve();
  }

  #onResumed(reply: SubscriptionReply): void {
    if (this.#state.kind !== 'resuming') return;
    this.#expectAll(reply);
    const receipts = { exact: 0, merged: 0, reset: 0, missed: 0 };
    for (const { receipt } of reply.accepted) {
      if (!receipt) continue;
      receipts[receipt.kind]++;
      if (receipt.kind !== 'reset') receipts.missed += receipt.missed;
    }
    if (receipts.reset > 0) this.#position = reply.head;
    const { resolve, reject } = this.#state;
    this.#state = { kind: 'replaying', head: reply.head.sequence, receipts, resolve, reject };
    this.#finishReplay();
  }

  #advance(kind: 'batch' | 'heartbeat', payload: Buffer): void {
    // Anything that arrives between the resume request and its reply belongs to the old subscriptions.
    if (this.#state.kind === 'resuming' || !this.#position) return;
    readRange(kind, payload, range);
    const { epoch, sequence } = this.#position;
    if (range.epoch !== epoch || range.after !== sequence)
      this.#options.events.fault(
        `a ${kind} from ${range.epoch}:${range.after} does not join the position ${epoch}:${sequence}`,
      );
    this.#position = { epoch: range.epoch, sequence: range.through };
    if (this.#state.kind !== 'replaying') return;
    const { head } = this.#state;
    if (kind === 'batch') readTapeSequences(payload, (trade) => (this.#replayed += trade <= head ? 1 : 0));
    this.#finishReplay();
  }

  #finishReplay(): void {
    const state = this.#state;
    if (state.kind !== 'replaying' || !this.#position || this.#position.sequence < state.head) return;
    const { missed, reset } = state.receipts;
    if (this.#options.mode === 'tape' && reset === 0 && this.#replayed !== missed)
      this.#options.events.fault(`receipts of ${missed} missed trades brought ${this.#replayed}`);
    this.#state = { kind: 'listening' };
    state.resolve(state.receipts);
  }

  #expectAll({ accepted, refused }: SubscriptionReply): void {
    const expected = this.#options.symbols.length;
    if (accepted.length !== expected)
      this.#options.events.fault(
        `expected ${expected} symbols accepted, found ${accepted.length}: ${refused[0]?.message}`,
      );
  }
}

/** The lag of market time behind the clock according to a heartbeat, milliseconds. Includes the heartbeat's delay. */
export function marketLag(heartbeat: Buffer): number {
  const { serverTime, marketTime } = decodeHeartbeat(heartbeat);
  return serverTime - marketTime;
}
