// The market's side of `--workers`: gateway processes that serve its log, each a whole copy of it, and one port for all of them.
import { fork, type ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { TickSink } from '../market/source.ts';
import { createLog } from '../retention.ts';
import { strikesConnections, type FaultInjector } from '../scenarios/fault-injector.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import { listen } from '../transport/http.ts';
import { createListener, type Listener, type TcpConnection } from '../transport/listener.ts';
import { BEAT_SHARES, startBars, type GatewaySettings, type MarketClock } from './gateway.ts';
import { GatewayLink } from './gateway-link.ts';
import type { FeedDetails, Gateways } from './gateways.ts';
import { GATEWAY_ARGUMENT } from './messages.ts';

const LOOK_MS = 1_000;
/** One that ends sooner after it was started has hardly begun. */
const QUICK_MS = 10_000;
/** After so many that did in a row, something is wrong that another one does not mend. */
const MAX_QUICK_ENDS = 5;
/** Before the next one is started: twice as long with each that ended quickly. */
const FIRST_WAIT_MS = 100;

export interface PoolOptions {
  readonly settings: GatewaySettings;
  readonly workers: number;
  readonly seed: number;
  readonly injector: FaultInjector | undefined;
  readonly market: () => MarketClock;
  /** A gateway ended that should not have. */
  readonly say: (line: string) => void;
  /** They end one after the other: nothing can be served. */
  readonly failed: (error: unknown) => void;
}

export class GatewayPool implements Gateways {
  readonly #options: PoolOptions;
  readonly bars: BarLog;
  #log: TickLog;
  readonly #links = new Set<GatewayLink>();
  readonly #waiting = new Set<NodeJS.Timeout>();
  readonly #watch: NodeJS.Timeout;
  #listener: Listener | undefined;
  #state: 'running' | 'ended' = 'running';
  #quickEnds = 0;
  #share = 0;
  /** Who waits until all of them serve. */
  #wantCurrent: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.bars = startBars(options.settings);
    this.#log = createLog(options.settings, options.settings.references);
    this.#watch = setInterval(() => {
      for (const link of this.#links) link.look();
    }, LOOK_MS);
  }

  readonly sink: TickSink = {
    quote: (id, time, bid, bidSize, ask, askSize) => this.#log.quote(id, time, bid, bidSize, ask, askSize),
    trade: (id, time, price, size) => {
      this.#log.trade(id, time, price, size);
      this.bars.trade(id, time, price, size);
    },
    status: (id, time, session, reason, reference) => this.#log.status(id, time, session, reason, reference),
  };

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
    this.#log = createLog(settings, settings.references, this.#log.last);
    for (const link of this.#links) link.follow(this.#log);
  }

  async open(port: number, host: string): Promise<number> {
    while (this.#links.size + this.#waiting.size < this.#options.workers) this.#start();
    await this.#allCurrent();
    const listener = createListener((tcp) => this.#hand(tcp));
    const listening = await listen(listener, port, host);
    this.#listener = listener;
    return listening;
  }

  async close(kind: CloseKind, message: string): Promise<void> {
    this.#listener?.close();
    this.#listener = undefined;
    await Promise.all([...this.#links].map((link) => link.close(kind, message)));
  }

  async end(): Promise<void> {
    this.#state = 'ended';
    clearInterval(this.#watch);
    for (const timer of this.#waiting) clearTimeout(timer);
    await Promise.all([...this.#links].map((link) => link.end()));
  }

  injected(id: number, timed: TimedFault): void {
    if (!strikesConnections(timed)) return;
    for (const link of this.#links) link.tell({ kind: 'inject', fault: { id, timed, ageMs: 0 } });
  }

  cleared(id: number): void {
    for (const link of this.#links) link.tell({ kind: 'clear', id });
  }

  async details(): Promise<FeedDetails> {
    const asked = [...this.#links].map(async (link) => ({ pid: link.pid, details: await link.details() }));
    const answered = (await Promise.all(asked)).flatMap(({ pid, details }) => (details ? [{ pid, ...details }] : []));
    return {
      connections: answered.flatMap(({ pid, connections }) => connections.map((one) => ({ ...one, gateway: pid }))),
      gateways: answered.map(({ pid, connections }) => ({ pid, connections: connections.length })),
      stretch: Math.max(1, ...answered.map(({ stretch }) => stretch)),
      faults: answered.flatMap(({ faults }) => faults),
    };
  }

  #allCurrent(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#wantCurrent = { resolve, reject };
      this.#noteCurrent();
    });
  }

  #noteCurrent(): void {
    const current = [...this.#links].filter(({ isCurrent }) => isCurrent);
    if (current.length < this.#options.workers) return;
    this.#wantCurrent?.resolve();
    this.#wantCurrent = undefined;
  }

  #start(): void {
    const { settings, seed, injector, market } = this.#options;
    const startedAt = performance.now();
    const child = forkGateway();
    const faults = injector && { seed, begun: injector.begun };
    const link: GatewayLink = new GatewayLink(
      child,
      { kind: 'begin', settings, faults },
      { log: this.#log, bars: this.bars, market },
      {
        current: () => this.#noteCurrent(),
        number: () => injector?.nextNumber() ?? 0,
        left: (number) => injector?.left(number),
        ended: (how) => {
          this.#links.delete(link);
          if (this.#state === 'running') this.#replace(how, performance.now() - startedAt);
        },
      },
    );
    this.#links.add(link);
  }

  #replace(how: string, livedMs: number): void {
    const { say, failed } = this.#options;
    this.#quickEnds = livedMs < QUICK_MS ? this.#quickEnds + 1 : 0;
    if (this.#quickEnds > MAX_QUICK_ENDS) {
      const error = new Error(
        `gateways: ${this.#quickEnds} in a row ended soon after they were started, the last ${how}`,
      );
      if (this.#wantCurrent) this.#wantCurrent.reject(error);
      else failed(error);
      return;
    }
    say(`a gateway ended ${how}; its clients go to others while another is started`);
    const timer = setTimeout(
      () => {
        this.#waiting.delete(timer);
        this.#start();
      },
      FIRST_WAIT_MS * 2 ** this.#quickEnds,
    );
    this.#waiting.add(timer);
  }

  /** To the gateway with the fewest connections, any of those: a client that asks twice is not to get the same one each time. */
  #hand(tcp: TcpConnection): void {
    const current = [...this.#links].filter(({ isCurrent }) => isCurrent);
    const least = Math.min(...current.map(({ load }) => load));
    const idle = current.filter(({ load }) => load === least);
    const link = idle[Math.floor(Math.random() * idle.length)];
    if (link) link.take(tcp);
    else tcp.destroy();
  }
}

/** This very program, as a gateway. */
function forkGateway(): ChildProcess {
  const [, program = ''] = process.argv;
  return fork(program, [GATEWAY_ARGUMENT], { serialization: 'advanced' });
}
