// A gateway process: gets its log and its connections from the market's process, and ends when that process ends.
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { LogFields, Logger, LogSettings } from '../logging/logger.ts';
import { exitAfterFlush } from '../process/exit.ts';
import { createLog } from '../serving/retention.ts';
import { FaultInjector } from '../scenarios/fault-injector.ts';
import { systemClock } from '../time/system-clock.ts';
import { createHttp, startTimeLimits } from '../transport/http.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import type { TcpHandle } from '../transport/listener.ts';
import { keepYoungGenerationSmall } from '../process/v8-flags.ts';
import { Gateway, createBarLog, type GatewaySettings } from '../serving/gateway.ts';
import { REPORT_TICKS, type FromGateway, type Report, type ToGateway } from './messages.ts';
import { OfferedConnections } from './offered-connections.ts';
import { Replica } from '../replication/replica.ts';

type BeginMessage = Extract<ToGateway, { kind: 'begin' }>;

/** The time limit for closing connections once the market's process is gone. */
const MAX_SHUTDOWN_MS = 2_000;

export interface WorkerContext {
  /** Is passed a function that closes the connections. Call that function if a bug ends this process. */
  readonly onFatal: (shutdown: () => Promise<unknown>) => void;
  /** Starts this process's log. */
  readonly startLog: (settings: LogSettings, fields: LogFields) => Logger;
}

/** Runs until the channel to the market's process closes. */
export function runGateway({ onFatal, startLog }: WorkerContext): void {
  keepYoungGenerationSmall();
  // Errors are ignored: if the market's process is gone, 'disconnect' follows.
  const send = (message: FromGateway): void => void process.send?.(message, undefined, undefined, () => undefined);
  let end: (message: string) => Promise<void> = () => Promise.resolve();
  process.once('message', (begin: BeginMessage) => {
    const gateway = new RunningWorker(begin, send, startLog(begin.logging, { worker: process.pid }));
    end = (message) => gateway.end(message);
    process.on('message', (message: ToGateway, handle?: TcpHandle) => gateway.onMessage(message, handle));
  });
  onFatal(() => end('this process of the feed server failed; another takes its place'));
  process.once('disconnect', () => {
    systemClock.after(MAX_SHUTDOWN_MS, exitAfterFlush);
    void end('the feed server has ended').finally(exitAfterFlush);
  });
}

class RunningWorker {
  readonly #settings: GatewaySettings;
  readonly #send: (message: FromGateway) => void;
  readonly #logger: Logger;
  readonly #injector: FaultInjector | undefined;
  readonly #replica = new Replica();
  readonly #bars: BarLog;
  /** Resolvers of connections that wait for their number, the oldest first. */
  readonly #numberResolvers: ((number: number) => void)[] = [];
  readonly #offered: OfferedConnections;
  /** `ending`: ignores messages, so that new connections go to other gateways. */
  #state: 'running' | 'ending' = 'running';
  #gateway: Gateway | undefined;
  #market: MarketClock = { time: 0, session: 'unknown', pace: 0, behindMs: 0 };
  #logs = 0;
  #head = 0;
  #reportedHead = 0;

