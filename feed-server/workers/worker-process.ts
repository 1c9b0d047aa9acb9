// A gateway process: takes its log and its connections from the market's process, and ends with that process.
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { LogFields, Logger, LogSettings } from '../logging/logger.ts';
import { exitOnceWritten } from '../process/exit.ts';
import { createLog } from '../serving/retention.ts';
import { FaultInjector } from '../scenarios/fault-injector.ts';
import { systemClock } from '../time/system-clock.ts';
import { createHttp, limitHandedConnections } from '../transport/http.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import type { TcpHandle } from '../transport/listener.ts';
import { keepYoungGenerationSmall } from '../process/v8-flags.ts';
import { Gateway, startBars, type GatewaySettings } from '../serving/gateway.ts';
import { REPORT_TICKS, type FromGateway, type Report, type ToGateway } from './messages.ts';
import { Offered } from './offered.ts';
import { Replica } from '../replication/replica.ts';

type Begin = Extract<ToGateway, { kind: 'begin' }>;

/** How long it may take to say goodbye to the clients when the market's process is gone. */
const GOODBYE_LIMIT_MS = 2_000;

export interface WorkerContext {
  /** Gets the goodbye to perform when a bug ends this process. */
  readonly before: (goodbye: () => Promise<unknown>) => void;
  /** Starts the log of this process. */
  readonly startLog: (settings: LogSettings, fields: LogFields) => Logger;
}

/** Runs until the channel to the market's process closes. */
export function runGateway({ before, startLog }: WorkerContext): void {
  keepYoungGenerationSmall();
  // Errors are ignored: if the market's process is gone, 'disconnect' follows.
  const send = (message: FromGateway): void => void process.send?.(message, undefined, undefined, () => undefined);
  let end: (message: string) => Promise<void> = () => Promise.resolve();
  process.once('message', (begin: Begin) => {
    const gateway = new RunningWorker(begin, send, startLog(begin.logging, { worker: process.pid }));
    end = (message) => gateway.end(message);
    process.on('message', (message: ToGateway, handle?: TcpHandle) => gateway.hear(message, handle));
  });
  before(() => end('this process of the feed server failed; another takes its place'));
  process.once('disconnect', () => {
    systemClock.after(GOODBYE_LIMIT_MS, exitOnceWritten);
    void end('the feed server has ended').finally(exitOnceWritten);
  });
}

class RunningWorker {
  readonly #settings: GatewaySettings;
  readonly #send: (message: FromGateway) => void;
  readonly #logger: Logger;
  readonly #injector: FaultInjector | undefined;
  readonly #replica = new Replica();
  readonly #bars: BarLog;
  /** Connections that wait for their number, the oldest first. */
  readonly #numbered: ((number: number) => void)[] = [];
  readonly #offered: Offered;
  /** `ending`: ignores messages. Connections that it does not accept go to other gateways. */
  #state: 'running' | 'ending' = 'running';
  #gateway: Gateway | undefined;
  #market: MarketClock = { time: 0, session: 'unknown', pace: 0, behindMs: 0 };
  #logs = 0;
  #head = 0;
  #reported = 0;

  constructor({ settings, faults }: Begin, send: (message: FromGateway) => void, logger: Logger) {
    this.#settings = settings;
    this.#send = send;
    this.#logger = logger;
    this.#offered = new Offered(send);
    this.#bars = startBars(settings);
    if (!faults) return;
    this.#injector = new FaultInjector({
      seed: faults.seed,
      clock: systemClock,
      symbols: settings.instruments.map(({ symbol }) => symbol),
      // Faults of the server itself strike in the market's process.
      server: { newEpoch: () => undefined, restart: () => undefined },
      left: (number) => send({ kind: 'left', number }),
      claim: (id, number) => send({ kind: 'claim', id, number }),
    });
    for (const fault of faults.begun) this.#injector.adopt(fault);
  }

  hear(message: ToGateway, handle: TcpHandle | undefined): void {
    if (this.#state === 'ending') return;
    switch (message.kind) {
      case 'begin':
        throw new Error('begin: expected once, found again');
      case 'log':
        this.#logs++;
        this.#head = this.#reported = message.after;
        this.#replica.begin(
          createLog(this.#settings.retention, this.#settings.references, undefined, message.epoch),
          message.after,
        );
        return;
      case 'ticks':
        this.#market = message.market;
        this.#take(message.block);
        return;
      case 'bars':
        this.#bars.restore(message.id, message.state);
        return;
      case 'values':
        this.#market = message.market;
        this.#replica.complete(message.states, (log) => this.#serve(log).sink);
        this.#send({ kind: 'current' });
        return;
      case 'market':
        this.#market = message.market;
        if (message.share !== undefined) this.#gateway?.beat(message.share);
        return;
      case 'offer':
        this.#offered.offer(message.number, handle);
        return;
      case 'serve': {
        const tcp = this.#offered.serve(message.number);
        if (tcp && this.#gateway) this.#gateway.take(tcp);
        else tcp?.destroy();
        return;
      }
      case 'withdraw':
        this.#offered.withdraw(message.number);
        return;
      case 'number':
        this.#numbered.shift()?.(message.number);
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
      case 'ask':
        this.#report(message.detailed ? this.#details() : 'question');
    }
  }

  /** Sends the clients the reason, and closes every connection. */
  async end(message: string): Promise<void> {
    this.#state = 'ending';
    await this.#gateway?.close('shutting-down', message);
  }

  #take(block: Uint8Array): void {
    this.#head += this.#replica.take(block);
    this.#gateway?.published();
    if (this.#head - this.#reported >= REPORT_TICKS) this.#report('nothing');
  }

  #serve(log: TickLog): Gateway {
    const gateway = this.#gateway;
    if (gateway) {
      this.#injector?.forgetSequences();
      gateway.turnTo(log);
    }
    this.#gateway = gateway ?? this.#createGateway(log);
    if (!this.#gateway.isOpen) {
      const http = createHttp(this.#settings);
      limitHandedConnections(http);
      this.#gateway.open(http);
    }
    return this.#gateway;
  }

  #createGateway(log: TickLog): Gateway {
    const nextNumber = (): Promise<number> =>
      new Promise((resolve) => {
        this.#numbered.push(resolve);
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
    this.#reported = this.#head;
    const { backlog = 0, load = 0 } = this.#gateway ?? {};
    const [logs, head, { taken }] = [this.#logs, this.#head, this.#offered];
    this.#send({ kind: 'report', logs, head, served: head - backlog, load, taken, answers });
  }

  #details(): Report['answers'] {
    const { connections = [], backoffFactor = 1 } = this.#gateway ?? {};
    return { connections, backoffFactor, faults: this.#injector?.local ?? [] };
  }
}
