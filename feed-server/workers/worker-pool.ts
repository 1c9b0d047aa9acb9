// The gateway processes of `--workers`: starts and replaces them, and distributes the connections of one port among them.
import { fork, type ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { Logger, LogSettings } from '../logging/logger.ts';
import type { TickSink } from '../market/source.ts';
import { RateLimitedNotice } from '../process/notice.ts';
import { createLog } from '../serving/retention.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import { strikesConnections, type TimedFault } from '../scenarios/faults.ts';
import { systemClock } from '../time/system-clock.ts';
import { listen } from '../transport/http.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import { limitConnections, maxConnections, NO_DESCRIPTORS } from '../transport/descriptors.ts';
import { createListener, type Listener } from '../transport/listener.ts';
import { HEARTBEAT_SHARES, createBarLog, type GatewaySettings } from '../serving/gateway.ts';
import { publisher } from '../serving/sinks.ts';
import { WorkerLink } from './worker-link.ts';
import type { FeedDetails, Gateways } from '../serving/gateways.ts';
import { HandOver, CHECK_MS, MAX_WAIT_CHECKS } from './hand-over.ts';
import { GATEWAY_ARGUMENT } from './messages.ts';

/** A gateway that ends before it has served for this long counts as a quick exit. */
const MIN_LIFETIME_MS = 10_000;
/** Until all gateways serve for the first time, startup fails after more quick exits in a row than this. */
const MAX_QUICK_EXITS = 5;
/** The delay before a gateway is replaced; it doubles with every quick exit. */
const FIRST_RESTART_DELAY_MS = 100;
const MAX_RESTART_DELAY_MS = 10_000;
/** The longest time that a connection waits for a gateway, in seconds. */
const MAX_WAIT_S = (MAX_WAIT_CHECKS * CHECK_MS) / 1_000;

/** The workers could not be started. Each of them has logged why. */
export class WorkersError extends Error {
  readonly code = 'no-worker';

  constructor(message: string) {
    super(message);
    this.name = 'WorkersError';
  }
}

export interface PoolOptions {
  readonly settings: GatewaySettings;
  readonly seed: number;
  readonly injector: FaultInjector | undefined;
  readonly market: () => MarketClock;
  readonly logger: Logger;
  /** The workers' log settings. */
  readonly logging: LogSettings;
}

export class WorkerPool implements Gateways {
  readonly #options: PoolOptions;
  readonly bars: BarLog;
  readonly sink: TickSink;
  #log: TickLog;
  readonly #links = new Set<WorkerLink>();
  readonly #restartTimers = new Set<NodeJS.Timeout>();
  readonly #checkTimer: NodeJS.Timeout;
  readonly #handOver: HandOver;
  #listener: Listener | undefined;
  /** `unserved`: no gateway is serving. */
  #state: 'starting' | 'serving' | 'unserved' | 'ended' = 'starting';
  #share = 0;
  /** Settles `open` when all gateways serve for the first time, or cannot be started. */
  #startup: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.bars = createBarLog(options.settings);
    this.#log = createLog(options.settings.retention, options.settings.references);
    this.sink = publisher(() => this.#log, this.bars);
    const closedNotice = new RateLimitedNotice(systemClock, (count) =>
      options.logger.warn('connections closed, because no worker accepted them in time or too many waited', {
        connections: count,
      }),
    );
    this.#handOver = new HandOver(maxConnections(), (count) => closedNotice.add(count));
    this.#checkTimer = setInterval(() => {
      for (const link of this.#links) link.check();
      this.#handOver.check();
    }, CHECK_MS);
  }

  get log(): TickLog {
    return this.#log;
  }

  get isListening(): boolean {
    return this.#listener !== undefined;
  }

  get backlog(): number {
    return Math.max(0, ...[...this.#links].map(({ backlog }) => backlog));
  }

  published(): void {
    for (const link of this.#links) link.published();
  }

  sendHeartbeats(): void {
    for (const link of this.#links) link.sendHeartbeats(this.#share);
    this.#share = (this.#share + 1) % HEARTBEAT_SHARES;
  }

  newEpoch(): void {
    const { settings } = this.#options;
    this.#log = createLog(settings.retention, settings.references, this.#log.last);
    for (const link of this.#links) link.streamLog(this.#log);
  }

  async open(port: number, host: string): Promise<number> {
    if (this.#state === 'starting') await this.#startAll();
    const listener = createListener((tcp) => this.#handOver.add(tcp));
    const droppedNotice = new RateLimitedNotice(systemClock, (count) =>
      this.#options.logger.warn(NO_DESCRIPTORS, { connections: count }),
    );
    limitConnections(listener, maxConnections(), () => droppedNotice.add(1));
    const listening = await listen(listener, port, host);
    this.#listener = listener;
    return listening;
  }

  async close(kind: CloseKind, message: string): Promise<void> {
    this.#listener?.close();
    this.#listener = undefined;
    this.#handOver.closeAll();
    await Promise.all([...this.#links].map((link) => link.close(kind, message)));
  }

  async end(): Promise<void> {
    this.#state = 'ended';
    for (const timer of this.#restartTimers) clearTimeout(timer);
    await Promise.all([...this.#links].map((link) => link.end()));
    clearInterval(this.#checkTimer);
  }

  sendInjected(id: number, timed: TimedFault): void {
    if (!strikesConnections(timed) && timed.trigger.kind !== 'first') return;
    for (const link of this.#links) link.sendFault({ kind: 'inject', fault: { id, timed, ageMs: 0 } });
  }

  sendCleared(id: number): void {
    for (const link of this.#links) link.sendFault({ kind: 'clear', id });
  }

  async details(): Promise<FeedDetails> {
    const requests = [...this.#links].map(async (link) => ({ pid: link.pid, details: await link.details() }));
    const workers = (await Promise.all(requests)).flatMap(({ pid, details }) => (details ? [{ pid, ...details }] : []));
    return {
      connections: workers.flatMap(({ pid, connections }) => connections.map((info) => ({ ...info, worker: pid }))),
      workers: workers.map(({ pid, connections }) => ({ pid, connections: connections.length })),
      backoffFactor: Math.max(1, ...workers.map(({ backoffFactor }) => backoffFactor)),
      faults: workers.flatMap(({ faults }) => faults),
    };
  }

  #startAll(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#startup = { resolve, reject };
      while (this.#links.size < this.#options.settings.delivery.workers) this.#start(0);
    });
  }

  #onCurrent(link: WorkerLink): void {
    this.#handOver.addWorker(link);
    if (this.#state === 'unserved') {
      this.#state = 'serving';
      this.#options.logger.info('a worker serves again', { worker: link.pid });
    }
    const current = [...this.#links].filter(({ isCurrent }) => isCurrent);
    if (this.#state !== 'starting' || current.length < this.#options.settings.delivery.workers) return;
    this.#state = 'serving';
    this.#startup?.resolve();
  }

  /** `quickExits`: how many predecessors in a row have exited quickly. */
  #start(quickExits: number): void {
    const { settings, seed, injector, market, logging } = this.#options;
    let servesSince = Infinity;
    const child = forkGateway();
    const faults = injector && { seed, begun: injector.begunFaults };
    const link: WorkerLink = new WorkerLink(
      child,
      { kind: 'begin', settings, faults, logging },
      { log: this.#log, bars: this.bars, market },
      {
        onCurrent: () => {
          servesSince = performance.now();
          this.#onCurrent(link);
        },
        assignNumber: () => injector?.nextNumber() ?? 0,
        onLeft: (number) => injector?.connectionEnded(number),
        onClaim: (id, number) => this.#grantClaim(id, number),
        onAccepted: (number) => this.#handOver.accepted(link, number),
        onWithdrawn: (number) => this.#handOver.withdrawn(link, number),
        onEnded: (how) => {
          this.#links.delete(link);
          this.#handOver.removeWorker(link);
          const isQuick = !(performance.now() - servesSince >= MIN_LIFETIME_MS);
          if (this.#state !== 'ended') this.#replace(link, how, isQuick ? quickExits + 1 : 0);
        },
      },
    );
    this.#links.add(link);
  }

  /** Grants a waiting fault to the first gateway that claims it. */
  #grantClaim(id: number, number: number | undefined): void {
    if (!this.#options.injector?.strikeFirst(id, number)) return;
    for (const link of this.#links) link.sendFault({ kind: 'strike', id, number });
  }

  #replace({ pid }: WorkerLink, how: string, quickExits: number): void {
    const { logger } = this.#options;
    if (this.#state === 'starting' && quickExits > MAX_QUICK_EXITS) {
      this.#startup?.reject(
        new WorkersError(`--workers: ${quickExits} workers in a row ended soon after starting, the last ${how}`),
      );
      return;
    }
    const delayMs = Math.min(FIRST_RESTART_DELAY_MS * 2 ** quickExits, MAX_RESTART_DELAY_MS);
    logger.warn(`a worker ended ${how}; its clients go to other workers until it is replaced`, { worker: pid });
    if (this.#state === 'serving' && ![...this.#links].some(({ isCurrent }) => isCurrent)) {
      this.#state = 'unserved';
      logger.error(
        `no worker is serving: connections wait up to ${MAX_WAIT_S} s for one; the next starts in ${delayMs / 1_000} s`,
      );
    }
    const timer = setTimeout(() => {
      this.#restartTimers.delete(timer);
      this.#start(quickExits);
    }, delayMs);
    this.#restartTimers.add(timer);
  }
}

/** Starts this program again as a gateway process. */
function forkGateway(): ChildProcess {
  const [, program = ''] = process.argv;
  return fork(program, [GATEWAY_ARGUMENT], { serialization: 'advanced' });
}
