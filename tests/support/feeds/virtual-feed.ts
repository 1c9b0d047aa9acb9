// A feed server's log and delivery on an unreliable connection that loses, repeats, truncates and delays messages, in virtual time.
import { encodeClose, encodeWelcome } from '../../../proto/codec.ts';
import type { ClientEvents, ServerEvents } from '../../../proto/events.ts';
import { CLOSE_CODES, PROTOCOL_VERSION, type Instrument, type MarketSession } from '../../../proto/messages.ts';
import { BOARD, TAPE } from '../../../feed-server/delivery/conflator.ts';
import { History } from '../../../feed-server/delivery/history.ts';
import { Hub } from '../../../feed-server/delivery/hub.ts';
import { Requests } from '../../../feed-server/delivery/requests.ts';
import type { SubscriberPort } from '../../../feed-server/delivery/subscriber.ts';
import { BarLog } from '../../../feed-server/log/bar-log.ts';
import { TickLog } from '../../../feed-server/log/tick-log.ts';
import { RequestHandler } from '../../../feed-server/transport/request-handler.ts';
import type { Connect, Connection, ConnectionListener } from '../../../feed-client/index.ts';
import { makeMarket } from '../wire/builders.ts';
import type { FakeClock } from '../time/fake-clock.ts';
import type { Dice } from '../random/seeded.ts';

export const HEARTBEAT_MS = 1_000;

/** Probabilities of faults per message to the client, 0 to 1. */
export interface Faults {
  readonly loss: number;
  readonly duplication: number;
  /** The payload is truncated. */
  readonly truncation: number;
  /** The link drops, with everything in flight. */
  readonly disconnection: number;
  /** The longest time that a message waits on the server, milliseconds. */
  readonly stallMs: number;
}

export const NO_FAULTS: Faults = { loss: 0, duplication: 0, truncation: 0, disconnection: 0, stallMs: 0 };

interface Serving {
  readonly log: TickLog;
  readonly hub: Hub;
  readonly requestHandler: RequestHandler;
}

interface Link {
  open: boolean;
  readonly drop: (why: string) => void;
}

export class VirtualFeed {
  readonly clock: FakeClock;
  readonly instruments: readonly Instrument[];
  readonly #dice: Dice;
  readonly #logTicks: number;
  readonly #tapeBacklog: number | undefined;
  faults: Faults = NO_FAULTS;
  /** Whether connections are accepted. */
  acceptsConnections = true;
  #epoch = 1;
  #serving: Serving;
  #links = new Set<Link>();

  /** `logTicks`: the capacity of the log. `tapeBacklog`: the hub's `maxTapeBacklog`. */
  constructor(
    clock: FakeClock,
    dice: Dice,
    instruments: readonly Instrument[],
    logTicks: number,
    tapeBacklog?: number,
  ) {
    this.clock = clock;
    this.instruments = instruments;
    this.#dice = dice;
    this.#logTicks = logTicks;
    this.#tapeBacklog = tapeBacklog;
    this.#serving = this.#serve();
    this.#scheduleHeartbeat();
  }

  get log(): TickLog {
    return this.#serving.log;
  }

