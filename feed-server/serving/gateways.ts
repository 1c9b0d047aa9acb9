// Where the market publishes: one gateway in this process, or a pool of gateway processes.
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';
import { Notice } from '../process/notice.ts';
import { createLog } from './retention.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import { limitConnections, maxConnections, NO_DESCRIPTORS } from '../transport/descriptors.ts';
import { createHttp, listen } from '../transport/http.ts';
import type { ConnectionFacts } from '../transport/connection.ts';
import { BEAT_SHARES, Gateway, startBars, type GatewayOptions } from './gateway.ts';

export interface Gateways {
  readonly sink: TickSink;
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly isListening: boolean;
  /** Ticks that the slowest reader has yet to receive. */
  readonly backlog: number;
  /** Call after each round of ticks, and when the market's clock changes its pace. */
  published(): void;
  /** Sends heartbeats to the next share of the connections. Call it BEAT_SHARES times per heartbeat interval. */
  beat(): void;
  /** Starts a new log. It begins with the last values of every symbol. */
  newEpoch(): void;
  /** Resolves with the port once clients are served on it; 0 takes any. @throws ListenError */
  open(port: number, host: string): Promise<number>;
  /** Sends clients the reason, and ends every connection. It can be opened again. */
  close(kind: CloseKind, message: string): Promise<void>;
  /** Releases for good what `close` keeps so that it can be opened again. Only where other processes serve. */
  end?(): Promise<void>;
  /** Passes on that a fault was injected, or cleared. Only where other processes serve. */
  injected?(id: number, fault: TimedFault): void;
  cleared?(id: number): void;
  details(): Promise<FeedDetails>;
}

export interface FeedDetails {
  readonly connections: readonly ConnectionFacts[];
  /** The processes that serve; undefined if it is this one. */
  readonly workers: readonly { readonly pid: number | undefined; readonly connections: number }[] | undefined;
  /** Multiplies batch intervals, 1 or more: the greatest value of all processes. */
  readonly backoffFactor: number;
  /** What other processes know about faults: `FaultInjector.local`. */
  readonly faults: readonly InjectedFault[];
}

/** The one gateway of a feed without workers. */
export class SoleGateway implements Gateways {
  readonly #gateway: Gateway;
  readonly #options: GatewayOptions;
  readonly #dropped: Notice;
  readonly bars: BarLog;
  readonly sink: TickSink;
  #share = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#dropped = new Notice(options.clock, (count) => options.logger.warn(NO_DESCRIPTORS, { connections: count }));
    this.bars = startBars(options.settings);
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

  beat(): void {
    this.#gateway.beat(this.#share);
    this.#share = (this.#share + 1) % BEAT_SHARES;
  }

  newEpoch(): void {
    const { settings } = this.#options;
    this.#gateway.turnTo(createLog(settings.retention, settings.references, this.#gateway.log.last));
  }

  async open(port: number, host: string): Promise<number> {
    const http = createHttp(this.#options.settings);
    limitConnections(http, maxConnections(), () => this.#dropped.happened(1));
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
