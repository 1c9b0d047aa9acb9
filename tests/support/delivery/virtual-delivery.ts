// Runs programs on a log, its hub and one model client in virtual time, and compares every message with the log.
import type { Subscriber } from '../../../feed-server/delivery/subscriber.ts';
import type { RequestedSubscription } from '../../../proto/codec.ts';
import type { CloseKind, Instrument, Subscription, SubscriptionReply } from '../../../proto/messages.ts';
import { makeInstruments, makeMarket } from '../wire/builders.ts';
import { DeliveryChecker } from './delivery-checker.ts';
import type { ResumePoint, Step } from './delivery-program.ts';
import { FakeClock } from '../time/fake-clock.ts';
import { DeliveryWithOracle } from './delivery-with-oracle.ts';
import type { LogOracle } from './log-oracle.ts';
import { ModelClient } from './model-client.ts';
import { ModelWire, type Reading } from './model-wire.ts';
import type { ModelRequest, DeliveryEvent, Fault, ClientState } from './model-types.ts';
import { PaceCheck } from './pace-check.ts';
import { Dice } from '../random/seeded.ts';

const HEARTBEAT_MS = 100;
/** The hub divides its clients into this many shares. Each heartbeat goes to one share. */
const HEARTBEAT_SHARES = 10;
const INSTRUMENTS = 5;
/** Longer than any interval or heartbeat. */
const SETTLE_MS = 5_000;

export interface VirtualDeliveryOptions {
  readonly capacity?: number;
  readonly tapeBacklog?: number | undefined;
  readonly batchRate?: number;
  readonly slowLimitMs?: number;
  /** What the client receives instead of an event or a reply; undefined drops the event. */
  readonly corrupt?: (event: DeliveryEvent) => DeliveryEvent | undefined;
  readonly corruptReply?: (reply: SubscriptionReply) => SubscriptionReply;
}

interface Link {
  readonly wire: ModelWire;
  subscriber: Subscriber;
  readonly pace: PaceCheck;
}

export class VirtualDelivery {
  readonly clock = new FakeClock();
  readonly client: ModelClient;
  /** What the client received, by kind. */
  readonly counts = {
    batches: 0,
    rows: 0,
    trades: 0,
    snapshots: 0,
    digests: 0,
    skips: 0,
    resumes: 0,
    resets: 0,
    closes: 0,
  };
  readonly #instruments: readonly Instrument[] = makeInstruments(INSTRUMENTS);
  readonly #options: VirtualDeliveryOptions;
  readonly #capacity: number;
  readonly #dice: Dice;
  readonly #logs = new Map<number, LogOracle>();
  #serving: DeliveryWithOracle;
  #link: Link | undefined;
  #reading: Reading = { kind: 'prompt' };
  /** The client's state when its connection ended, and at the last `remember`. */
  #stateAtDisconnect: ClientState;
  #remembered: ClientState;