  quote(id: number, bid: number, ask: number): void {
    this.log.quote(id, this.clock.now(), bid, 1 + this.#dice.below(50), ask, 1 + this.#dice.below(50));
    this.#serving.hub.touch(id, BOARD);
  }

  trade(id: number, price: number, size: number): void {
    this.log.trade(id, this.clock.now(), price, size);
    this.#serving.hub.touch(id, BOARD | TAPE);
  }

  status(id: number, session: MarketSession, reference: number | undefined): void {
    this.log.status(id, this.clock.now(), session, 'schedule', reference);
    this.#serving.hub.touch(id, BOARD);
  }

  published(): void {
    this.#serving.hub.published();
  }

  /** Drops all links and everything published, and starts a new epoch. */
  restart(): void {
    this.dropAll('server closed');
    this.#epoch++;
    this.#serving = this.#serve();
  }

  dropAll(why: string): void {
    for (const link of [...this.#links]) link.drop(why);
  }

  readonly connect: Connect = (_url, _protocol, listener): Connection => {
    const link: Link = { open: true, drop: () => undefined };
    const schedule = (ms: number, task: () => void): void => {
      this.clock.after(ms, () => {
        if (link.open) task();
      });
    };
    if (!this.acceptsConnections) {
      schedule(1, () => listener.onLost('no connection'));
      return { request: () => undefined, close: () => (link.open = false) };
    }
    return this.#open(link, listener, schedule);
  };

  #open(link: Link, listener: ConnectionListener, schedule: (ms: number, task: () => void) => void): Connection {
    const { hub, requestHandler, log } = this.#serving;
    let arrival = 0;
    let unsent = 0;
    let sent = 0;
    let drainAwaited = false;
    const notifyDrained = (): void => {
      if (!drainAwaited || unsent > 0) return;
      drainAwaited = false;
      hub.drained(subscriber);
    };
    let requestArrival = 0;
    const deliver = (
      event: keyof ServerEvents | 'reply',
      payload: Uint8Array,
      receive: (payload: Uint8Array) => void,
    ): void => {
      const { loss, duplication, truncation, disconnection, stallMs } = this.faults;
      // In order: a message never overtakes an earlier one.
      arrival = Math.max(arrival, this.clock.now() + 1 + this.#dice.below(5));
      const wait = arrival - this.clock.now();
      unsent++;
      schedule(this.#dice.below(stallMs + 1), () => {
        sent++;
        unsent--;
        notifyDrained();
      });
      if (this.#dice.chance(disconnection)) {
        schedule(wait, () => disconnect('transport close'));
        return;
      }
      if (event !== 'welcome' && this.#dice.chance(loss)) return;
      const isWhole = !this.#dice.chance(truncation);
      const delivered = isWhole ? payload : payload.subarray(0, this.#dice.below(payload.length));
      schedule(wait, () => receive(delivered));
      if (this.#dice.chance(duplication)) schedule(wait, () => receive(delivered));
    };
    const port: SubscriberPort = {
      writable: () => unsent === 0,
      whenWritable: () => {
        drainAwaited = true;
        schedule(0, notifyDrained);
      },
      flushed: () => sent,
      send: (event, payload) => deliver(event, payload.slice(), (p) => listener.onEvent(event, p)),
      close: (kind, message) => {
        const payload = encodeClose({ code: CLOSE_CODES[kind], message });
        deliver('close', payload, (p) => listener.onEvent('close', p));
        schedule(20, () => disconnect('io server disconnect'));
      },
    };
    const subscriber = hub.join(port);
    const disconnect = (why: string): void => {
      if (!link.open) return;
      link.open = false;
      this.#links.delete(link);
      hub.leave(subscriber);
      listener.onLost(why);
    };
    Object.assign(link, { drop: disconnect });
    this.#links.add(link);
    const head = { epoch: log.epoch, sequence: subscriber.defaultLane.cursor };
    deliver('welcome', this.#welcome(head), (p) => listener.onEvent('welcome', p));
    return {
      request: (event: keyof ClientEvents, payload, reply) => {
        requestArrival = Math.max(requestArrival, this.clock.now() + 1 + this.#dice.below(3));
        schedule(requestArrival - this.clock.now(), () => {
          const { reply: answer, serves } = requestHandler.handle(subscriber, event, [payload]);
          // Socket.IO calls an acknowledgement once, even if its packet is repeated.
          let answered = false;
          deliver('reply', answer, (payload) => {
            if (!answered) reply(payload);
            answered = true;
          });
          if (serves) hub.serve(subscriber);
        });
      },
      close: () => {
        link.open = false;
        this.#links.delete(link);
        hub.leave(subscriber);
      },
    };
  }

  #welcome(head: { epoch: number; sequence: number }): Uint8Array {
    return encodeWelcome({
      protocol: PROTOCOL_VERSION,
      head,
      heartbeatMs: HEARTBEAT_MS,
      source: 'Test',
      sourceKind: 'simulated',
      serverTime: this.clock.now(),
      marketTime: this.clock.now(),
      speed: 1,
      behindMs: 0,
      session: 'open',
      server: 'Tapewire test',
      batchRate: 20,
      kept: this.log.kept,
    });
  }

  #serve(): Serving {
    const references = this.instruments.map((_, i) => (i % 2 === 0 ? 10_000 : undefined));
    const log = new TickLog(this.#epoch, this.#logTicks, references);
    const instruments = this.instruments.length;
    const options = { log, clock: this.clock, instruments, delivery: { batchRate: 20, slowLimitMs: 30_000 } };
    const tapeBacklog = this.#tapeBacklog;
    const hub = new Hub({ ...options, ...(tapeBacklog !== undefined && { maxTapeBacklog: tapeBacklog }) });
    const bars = new BarLog(this.clock.now(), instruments, 2 ** 20);
    const history = new History({ log, bars, instruments: this.instruments, marketTime: () => this.clock.now() });
    return {
      log,
      hub,
      requestHandler: new RequestHandler(new Requests(hub, log, this.instruments), history, this.instruments),
    };
  }

  #scheduleHeartbeat(): void {
    this.clock.after(HEARTBEAT_MS, () => {
      this.#serving.hub.sendHeartbeats(makeMarket({ time: this.clock.now() }));
      this.#scheduleHeartbeat();
    });
  }
}
