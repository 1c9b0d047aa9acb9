// The gateway processes of `--workers`: starts and replaces them, and shares out the connections of one port among them.
import { fork, type ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { Logger, LogSettings } from '../logging/logger.ts';
import type { TickSink } from '../market/source.ts';
import { Notice } from '../process/notice.ts';
import { createLog } from '../serving/retention.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import { strikesConnections, type TimedFault } from '../scenarios/faults.ts';
import { systemClock } from '../time/system-clock.ts';
import { listen } from '../transport/http.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import { limitConnections, maxConnections, NO_DESCRIPTORS } from '../transport/descriptors.ts';
import { createListener, type Listener } from '../transport/listener.ts';
import { BEAT_SHARES, startBars, type GatewaySettings } from '../serving/gateway.ts';
import { publisher } from '../serving/sinks.ts';
import { WorkerLink } from './worker-link.ts';
import type { FeedDetails, Gateways } from '../serving/gateways.ts';
import { HandOver, LOOK_MS, WAIT_LOOKS } from './hand-over.ts';
import { GATEWAY_ARGUMENT } from './messages.ts';

/** A gateway that has served for less than this ended quickly. */
const QUICK_MS = 10_000;
/** Quick ends in a row, before all gateways have served for the first time, after which the start fails. */
const MAX_QUICK_ENDS = 5;
/** The pause before a gateway is replaced; it doubles with every quick end. */
const FIRST_WAIT_MS = 100;
const MAX_WAIT_MS = 10_000;
/** How long a connection waits for a gateway, seconds. */
const WAIT_S = (WAIT_LOOKS * LOOK_MS) / 1_000;

/** No worker could be started. Each has logged why. */
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
  /** The logs of the workers. */
  readonly logging: LogSettings;
}

export class WorkerPool implements Gateways {
  readonly #options: PoolOptions;
  readonly bars: BarLog;
  readonly sink: TickSink;
  #log: TickLog;
  readonly #links = new Set<WorkerLink>();
  readonly #waiting = new Set<NodeJS.Timeout>();
  readonly #watch: NodeJS.Timeout;
  readonly #handOver: HandOver;
  #listener: Listener | undefined;
  /** `unserved`: no gateway serves at present. */
  #state: 'starting' | 'serving' | 'unserved' | 'ended' = 'starting';
  #share = 0;
  /** Settles when all of them serve for the first time, or cannot be started. */
  #wantCurrent: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.bars = startBars(options.settings);
    this.#log = createLog(options.settings.retention, options.settings.references);
    this.sink = publisher(() => this.#log, this.bars);
    const closed = new Notice(systemClock, (count) =>
      options.logger.warn('connections closed, because no worker accepted them in time or too many waited', {
        connections: count,
      }),
    );
    this.#handOver = new HandOver(maxConnections(), (count) => closed.happened(count));
    this.#watch = setInterval(() => {
      for (const link of this.#links) link.look();
      this.#handOver.look();
    }, LOOK_MS);
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

