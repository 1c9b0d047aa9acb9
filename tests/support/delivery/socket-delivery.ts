// Runs programs on one model client over real sockets and a failing wire, and compares it with the log at the end.
import {
  decodeBatch,
  decodeHeartbeat,
  decodeReply,
  decodeSnapshot,
  decodeWelcome,
  encodeConfigure,
  encodeInstrumentsRequest,
  encodeResume,
  encodeSubscribe,
} from '../../../proto/codec.ts';
import type { Position } from '../../../proto/messages.ts';
import { CuttingProxy } from '../network/cutting-proxy.ts';
import type { Place, Step } from './delivery-program.ts';
import { ModelClient } from './model-client.ts';
import type { Reading } from './model-wire.ts';
import type { Asked, Event, Fault, Judge, Known } from './model-types.ts';
import { RawClient } from '../clients/raw-client.ts';
import { Dice } from '../random/seeded.ts';
import { FULL_SPEED } from '../network/slow-line.ts';

/** Replies that fill what the system buffers, so that the server sees that its reader has stopped. */
const FILLING_REPLIES = 260;
const FILLING_SHARE = 0.15;
const MAX_TICKS = 400;
const MAX_WAIT_MS = 300;

/** A client of the same feed on a wire that does not fail. */
export interface Watch {
  head(): Position;
  /** Resolves once the head has moved on so far. */
  ticks(count: number): Promise<void>;
  /** Resolves once so much time has passed on the server. */
  time(ms: number): Promise<void>;
}

export class SocketDelivery {
  /** How many events came of each kind. */
  readonly counts = new Map<string, number>();
  readonly #proxy: CuttingProxy;
  readonly #dice: Dice;
  readonly #watch: () => Watch;
  /** All that happened, for a client that is judged to go through later. */
  readonly #story: ((client: ModelClient) => void)[] = [];
  readonly #client: ModelClient;
  readonly #start: Position;
  #raw: RawClient | undefined;
  #reading: Reading = { kind: 'prompt' };
  #place: Known;
  #remembered: Known;

  private constructor(seed: number, proxy: CuttingProxy, watch: () => Watch) {
    this.#dice = new Dice(seed);
    this.#proxy = proxy;
    this.#watch = watch;
    this.#start = watch().head();
    this.#client = new ModelClient(this.#start);
    this.#place = this.#remembered = this.#client.known;
  }

  static async start(seed: number, port: number, watch: () => Watch): Promise<SocketDelivery> {
    return new SocketDelivery(seed, await CuttingProxy.start(port), watch);
  }

  async do(step: Step): Promise<void> {
    switch (step.kind) {
      case 'ticks':
      case 'burst':
        await this.#watch().ticks(Math.min(step.count, MAX_TICKS));
        break;
      case 'wait':
        await this.#watch().time(Math.min(step.ms, MAX_WAIT_MS));
        break;
      case 'subscribe':
      case 'unsubscribe':
        await this.#ask(step);
        break;
      case 'rate':
        await this.#ask({ kind: 'configure', batchRate: step.batchRate });
        break;
      case 'read':
        this.#read(step.reading);
        break;
      case 'remember':
        this.#remembered = this.#client.place;
        break;
      case 'cut':
        await this.#cut();
        break;
      case 'connect':
        await this.#connect(step.place);
        break;
      case 'epoch':
      case 'restart':
        // Of the server, for all its clients at once: not this one's to do.
        break;
    }
  }

