// Runs programs on a log, its hub and one model client in virtual time, and compares every message with the log.
import type { Subscriber } from '../../../feed-server/delivery/subscriber.ts';
import type { RequestedSubscription } from '../../../proto/codec.ts';
import type { CloseKind, Instrument, Subscription, SubscriptionReply } from '../../../proto/messages.ts';
import { makeInstruments, makeMarket } from '../wire/builders.ts';
import { DeliveryJudge } from './delivery-judge.ts';
import type { Place, Step } from './delivery-program.ts';
import { FakeClock } from '../time/fake-clock.ts';
import { DeliveryWithOracle } from './delivery-with-oracle.ts';
import type { LogOracle } from './log-oracle.ts';
import { ModelClient } from './model-client.ts';
import { ModelWire, type Reading } from './model-wire.ts';
import type { Asked, Event, Fault, Known } from './model-types.ts';
import { PaceCheck } from './pace-check.ts';
import { Dice } from '../random/seeded.ts';

const BEAT_MS = 100;
/** Of the beats, every so many reach the one client. */
const BEAT_SHARES = 10;
const INSTRUMENTS = 5;
/** Longer than any interval or heartbeat. */
const SETTLED_MS = 5_000;

export interface VirtualDeliveryOptions {
  readonly capacity?: number;
  readonly tapeBacklog?: number | undefined;
  readonly batchRate?: number;
  readonly slowLimitMs?: number;
  /** What the client hears in place of an event, and of a reply; undefined for nothing. */
  readonly spoil?: (event: Event) => Event | undefined;
  readonly spoilReply?: (reply: SubscriptionReply) => SubscriptionReply;
}

interface Link {
  readonly wire: ModelWire;
  subscriber: Subscriber;
  readonly pace: PaceCheck;
}

export class VirtualDelivery {
  readonly clock = new FakeClock();
  readonly client: ModelClient;
  /** How many of each kind the client got. */
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
  /** What the client knew when its connection ended, and when it was asked to remember that. */
  #place: Known;
  #remembered: Known;