  beat(): void {
    for (const link of this.#links) link.beat(this.#share);
    this.#share = (this.#share + 1) % BEAT_SHARES;
  }

  newEpoch(): void {
    const { settings } = this.#options;
    this.#log = createLog(settings.retention, settings.references, this.#log.last);
    for (const link of this.#links) link.follow(this.#log);
  }

  async open(port: number, host: string): Promise<number> {
    if (this.#state === 'starting') await this.#startAll();
    const listener = createListener((tcp) => this.#handOver.arrive(tcp));
    const dropped = new Notice(systemClock, (count) =>
      this.#options.logger.warn(NO_DESCRIPTORS, { connections: count }),
    );
    limitConnections(listener, maxConnections(), () => dropped.happened(1));
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
    for (const timer of this.#waiting) clearTimeout(timer);
    await Promise.all([...this.#links].map((link) => link.end()));
    clearInterval(this.#watch);
  }

  injected(id: number, timed: TimedFault): void {
    if (!strikesConnections(timed) && timed.trigger.kind !== 'first') return;
    for (const link of this.#links) link.sendFault({ kind: 'inject', fault: { id, timed, ageMs: 0 } });
  }

  cleared(id: number): void {
    for (const link of this.#links) link.sendFault({ kind: 'clear', id });
  }

  async details(): Promise<FeedDetails> {
    const asked = [...this.#links].map(async (link) => ({ pid: link.pid, details: await link.details() }));
    const answered = (await Promise.all(asked)).flatMap(({ pid, details }) => (details ? [{ pid, ...details }] : []));
    return {
      connections: answered.flatMap(({ pid, connections }) => connections.map((one) => ({ ...one, worker: pid }))),
      workers: answered.map(({ pid, connections }) => ({ pid, connections: connections.length })),
      backoffFactor: Math.max(1, ...answered.map(({ backoffFactor }) => backoffFactor)),
      faults: answered.flatMap(({ faults }) => faults),
    };
  }

  #startAll(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wantCurrent = { resolve, reject };
      while (this.#links.size < this.#options.settings.delivery.workers) this.#start(0);
    });
  }

  #noteCurrent(link: WorkerLink): void {
    this.#handOver.join(link);
    if (this.#state === 'unserved') {
      this.#state = 'serving';
      this.#options.logger.info('a worker serves again', { worker: link.pid });
    }
    const current = [...this.#links].filter(({ isCurrent }) => isCurrent);
    if (this.#state !== 'starting' || current.length < this.#options.settings.delivery.workers) return;
    this.#state = 'serving';
    this.#wantCurrent?.resolve();
  }

  /** `quickEnds`: how many gateways in a row have ended quickly in this one's place. */
  #start(quickEnds: number): void {
    const { settings, seed, injector, market, logging } = this.#options;
    let servesSince = Infinity;
    const child = forkGateway();
    const faults = injector && { seed, begun: injector.begun };
    const link: WorkerLink = new WorkerLink(
      child,
      { kind: 'begin', settings, faults, logging },
      { log: this.#log, bars: this.bars, market },
      {
        current: () => {
          servesSince = performance.now();
          this.#noteCurrent(link);
        },
        number: () => injector?.nextNumber() ?? 0,
        left: (number) => injector?.left(number),
        claim: (id, number) => this.#grant(id, number),
        accepted: (number) => this.#handOver.accepted(link, number),
        withdrawn: (number) => this.#handOver.withdrawn(link, number),
        ended: (how) => {
          this.#links.delete(link);
          this.#handOver.leave(link);
          const isQuick = !(performance.now() - servesSince >= QUICK_MS);
          if (this.#state !== 'ended') this.#replace(link, how, isQuick ? quickEnds + 1 : 0);
        },
      },
    );
    this.#links.add(link);
  }

  /** Grants a fault that waits for a connection to the gateway that claims it first. */
  #grant(id: number, number: number | undefined): void {
    if (!this.#options.injector?.strikeFirst(id, number)) return;
    for (const link of this.#links) link.sendFault({ kind: 'strike', id, number });
  }

  #replace({ pid }: WorkerLink, how: string, quickEnds: number): void {
    const { logger } = this.#options;
    if (this.#state === 'starting' && quickEnds > MAX_QUICK_ENDS) {
      this.#wantCurrent?.reject(
        new WorkersError(`--workers: ${quickEnds} in a row ended soon after their start, the last ${how}`),
      );
      return;
    }
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** quickEnds, MAX_WAIT_MS);
    logger.warn(`a worker ended ${how}; its clients go to others while another is started`, { worker: pid });
    if (this.#state === 'serving' && ![...this.#links].some(({ isCurrent }) => isCurrent)) {
      this.#state = 'unserved';
      logger.error(
        `no worker serves: connections wait for one, ${WAIT_S} s at most; the next is started in ${waitMs / 1_000} s`,
      );
    }
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      this.#start(quickEnds);
    }, waitMs);
    this.#waiting.add(timer);
  }
}

/** Starts this program again, as a gateway. */
function forkGateway(): ChildProcess {
  const [, program = ''] = process.argv;
  return fork(program, [GATEWAY_ARGUMENT], { serialization: 'advanced' });
}