  /** The client reads, and gets as far as the log is by now. */
  async finish(): Promise<void> {
    this.#read({ kind: 'prompt' });
    await this.#ask({ kind: 'configure', batchRate: 1_000 });
    const { epoch, sequence } = this.#watch().head();
    const isCurrent = (): boolean => {
      const { known } = this.#client;
      return (
        known.epoch === epoch &&
        known.awaiting.size === 0 &&
        [...known.lanes.values()].every((at) => (at ?? 0) >= sequence)
      );
    };
    while (!isCurrent()) {
      const raw = this.#raw ?? (await this.#connect('where-it-was'));
      await raw.until('the head of the log, or the end of the connection', () => isCurrent() || this.#raw !== raw);
    }
  }

  /** Faults found by comparing the client with the logs. */
  judged(judge: Judge): readonly Fault[] {
    const client = new ModelClient(this.#start, judge);
    for (const take of this.#story) take(client);
    return client.faults;
  }

  #tell<T>(take: (client: ModelClient) => T): T {
    this.#story.push(take);
    return take(this.#client);
  }

  #read(reading: Reading): void {
    this.#reading = reading;
    if (reading.kind === 'stopped') {
      this.#proxy.pause('down');
      if (!this.#dice.chance(FILLING_SHARE)) return;
      for (let n = 0; n < FILLING_REPLIES; n++)
        this.#raw?.emit('instruments', encodeInstrumentsRequest(), () => undefined);
      return;
    }
    const slow = { delayMs: this.#dice.below(60), bytesPerSecond: 3_000 + this.#dice.below(60_000) };
    this.#proxy.throttle(reading.kind === 'slow' ? slow : FULL_SPEED);
    this.#proxy.resume();
  }

  async #cut(): Promise<void> {
    const raw = this.#raw;
    if (!raw) return;
    this.#read({ kind: 'prompt' });
    const cut = this.#proxy.cutAfter(this.#dice.below(2_000));
    await Promise.race([cut, raw.untilDisconnected()]);
    this.#lose(raw);
  }

  async #connect(place: Place): Promise<RawClient> {
    if (this.#raw) {
      this.#proxy.drop();
      this.#lose(this.#raw);
    }
    const reading = this.#reading;
    this.#read({ kind: 'prompt' });
    const raw = RawClient.connect(this.#proxy.url);
    this.#raw = raw;
    const hear = this.#listen(raw);
    await raw.until('the welcome', () => raw.received.length > 0 || raw.state.kind !== 'connecting');
    hear();
    this.#goOn(place);
    this.#read(reading);
    return raw;
  }

  /** Takes in whatever the connection has brought, in its order, until it is lost. Returns what does so for what is there by now. */
  #listen(raw: RawClient): () => void {
    let taken = 0;
    const hear = (): void => {
      while (taken < raw.received.length && this.#raw === raw)
        this.#hear(raw.received[taken++] as RawClient['received'][number]);
      if (raw.state.kind === 'closed' || raw.state.kind === 'refused') this.#lose(raw);
    };
    raw.on(hear);
    return hear;
  }

  #hear({ event, payload }: RawClient['received'][number]): void {
    this.counts.set(event, (this.counts.get(event) ?? 0) + 1);
    if (event === 'welcome') {
      const { head } = decodeWelcome(payload);
      this.#tell((client) => client.connected(head));
    } else if (event === 'batch' || event === 'snapshot' || event === 'heartbeat') {
      const heard = decoded(event, payload);
      this.#tell((client) => client.heard(heard));
    }
  }

  #goOn(place: Place): void {
    const known = place === 'earlier' ? this.#remembered : this.#place;
    const { epoch } = known;
    const { sequence } = this.#watch().head();
    const from = { epoch: place === 'elsewhere' ? epoch ^ 0x55 : epoch, sequence: sequence + 1_000_000 };
    if (place === 'nowhere') {
      const { subscriptions } = this.#tell((client) => client.resumeFrom(known));
      this.#tell((client) => client.forget());
      this.#send({ kind: 'subscribe', subscriptions });
    } else if (place === 'future' || place === 'elsewhere')
      this.#send(this.#tell((client) => client.resumeFrom(known, from)));
    else this.#send(this.#tell((client) => client.resumeFrom(known)));
    const subscriptions = [...known.awaiting.values()].map((awaited) => ({ ...awaited, mode: 'board' as const }));
    if (subscriptions.length > 0) this.#send({ kind: 'subscribe', subscriptions });
  }

  async #ask(asked: Asked): Promise<void> {
    if (!this.#raw) await this.#connect('where-it-was');
    this.#send(asked);
  }

  #send(asked: Asked): void {
    const raw = this.#raw;
    raw?.emit(asked.kind, encoded(asked), (payload: Uint8Array) => {
      if (this.#raw !== raw) return;
      const reply = decodeReply(payload);
      this.#tell((client) => client.replied(asked, reply));
    });
  }

  #lose(raw: RawClient): void {
    if (this.#raw !== raw) return;
    this.#place = this.#client.place;
    this.#raw = undefined;
  }
}

function encoded(asked: Asked): Uint8Array {
  if (asked.kind === 'configure') return encodeConfigure(asked.batchRate);
  return asked.kind === 'resume' ? encodeResume(asked) : encodeSubscribe(asked.subscriptions);
}

function decoded(kind: Event['kind'], payload: Uint8Array): Event {
  if (kind === 'batch') return { kind, message: decodeBatch(payload) };
  return kind === 'snapshot' ? { kind, message: decodeSnapshot(payload) } : { kind, message: decodeHeartbeat(payload) };
}