  constructor({ settings, faults }: BeginMessage, send: (message: FromGateway) => void, logger: Logger) {
    this.#settings = settings;
    this.#send = send;
    this.#logger = logger;
    this.#offered = new OfferedConnections(send);
    this.#bars = createBarLog(settings);
    if (!faults) return;
    this.#injector = new FaultInjector({
      seed: faults.seed,
      clock: systemClock,
      symbols: settings.instruments.map(({ symbol }) => symbol),
      // Faults of the server itself happen in the market's process.
      server: { newEpoch: () => undefined, restart: () => undefined },
      onLeave: (number) => send({ kind: 'left', number }),
      claim: (id, number) => send({ kind: 'claim', id, number }),
    });
    for (const fault of faults.begun) this.#injector.adopt(fault);
  }

  onMessage(message: ToGateway, handle: TcpHandle | undefined): void {
    if (this.#state === 'ending') return;
    switch (message.kind) {
      case 'begin':
        throw new Error('begin: expected once, found again');
      case 'log':
        this.#logs++;
        this.#head = this.#reportedHead = message.after;
        this.#replica.begin(
          createLog(this.#settings.retention, this.#settings.references, undefined, message.epoch),
          message.after,
        );
        return;
      case 'ticks':
        this.#market = message.market;
        this.#publish(message.block);
        return;
      case 'bars':
        this.#bars.restore(message.id, message.state);
        return;
      case 'values':
        this.#market = message.market;
        this.#replica.complete(message.states, (log) => this.#serveLog(log).sink);
        this.#send({ kind: 'current' });
        return;
      case 'market':
        this.#market = message.market;
        if (message.share !== undefined) this.#gateway?.sendHeartbeats(message.share);
        return;
      case 'offer':
        this.#offered.offer(message.number, handle);
        return;
      case 'serve': {
        const tcp = this.#offered.serve(message.number);
        if (tcp && this.#gateway) this.#gateway.adopt(tcp);
        else tcp?.destroy();
        return;
      }
      case 'withdraw':
        this.#offered.withdraw(message.number);
        return;
      case 'number':
        this.#numberResolvers.shift()?.(message.number);
        return;
      case 'inject':
        this.#injector?.adopt(message.fault);
        return;
      case 'strike':
        this.#injector?.strikeFirst(message.id, message.number);
        return;
      case 'clear':
        this.#injector?.clear(message.id);
        return;
      case 'close':
        void this.#close(message);
        return;
      case 'report-request':
        this.#report(message.detailed ? this.#details() : 'request');
    }
  }

  /** Sends clients the reason, and closes every connection. */
  async end(message: string): Promise<void> {
    this.#state = 'ending';
    await this.#gateway?.close('shutting-down', message);
  }

  #publish(block: Uint8Array): void {
    this.#head += this.#replica.applyBlock(block);
    this.#gateway?.published();
    if (this.#head - this.#reportedHead >= REPORT_TICKS) this.#report('nothing');
  }

  #serveLog(log: TickLog): Gateway {
    const gateway = this.#gateway;
    if (gateway) {
      this.#injector?.forgetSequences();
      gateway.switchLog(log);
    }
    this.#gateway = gateway ?? this.#createGateway(log);
    if (!this.#gateway.isOpen) {
      const http = createHttp(this.#settings);
      startTimeLimits(http);
      this.#gateway.open(http);
    }
    return this.#gateway;
  }

  #createGateway(log: TickLog): Gateway {
    const nextNumber = (): Promise<number> =>
      new Promise((resolve) => {
        this.#numberResolvers.push(resolve);
        this.#send({ kind: 'number' });
      });
    const injector = this.#injector;
    const market = (): MarketClock => this.#market;
    const options = { settings: this.#settings, clock: systemClock, market, injector, logger: this.#logger };
    return new Gateway(injector ? { ...options, nextNumber } : options, log, this.#bars);
  }

  async #close({ why, message }: Extract<ToGateway, { kind: 'close' }>): Promise<void> {
    await this.#gateway?.close(why, message);
    this.#send({ kind: 'closed' });
  }

  #report(answers: Report['answers']): void {
    this.#reportedHead = this.#head;
    const { backlog = 0, load = 0 } = this.#gateway ?? {};
    const [logNumber, head, { handedOver }] = [this.#logs, this.#head, this.#offered];
    this.#send({ kind: 'report', logNumber, head, served: head - backlog, load, handedOver, answers });
  }

  #details(): Report['answers'] {
    const { connections = [], backoffFactor = 1 } = this.#gateway ?? {};
    return { connections, backoffFactor, faults: this.#injector?.localFaults ?? [] };
  }
}