  constructor(seed: number, options: VirtualDeliveryOptions = {}) {
    this.#options = options;
    this.#capacity = options.capacity ?? 2_000;
    this.#dice = new Dice(seed);
    this.#serving = this.#createDelivery(1);
    const checker = new DeliveryChecker({ logOf: (epoch) => this.#logs.get(epoch), capacity: this.#capacity });
    this.client = new ModelClient({ epoch: 1, sequence: 0 }, checker);
    this.#stateAtDisconnect = this.#remembered = this.client.state;
    this.#scheduleHeartbeat(0);
  }

  static readonly symbols: readonly string[] = makeInstruments(INSTRUMENTS).map(({ symbol }) => symbol);

  get faults(): readonly Fault[] {
    return this.client.faults;
  }

  get log(): LogOracle {
    return this.#serving.oracle;
  }

  /** Performs one step and the client's reaction to it. */
  do(step: Step): void {
    switch (step.kind) {
      case 'ticks':
        for (let n = 0; n < step.count; n++) {
          this.#serving.tick(this.#dice, this.#dice.below(INSTRUMENTS));
          if (step.everyMs === 0 && this.#dice.chance(0.5)) continue;
          this.#serving.hub.published();
          this.#advance(step.everyMs);
        }
        break;
      case 'burst':
        for (let n = 0; n < step.count; n++)
          if (this.#dice.chance(step.share)) this.#serving.trade(0, 9_000 + (n % 500), 1 + (n % 7));
          else this.#serving.tick(this.#dice, this.#dice.below(INSTRUMENTS));
        break;
      case 'wait':
        this.#advance(step.ms);
        break;
      case 'subscribe':
      case 'unsubscribe':
        this.#request(step);
        break;
      case 'rate':
        this.#request({ kind: 'configure', batchRate: step.batchRate });
        break;
      case 'read':
        this.#reading = step.reading;
        this.#link?.wire.setReading(step.reading);
        break;
      case 'remember':
        this.#remembered = this.client.resumeState;
        break;
      case 'cut':
        this.#disconnect();
        break;
      case 'connect':
        this.#connect(step.from);
        break;
      case 'epoch':
        this.#startNewLog(this.#serving);
        break;
      case 'restart':
        this.#disconnect();
        this.#startNewLog();
        break;
    }
    this.#serving.hub.published();
    this.#advance(0);
  }

  /** Stops the market and lets the client read. It is a fault if it does not reach the end of the log. */
  finish(): void {
    this.do({ kind: 'read', reading: { kind: 'prompt' } });
    this.do({ kind: 'rate', batchRate: 1_000 });
    this.#advance(SETTLE_MS);
    // The server may have closed the connection for being too far behind.
    if (!this.#link) this.do({ kind: 'connect', from: 'current' });
    this.#advance(SETTLE_MS);
    const { lanes, pending, epoch } = this.client.state;
    const { log } = this;
    const positions = [...lanes.values()];
    if (!this.#link || epoch !== log.epoch || pending.size > 0 || positions.some((at) => at !== log.head))
      this.#report('not-current', `at ${positions.join()} of epoch ${epoch}, not ${log.head} of ${log.epoch}`);
  }

  #createDelivery(epoch: number, previous?: DeliveryWithOracle): DeliveryWithOracle {
    const { tapeBacklog, batchRate = 20, slowLimitMs = 3_000 } = this.#options;
    const served = { clock: this.clock, instruments: this.#instruments, capacity: this.#capacity };
    const serving = new DeliveryWithOracle({ ...served, epoch, batchRate, slowLimitMs, tapeBacklog, previous });
    this.#logs.set(epoch, serving.oracle);
    return serving;
  }

  /** Open connections continue on another log, without subscriptions. */
  #startNewLog(previous?: DeliveryWithOracle): void {
    const link = this.#link;
    if (link) this.#serving.hub.leave(link.subscriber);
    this.#serving = this.#createDelivery(this.log.epoch + 1, previous);
    if (link) link.subscriber = this.#serving.hub.join(link.wire);
  }

  #scheduleHeartbeat(share: number): void {
    this.clock.after(HEARTBEAT_MS, () => {
      this.#serving.hub.sendHeartbeats(makeMarket({ time: this.clock.now() }), share, HEARTBEAT_SHARES);
      this.#scheduleHeartbeat((share + 1) % HEARTBEAT_SHARES);
    });
  }

  /** Advances time. A client that has seen another epoch resumes. */
  #advance(ms: number): void {
    this.clock.advance(ms);
    if (!this.client.mustResume || !this.#link) return;
    this.#sendResume(this.client.resumeFrom(this.client.resumeState));
    this.#subscribePending(this.client.resumeState);
    this.clock.advance(0);
  }

  #connect(from: ResumePoint): Link {
    this.#disconnect();
    const pace = new PaceCheck();
    const wire = new ModelWire(this.clock, {
      onSend: (event) => this.#onSend(event),
      onReceive: (event) => this.#onReceive(event),
      onClose: (kind) => this.#onClose(kind),
      onDrain: () => this.#link && this.#serving.hub.drained(this.#link.subscriber),
    });
    const subscriber = this.#serving.hub.join(wire);
    this.#link = { wire, subscriber, pace };
    wire.setReading(this.#reading);
    const { epoch, head } = this.#serving.log;
    this.client.connect({ epoch, sequence: head });
    this.#resume(from);
    return this.#link;
  }

  #resume(point: ResumePoint): void {
    const state = point === 'earlier' ? this.#remembered : this.#stateAtDisconnect;
    const { client } = this;
    const { head } = this.log;
    const { epoch } = state;
    if (point === 'future')
      this.#sendResume(client.resumeFrom(state, { epoch, sequence: head + 1 + this.#dice.below(9) }));
    else if (point === 'other-epoch')
      this.#sendResume(client.resumeFrom(state, { epoch: epoch + 1_000, sequence: head }));
    else if (point === 'nowhere') {
      const { subscriptions } = client.resumeFrom(state);
      client.abandonResume();
      this.#request({ kind: 'subscribe', subscriptions });
    } else this.#sendResume(client.resumeFrom(state));
    this.#subscribePending(state);
  }

  #subscribePending({ pending }: ClientState): void {
    const subscriptions = [...pending.values()].map(({ symbol, intervalMs }) => ({
      symbol,
      mode: 'board' as const,
      intervalMs,
    }));
    if (subscriptions.length > 0) this.#request({ kind: 'subscribe', subscriptions });
  }

  #sendResume(request: ModelRequest): void {
    this.counts.resumes++;
    this.#request(request);
  }

  #request(request: ModelRequest): void {
    const { wire, subscriber, pace } = this.#link ?? this.#connect('current');
    const { hub } = this.#serving;
    const reply = this.#handleRequest(subscriber, request);
    pace.requestSent();
    wire.enqueue(() => this.client.handleReply(request, this.#options.corruptReply?.(reply) ?? reply));
    if (request.kind === 'subscribe' || request.kind === 'resume') hub.serve(subscriber);
  }

  #handleRequest(subscriber: Subscriber, request: ModelRequest): SubscriptionReply {
    const { requests } = this.#serving;
    if (request.kind === 'configure') return requests.configure(subscriber, request.batchRate);
    const subscriptions = request.subscriptions.map(requestedSubscription);
    if (request.kind !== 'resume') return requests[request.kind](subscriber, subscriptions);
    const reply = requests.resume(subscriber, { ...request, subscriptions });
    if (reply.accepted.some(({ receipt }) => receipt?.kind === 'reset')) this.counts.resets++;
    return reply;
  }

  #onSend(event: DeliveryEvent): void {
    const { kind } = event;
    const { head } = this.log;
    const through = kind === 'snapshot' ? event.message.at.sequence : event.message.through;
    if (through > head) this.#report('beyond-head', `a ${kind} is sent up to ${through} of ${head}`);
    if (kind !== 'batch' || !this.#link) return;
    const { pace, subscriber } = this.#link;
    const fault = pace.check(event.message, subscriber, this.clock.now(), head);
    if (fault !== undefined) this.#report('pace', fault);
    const { quotes, sales, tape, tapeSkipped } = event.message;
    this.counts.batches++;
    this.counts.rows += quotes.id.length + sales.id.length;
    this.counts.trades += tape.id.length;
    if (tapeSkipped > 0) this.counts.skips++;
  }

  #onReceive(event: DeliveryEvent): void {
    if (event.kind === 'snapshot') this.counts.snapshots++;
    if (event.kind === 'heartbeat' && event.message.digest) this.counts.digests++;
    const { corrupt } = this.#options;
    const received = corrupt ? corrupt(event) : event;
    if (received) this.client.handleEvent(received);
  }

  #onClose(kind: CloseKind): void {
    this.counts.closes++;
    if (kind !== 'fell-behind' && kind !== 'not-reading') this.#report('reply', `closed: ${kind}`);
    this.#disconnect();
  }

  #disconnect(): void {
    const link = this.#link;
    if (!link) return;
    this.#stateAtDisconnect = this.client.resumeState;
    this.#link = undefined;
    link.wire.cut();
    this.#serving.hub.leave(link.subscriber);
  }

  #report(kind: Fault['kind'], message: string): void {
    this.client.faults.push({ kind, message });
  }
}

function requestedSubscription({ symbol, mode, intervalMs = 0 }: Subscription): RequestedSubscription {
  return { symbol, mode, intervalMs };
}
