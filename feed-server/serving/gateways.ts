// The gateways that the market publishes to: one in this process, or a pool of worker processes.
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';
import { RateLimitedNotice } from '../process/notice.ts';
import { createLog } from './retention.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import { limitConnections, maxConnections, NO_DESCRIPTORS } from '../transport/descriptors.ts';
import { createHttp, listen } from '../transport/http.ts';
import type { ConnectionInfo } from '../transport/connection.ts';
import { HEARTBEAT_SHARES, Gateway, createBarLog, type GatewayOptions } from './gateway.ts';

export interface Gateways {
  readonly sink: TickSink;
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly isListening: boolean;
  /** The number of ticks that the slowest reader has not received yet. */
  readonly backlog: number;
  /** Call this after each round of ticks, and when the pace of the market's clock changes. */
  published(): void;
  /** Sends heartbeats to the next share of the connections. Call this HEARTBEAT_SHARES times per heartbeat interval. */
  sendHeartbeats(): void;
  /** Starts a new log with the last values of every symbol. */
  newEpoch(): void;
  /** Resolves with the port once clients can connect; 0 takes any free port. @throws ListenError */
  open(port: number, host: string): Promise<number>;
  /** Sends clients the reason, and closes every connection. The gateways can be opened again. */
  close(kind: CloseKind, message: string): Promise<void>;
  /** Ends the worker processes, which `close` keeps for another `open`. Only with worker processes. */
  end?(): Promise<void>;
  /** Tells worker processes that a fault was injected or cleared. */
  sendInjected?(id: number, fault: TimedFault): void;
  sendCleared?(id: number): void;
  details(): Promise<FeedDetails>;
}

export interface FeedDetails {
  readonly connections: readonly ConnectionInfo[];
  /** The worker processes; undefined if this process serves clients itself. */
  readonly workers: readonly { readonly pid: number | undefined; readonly connections: number }[] | undefined;
  /** The factor by which load shedding lengthens batch intervals, 1 or more: the largest of all processes. */
  readonly backoffFactor: number;
  /** The faults of other processes: `FaultInjector.local`. */
  readonly faults: readonly InjectedFault[];
}

/** The gateway of a feed without workers, in this process. */
export class LocalGateway implements Gateways {
  readonly #gateway: Gateway;
  readonly #options: GatewayOptions;
  readonly #droppedNotice: RateLimitedNotice;
  readonly bars: BarLog;
  readonly sink: TickSink;
  #share = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#droppedNotice = new RateLimitedNotice(options.clock, (count) =>
      options.logger.warn(NO_DESCRIPTORS, { connections: count }),
    );
    this.bars = createBarLog(options.settings);
    this.#gateway = new Gateway(options, createLog(options.settings.retention, options.settings.references), this.bars);
    this.sink = this.#gateway.sink;
  }

  get log(): TickLog {
    return this.#gateway.log;
  }

  get isListening(): boolean {
    return this.#gateway.isOpen;
  }

  get backlog(): number {
    return this.#gateway.backlog;
  }

  published(): void {
    this.#gateway.published();
  }

  sendHeartbeats(): void {
    this.#gateway.sendHeartbeats(this.#share);
    this.#share = (this.#share + 1) % HEARTBEAT_SHARES;
  }

  newEpoch(): void {
    const { settings } = this.#options;
    this.#gateway.switchLog(createLog(settings.retention, settings.references, this.#gateway.log.last));
  }

  async open(port: number, host: string): Promise<number> {
    const http = createHttp(this.#options.settings);
    limitConnections(http, maxConnections(), () => this.#droppedNotice.add(1));
    const listening = await listen(http, port, host);
    this.#gateway.open(http);
    return listening;
  }

  close(kind: CloseKind, message: string): Promise<void> {
    return this.#gateway.close(kind, message);
  }

  details(): Promise<FeedDetails> {
    const { connections, backoffFactor } = this.#gateway;
    return Promise.resolve({ connections, workers: undefined, backoffFactor, faults: [] });
  }
}
