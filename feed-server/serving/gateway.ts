// A gateway: serves one log to clients over sockets, in whichever process holds it.
import {
  PROTOCOL_VERSION,
  type CloseKind,
  type Instrument,
  type SourceKind,
  type Welcome,
} from '../../proto/messages.ts';
import type { Clock } from '../time/clock.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import { History } from '../delivery/history.ts';
import { Hub } from '../delivery/hub.ts';
import { Requests } from '../delivery/requests.ts';
import { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { Logger } from '../logging/logger.ts';
import type { TickSink } from '../market/source.ts';
import type { DeliverySettings, ListenSettings, RetentionSettings } from '../options/settings.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import { publisher } from './sinks.ts';
import { RequestHandler } from '../transport/request-handler.ts';
import type { DashboardFiles } from '../transport/dashboard-files.ts';
import type { HttpServer } from '../transport/http.ts';
import type { TcpConnection } from '../transport/listener.ts';
import type { ConnectionFacts } from '../transport/connection.ts';
import type { Serving } from '../transport/socket-context.ts';
import { Sockets } from '../transport/sockets.ts';

/** Heartbeats go to one share of the connections at a time, so that no batch waits for all of them. */
export const BEAT_SHARES = 10;

/** The settings that all gateways of a feed share, and that never change while it runs. */
export interface GatewaySettings {
  readonly version: string;
  /** For a person: "Simulated, seed 7". */
  readonly description: string;
  readonly kind: SourceKind;
  readonly instruments: readonly Instrument[];
  /** Previous closes by instrument id, as the source begins. */
  readonly references: readonly (number | undefined)[];
  /** Market time at which the source begins, milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  readonly listen: ListenSettings;
  readonly retention: RetentionSettings;
  readonly delivery: DeliverySettings;
  /** Undefined to serve none. The files themselves, so that a gateway that starts later serves the same build. */
  readonly dashboard: DashboardFiles | undefined;
}

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  readonly clock: Clock;
  readonly market: () => MarketClock;
  /** Injects faults into connections; undefined for none. */
  readonly injector: FaultInjector | undefined;
  /** Returns the number of a new connection. Needed if another process counts connections. */
  readonly nextNumber?: () => Promise<number>;
  readonly logger: Logger;
}

export function startBars({ startTime, instruments, retention }: GatewaySettings): BarLog {
  return new BarLog(startTime, instruments.length, retention.barMemory);
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #symbols: readonly string[];
  readonly #bars: BarLog;
  #log: TickLog;
  #serving: Serving;
  #http: HttpServer | undefined;
  #sockets: Sockets | undefined;

  /** `bars` are kept when the log is replaced. */
  constructor(options: GatewayOptions, log: TickLog, bars: BarLog) {
    this.#options = options;
    this.#bars = bars;
    this.#symbols = options.settings.instruments.map(({ symbol }) => symbol);
    this.#log = log;
    this.#serving = this.#serve();
    this.sink = publisher(
      () => this.#log,
      bars,
      (id, modes) => this.#serving.hub.touch(id, modes),
    );
  }

  get log(): TickLog {
    return this.#log;
  }

  get isOpen(): boolean {
    return this.#sockets !== undefined;
  }

  /** Connections, those to the dashboard's files included. */
  get load(): number {
    return this.#sockets?.size ?? 0;
  }

  get connections(): readonly ConnectionFacts[] {
    return this.#sockets?.connections ?? [];
  }

  /** Multiplies batch intervals, 1 or more. */
  get backoffFactor(): number {
    return this.#serving.hub.backoffFactor;
  }

  /** Ticks that the reader furthest behind has yet to receive. */
  get backlog(): number {
    return this.#serving.hub.backlog;
  }

  /** Appends to the log. Call `published` afterwards to serve what was appended. */
  readonly sink: TickSink;

  published(): void {
    this.#serving.hub.published();
  }

  /** Sends heartbeats to one of BEAT_SHARES shares of the connections. */
  beat(share: number): void {
    this.#serving.hub.beat(this.#options.market(), share, BEAT_SHARES);
  }

  /** Serves another log from now on. Connections stay but lose their subscriptions, so they have to resume. */
  turnTo(log: TickLog): void {
    this.#log = log;
    this.#serving = this.#serve();
    this.#sockets?.rejoin();
  }

  /** Serves connections that `http` accepts, and those that `take` gets. */
  open(http: HttpServer): void {
    const { settings, injector, nextNumber, logger } = this.#options;
    this.#http = http;
    this.#sockets = new Sockets({
      http,
      serving: () => this.#serving,
      welcome: () => this.#welcome(),
      injector,
      nextNumber,
      listen: settings.listen,
      delivery: settings.delivery,
      logger,
    });
  }

  /** Takes over a connection that another process accepted. */
  take(tcp: TcpConnection): void {
    if (!this.#http) tcp.destroy();
    else {
      this.#http.emit('connection', tcp);
      tcp.resume();
    }
  }

  /** Sends clients the reason, and ends every connection. It can be opened again. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = undefined;
    this.#http = undefined;
    await sockets?.close(kind, message);
  }

  #serve(): Serving {
    const { settings, clock, market } = this.#options;
    const { instruments, delivery } = settings;
    const log = this.#log;
    const sent = (): void => this.#sockets?.flush();
    const hub = new Hub({ log, clock, instruments: instruments.length, delivery, sent });
    const history = new History({ log, bars: this.#bars, instruments, marketTime: () => market().time });
    const requestHandler = new RequestHandler(new Requests(hub, log, instruments), history, instruments);
    return { hub, requestHandler, symbols: this.#symbols };
  }

  #welcome(): Welcome {
    const { settings, clock, market } = this.#options;
    const { time, session, pace, behindMs } = market();
    return {
      protocol: PROTOCOL_VERSION,
      head: { epoch: this.#log.epoch, sequence: this.#log.head },
      heartbeatMs: settings.delivery.heartbeatMs,
      source: settings.description,
      sourceKind: settings.kind,
      serverTime: clock.now(),
      marketTime: time,
      speed: pace,
      behindMs,
      session,
      server: `Tapewire ${settings.version}`,
      batchRate: settings.delivery.batchRate,
      kept: this.#log.kept,
    };
  }
}