  constructor(seed: number, options: VirtualDeliveryOptions = {}) {
    this.#options = options;
    this.#capacity = options.capacity ?? 2_000;
    this.#dice = new Dice(seed);
    this.#serving = this.#serve(1);
    const judge = new DeliveryJudge({ logOf: (epoch) => this.#logs.get(epoch), capacity: this.#capacity });
    this.client = new ModelClient({ epoch: 1, sequence: 0 }, judge);
    this.#place = this.#remembered = this.client.known;
    this.#beat(0);
  }

  static readonly symbols: readonly string[] = makeInstruments(INSTRUMENTS).map(({ symbol }) => symbol);

  get faults(): readonly Fault[] {
    return this.client.faults;
  }

  get log(): LogOracle {
    return this.#serving.oracle;
  }

  /** Performs one step, and the client's own reaction to it. */
  do(step: Step): void {
    switch (step.kind) {
      case 'ticks':
        for (let n = 0; n < step.count; n++) {
          this.#serving.tick(this.#dice, this.#dice.below(INSTRUMENTS));
          if (step.everyMs === 0 && this.#dice.chance(0.5)) continue;
          this.#serving.hub.published();
          this.#pass(step.everyMs);
        }
        break;
      case 'burst':
        for (let n = 0; n < step.count; n++)
          if (this.#dice.chance(step.share)) this.#serving.trade(0, 9_000 + (n % 500), 1 + (n % 7));
          else this.#serving.tick(this.#dice, this.#dice.below(INSTRUMENTS));
        break;
      case 'wait':
        this.#pass(step.ms);
        break;
      case 'subscribe':
      case 'unsubscribe':
        this.#ask(step);
        break;
      case 'rate':
        this.#ask({ kind: 'configure', batchRate: step.batchRate });
        break;
      case 'read':
        this.#reading = step.reading;
        this.#link?.wire.read(step.reading);
        break;
      case 'remember':
        this.#remembered = this.client.place;
        break;
      case 'cut':
        this.#lose();
        break;
      case 'connect':
        this.#connect(step.place);
        break;
      case 'epoch':
        this.#startAnew(this.#serving);
        break;
      case 'restart':
        this.#lose();
        this.#startAnew();
        break;
    }
    this.#serving.hub.published();
    this.#pass(0);
  }

  /** The market stops and the client reads: it gets to the end of the log, or it is a fault. */
  finish(): void {
    this.do({ kind: 'read', reading: { kind: 'prompt' } });
    this.do({ kind: 'rate', batchRate: 1_000 });
    this.#pass(SETTLED_MS);
    // It may have been closed by then for being too far behind.
    if (!this.#link) this.do({ kind: 'connect', place: 'where-it-was' });
    this.#pass(SETTLED_MS);
    const { lanes, awaiting, epoch } = this.client.known;
    const { log } = this;
    const places = [...lanes.values()];
    if (!this.#link || epoch !== log.epoch || awaiting.size > 0 || places.some((at) => at !== log.head))
      this.#found('not-current', `at ${places.join()} of epoch ${epoch}, not ${log.head} of ${log.epoch}`);
  }

  #serve(epoch: number, before?: DeliveryWithOracle): DeliveryWithOracle {
    const { tapeBacklog, batchRate = 20, slowLimitMs = 3_000 } = this.#options;
    const served = { clock: this.clock, instruments: this.#instruments, capacity: this.#capacity };
    const serving = new DeliveryWithOracle({ ...served, epoch, batchRate, slowLimitMs, tapeBacklog, before });
    this.#logs.set(epoch, serving.oracle);
    return serving;
  }

  /** Open connections continue with another log, without subscriptions. */
  #startAnew(before?: DeliveryWithOracle): void {
    const link = this.#link;
    if (link) this.#serving.hub.leave(link.subscriber);
    this.#serving = this.#serve(this.log.epoch + 1, before);
    if (link) link.subscriber = this.#serving.hub.join(link.wire);
  }

  #beat(share: number): void {
    this.clock.after(BEAT_MS, () => {
      this.#serving.hub.beat(makeMarket({ time: this.clock.now() }), share, BEAT_SHARES);
      this.#beat((share + 1) % BEAT_SHARES);
    });
  }

  /** Time passes; a client that hears of another log resumes. */
  #pass(ms: number): void {
    this.clock.advance(ms);
    if (!this.client.mustResume || !this.#link) return;
    this.#resume(this.client.resumeFrom(this.client.place));
    this.#subscribeAwaited(this.client.place);
    this.clock.advance(0);
  }

  #connect(place: Place): Link {
    this.#lose();
    const pace = new PaceCheck();
    const wire = new ModelWire(this.clock, {
      sent: (event) => this.#sent(event),
      heard: (event) => this.#heard(event),
      closed: (kind) => this.#closed(kind),
      drained: () => this.#link && this.#serving.hub.drained(this.#link.subscriber),
    });
    const subscriber = this.#serving.hub.join(wire);
    this.#link = { wire, subscriber, pace };
    wire.read(this.#reading);
    const { epoch, head } = this.#serving.log;
    this.client.connected({ epoch, sequence: head });
    this.#goOn(place);
    return this.#link;
  }

  #goOn(place: Place): void {
    const known = place === 'earlier' ? this.#remembered : this.#place;
    const { client } = this;
    const { head } = this.log;
    const { epoch } = known;
    if (place === 'future') this.#resume(client.resumeFrom(known, { epoch, sequence: head + 1 + this.#dice.below(9) }));
    else if (place === 'elsewhere') this.#resume(client.resumeFrom(known, { epoch: epoch + 1_000, sequence: head }));
    else if (place === 'nowhere') {
      const { subscriptions } = client.resumeFrom(known);
      client.forget();
      this.#ask({ kind: 'subscribe', subscriptions });
    } else this.#resume(client.resumeFrom(known));
    this.#subscribeAwaited(known);
  }

  #subscribeAwaited({ awaiting }: Known): void {
    const subscriptions = [...awaiting.values()].map(({ symbol, intervalMs }) => ({
      symbol,
      mode: 'board' as const,
      intervalMs,
    }));
    if (subscriptions.length > 0) this.#ask({ kind: 'subscribe', subscriptions });
  }

  #resume(asked: Asked): void {
    this.counts.resumes++;
    this.#ask(asked);
  }

  #ask(asked: Asked): void {
    const { wire, subscriber, pace } = this.#link ?? this.#connect('where-it-was');
    const { hub } = this.#serving;
    const reply = this.#answer(subscriber, asked);
    pace.asked();
    wire.pass(() => this.client.replied(asked, this.#options.spoilReply?.(reply) ?? reply));
    if (asked.kind === 'subscribe' || asked.kind === 'resume') hub.serve(subscriber);
  }

  #answer(subscriber: Subscriber, asked: Asked): SubscriptionReply {
    const { requests } = this.#serving;
    if (asked.kind === 'configure') return requests.configure(subscriber, asked.batchRate);
    const subscriptions = asked.subscriptions.map(requested);
    if (asked.kind !== 'resume') return requests[asked.kind](subscriber, subscriptions);
    const reply = requests.resume(subscriber, { ...asked, subscriptions });
    if (reply.accepted.some(({ receipt }) => receipt?.kind === 'reset')) this.counts.resets++;
    return reply;
  }

  #sent(event: Event): void {
    const { kind } = event;
    const { head } = this.log;
    const through = kind === 'snapshot' ? event.message.at.sequence : event.message.through;
    if (through > head) this.#found('beyond-head', `a ${kind} is sent up to ${through} of ${head}`);
    if (kind !== 'batch' || !this.#link) return;
    const { pace, subscriber } = this.#link;
    const wrong = pace.sends(event.message, subscriber, this.clock.now(), head);
    if (wrong !== undefined) this.#found('pace', wrong);
    const { quotes, sales, tape, tapeSkipped } = event.message;
    this.counts.batches++;
    this.counts.rows += quotes.id.length + sales.id.length;
    this.counts.trades += tape.id.length;
    if (tapeSkipped > 0) this.counts.skips++;
  }

  #heard(event: Event): void {
    if (event.kind === 'snapshot') this.counts.snapshots++;
    if (event.kind === 'heartbeat' && event.message.digest) this.counts.digests++;
    const { spoil } = this.#options;
    const heard = spoil ? spoil(event) : event;
    if (heard) this.client.heard(heard);
  }

  #closed(kind: CloseKind): void {
    this.counts.closes++;
    if (kind !== 'fell-behind' && kind !== 'not-reading') this.#found('answer', `closed: ${kind}`);
    this.#lose();
  }

  #lose(): void {
    const link = this.#link;
    if (!link) return;
    this.#place = this.client.place;
    this.#link = undefined;
    link.wire.cut();
    this.#serving.hub.leave(link.subscriber);
  }

  #found(kind: Fault['kind'], message: string): void {
    this.client.faults.push({ kind, message });
  }
}

function requested({ symbol, mode, intervalMs = 0 }: Subscription): RequestedSubscription {
  return { symbol, mode, intervalMs };
}
