// A gateway: serves one log to clients over sockets, in the market's process or in a worker.
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
import type { ConnectionInfo } from '../transport/connection.ts';
import type { LogService } from '../transport/socket-context.ts';
import { Sockets } from '../transport/sockets.ts';

/** Heartbeats go to one share of the connections at a time, so that batches don't wait until all have been sent. */
export const HEARTBEAT_SHARES = 10;

/** The settings of all gateways of a feed, which never change while it runs. */
export interface GatewaySettings {
  readonly version: string;
  /** Describes the source to people, such as "Simulated, seed 7". */
  readonly description: string;
  readonly kind: SourceKind;
  readonly instruments: readonly Instrument[];
  /** The previous closes at the start of the source, by instrument id. */
  readonly references: readonly (number | undefined)[];
  /** Market time at the start of the source, milliseconds since 1970-01-01 UTC. */
  readonly startTime: number;
  readonly listen: ListenSettings;
  readonly retention: RetentionSettings;
  readonly delivery: DeliverySettings;
  /** Undefined to serve no dashboard. Includes the files' content, so that a gateway that starts later serves the same build. */
  readonly dashboard: DashboardFiles | undefined;
}

export interface GatewayOptions {
  readonly settings: GatewaySettings;
  readonly clock: Clock;
  readonly market: () => MarketClock;
  /** Injects faults into connections; undefined without faults. */
  readonly injector: FaultInjector | undefined;
  /** Returns the number of a new connection. Required if another process numbers connections. */
  readonly nextNumber?: () => Promise<number>;
  readonly logger: Logger;
}

export function createBarLog({ startTime, instruments, retention }: GatewaySettings): BarLog {
  return new BarLog(startTime, instruments.length, retention.barMemory);
}

export class Gateway {
  readonly #options: GatewayOptions;
  readonly #symbols: readonly string[];
  readonly #bars: BarLog;
  #log: TickLog;
  #service: LogService;
  #http: HttpServer | undefined;
  #sockets: Sockets | undefined;

  /** `bars` is kept when the log is replaced. */
  constructor(options: GatewayOptions, log: TickLog, bars: BarLog) {
    this.#options = options;
    this.#bars = bars;
    this.#symbols = options.settings.instruments.map(({ symbol }) => symbol);
    this.#log = log;
    this.#service = this.#createService();
    this.sink = publisher(
      () => this.#log,
      bars,
      (id, modes) => this.#service.hub.touch(id, modes),
    );
  }

  get log(): TickLog {
    return this.#log;
  }

  get isOpen(): boolean {
    return this.#sockets !== undefined;
  }

  /** The number of connections, including downloads of the dashboard. */
  get load(): number {
    return this.#sockets?.size ?? 0;
  }

  get connections(): readonly ConnectionInfo[] {
    return this.#sockets?.connections ?? [];
  }

  /** The factor by which load shedding lengthens batch intervals, 1 or more. */
  get backoffFactor(): number {
    return this.#service.hub.backoffFactor;
  }

  /** The number of ticks that the slowest reader has not received yet. */
  get backlog(): number {
    return this.#service.hub.backlog;
  }

  /** Appends to the log. Call `published` afterwards to deliver the new ticks. */
  readonly sink: TickSink;

  published(): void {
    this.#service.hub.published();
  }

  /** Sends heartbeats to one of HEARTBEAT_SHARES shares of the connections. */
  sendHeartbeats(share: number): void {
    this.#service.hub.sendHeartbeats(this.#options.market(), share, HEARTBEAT_SHARES);
  }

  /** Switches to another log. Connections stay but lose their subscriptions, so they have to resume. */
  switchLog(log: TickLog): void {
    this.#log = log;
    this.#service = this.#createService();
    this.#sockets?.rejoin();
  }

  /** Starts serving the connections of `http` and those passed to `adopt`. */
  open(http: HttpServer): void {
    const { settings, injector, nextNumber, logger } = this.#options;
    this.#http = http;
    this.#sockets = new Sockets({
      http,
      service: () => this.#service,
      welcome: () => this.#welcome(),
      injector,
      nextNumber,
      listen: settings.listen,
      delivery: settings.delivery,
      logger,
    });
  }

  /** Serves a connection that another process accepted. */
  adopt(tcp: TcpConnection): void {
    if (!this.#http) tcp.destroy();
    else {
      this.#http.emit('connection', tcp);
      tcp.resume();
    }
  }

  /** Sends clients the reason, and closes every connection. The gateway can be opened again. */
  async close(kind: CloseKind, message: string): Promise<void> {
    const sockets = this.#sockets;
    this.#sockets = undefined;
    this.#http = undefined;
    await sockets?.close(kind, message);
  }

  #createService(): LogService {
    const { settings, clock, market } = this.#options;
    const { instruments, delivery } = settings;
    const log = this.#log;
    const sent = (): void => this.#sockets?.flush();
    const hub = new Hub({ log, clock, instruments: instruments.length, delivery, onSent: sent });
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
