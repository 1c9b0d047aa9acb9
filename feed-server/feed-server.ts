// One running feed server: market, log, delivery and transport joined, and what goes wrong with them on command.
import { PROTOCOL_VERSION, type CloseKind, type Position, type Welcome } from '../proto/messages.ts';
import { History } from './delivery/history.ts';
import { Hub } from './delivery/hub.ts';
import { Requests } from './delivery/requests.ts';
import { BarLog } from './log/bar-log.ts';
import type { TickLog } from './log/tick-log.ts';
import type { TickSink, TickSource } from './market/source.ts';
import { Playback, type Speed } from './playback.ts';
import { createLog, retentionLine, retentionStatus, type Retention } from './retention.ts';
import { FaultInjector } from './scenarios/fault-injector.ts';
import type { TimedFault } from './scenarios/faults.ts';
import { muted, publisher, tee } from './sinks.ts';
import { systemClock } from './system-clock.ts';
import { ADMIN_HOST, createAdmin, type Administered } from './transport/admin.ts';
import { Answerer } from './transport/answerer.ts';
import { createHttp, listen } from './transport/http.ts';
import { Sockets, type Serving } from './transport/sockets.ts';

/** Heartbeats go to a share of the connections at a time, so that no batch waits for all of them. */
const BEAT_SHARES = 10;

export interface FeedServerOptions extends Retention {
  /** 0 to 65535; 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  readonly speed: Speed;
  /** Market time after which it is over, milliseconds; left out, never. */
  readonly forMs?: number | undefined;
  /** Batches a second to one connection, at most. */
  readonly batchRate: number;
  readonly heartbeatMs: number;
  /** A connection that takes nothing for so long is closed. */
  readonly slowLimitMs: number;
  /** Folder of the built dashboard, undefined to serve none. */
  readonly dashboard: string | undefined;
  /** Gets what is published too. */
  readonly record?: TickSink | undefined;
  /** What goes wrong, all of it as `seed` says; nothing where left out. */
  readonly scenario?: readonly TimedFault[] | undefined;
  readonly seed?: number | undefined;
  /** Where and for whom the admin API is, left out for none; `port` 0 takes any. */
  readonly admin?: { readonly port: number; readonly token: string } | undefined;
  /** What was to be played has been, and those who read have it. */
  readonly finished?: () => void;
  /** Called when its source has no more ticks; what was published goes on being served. */
  readonly over?: () => void;
}

export interface FeedServer {
  /** Where it listens: http://host:port. */
  readonly url: string;
  /** Where the admin API listens, undefined where there is none. */
  readonly adminUrl: string | undefined;
  /** What is kept of the past, for a person. */
  readonly keeps: string;
  /** Tells the clients why and ends: no timer, socket or file is left open. */
  close(kind?: CloseKind, message?: string): Promise<void>;
}

/** What broke: the source while it played, or a restart, after which nothing could listen any more. */
export type Broken = 'source' | 'restart';
type Failed = (error: unknown, broken: Broken) => void;

/**
 * `version`: what it tells clients it is. `failed`: called once what it cannot go on without broke.
 * @throws ListenError, ScenarioError
 */
export async function startFeedServer(
  source: TickSource,
  options: FeedServerOptions,
  version: string,
  failed: Failed,
): Promise<FeedServer> {
  const server = new RunningFeed(source, options, version, failed);
  await server.start();
  return server;
}

class RunningFeed implements FeedServer {
  readonly #source: TickSource;
  readonly #options: FeedServerOptions;
  readonly #version: string;
  readonly #failed: Failed;
  readonly #symbols: readonly string[];
  readonly #playback: Playback;
  readonly #injector: FaultInjector | undefined;
  readonly #bars: BarLog;
  #log: TickLog;
  #serving: Serving;
  #port: number;
  #sockets: Sockets | undefined;
  /** Until the connections of a restart have ended, or the server listens again. */
  #goingDown: Promise<void> = Promise.resolve();
  #cancelReturn: () => void = () => undefined;
  #stopBeating: () => void = () => undefined;
  #closed = false;
  #admin: { readonly url: string; readonly close: () => Promise<void> } | undefined;

  constructor(source: TickSource, options: FeedServerOptions, version: string, failed: Failed) {
    this.#source = source;
    this.#options = options;
    this.#version = version;
    this.#failed = failed;
    this.#port = options.port;
    this.#symbols = source.instruments.map(({ symbol }) => symbol);
    this.#log = createLog(options, source.references);
    this.#bars = new BarLog(source.startTime, source.instruments.length, options.barMemory);
    this.#serving = this.#serve();
    this.#injector = this.#createInjector();
    this.#playback = new Playback({
      source,
      sink: this.#sink(),
      clock: systemClock,
      speed: options.speed,
      forMs: options.forMs,
      head: () => this.#log.head,
      logTicks: this.#log.capacity,
      backlog: () => this.#serving.hub.backlog,
      published: () => this.#serving.hub.published(),
      over: options.over ?? (() => undefined),
      finished: options.finished ?? (() => undefined),
      failed: (error) => failed(error, 'source'),
    });
  }

  async start(): Promise<void> {
    const { scenario = [], admin, heartbeatMs } = this.#options;
    for (const fault of scenario) this.#injector?.expectKnown(fault);
    if (admin) await this.#openAdmin(admin);
    try {
      await this.#open();
      for (const fault of scenario) this.#injector?.inject(fault);
    } catch (error) {
      await this.close();
      throw error;
    }
    let share = 0;
    const beat = setInterval(() => {
      const { marketTime } = this.#playback;
      this.#serving.hub.beat(marketTime, this.#source.sessionAt(marketTime), share, BEAT_SHARES);
      share = (share + 1) % BEAT_SHARES;
    }, heartbeatMs / BEAT_SHARES);
    this.#stopBeating = () => clearInterval(beat);
    this.#playback.start();
  }

  get url(): string {
    const { host } = this.#options;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.#port}`;
  }

  get adminUrl(): string | undefined {
    return this.#admin?.url;
  }

  get keeps(): string {
    return retentionLine(this.#log, this.#bars, this.#options);
  }

  async close(kind: CloseKind = 'shutting-down', message = 'the feed server is shutting down'): Promise<void> {
    this.#closed = true;
    this.#playback.stop();
    this.#stopBeating();
    this.#cancelReturn();
    this.#injector?.clearAll();
    // A restart that is under way gets as far as it was; one that failed has been told.
    await this.#goingDown.catch(() => undefined);
    await Promise.all([this.#admin?.close(), this.#sockets?.close(kind, message)]);
  }

  #createInjector(): FaultInjector | undefined {
    const { scenario = [], admin, seed = 0 } = this.#options;
    if (scenario.length === 0 && !admin) return undefined;
    const server = { newEpoch: () => this.#newEpoch(), restart: (downMs: number) => this.#restart(downMs) };
    return new FaultInjector({ seed, clock: systemClock, symbols: this.#symbols, server });
  }

  async #open(): Promise<void> {
    const { dashboard, host } = this.#options;
    const http = createHttp(dashboard);
    this.#port = await listen(http, this.#port, host);
    this.#sockets = new Sockets({
      http,
      serving: () => this.#serving,
      welcome: () => this.#welcome(),
      injector: this.#injector,
    });
  }

  async #openAdmin({ port, token }: { readonly port: number; readonly token: string }): Promise<void> {
    const http = createAdmin(token, this.#administered());
    const listening = await listen(http, port, ADMIN_HOST);
    this.#admin = {
      url: `http://${ADMIN_HOST}:${listening}`,
      close: () =>
        new Promise((resolve) => {
          http.close(() => resolve());
          http.closeAllConnections();
        }),
    };
  }

  #serve(): Serving {
    const { instruments } = this.#source;
    const log = this.#log;
    const batchIntervalMs = 1_000 / this.#options.batchRate;
    const { slowLimitMs } = this.#options;
    const hub = new Hub({ log, clock: systemClock, instruments: instruments.length, batchIntervalMs, slowLimitMs });
    const marketTime = (): number => this.#playback.marketTime;
    const history = new History({ log, bars: this.#bars, instruments, marketTime });
    const answerer = new Answerer(new Requests(hub, log, instruments), history, instruments);
    return { hub, answerer, symbols: this.#symbols };
  }

  /** The log starts anew, with what is known of every symbol; the market goes on. */
  #newEpoch(): void {
    this.#log = createLog(this.#options, this.#source.references, this.#log.last);
    this.#serving = this.#serve();
    this.#sockets?.rejoin();
  }

  /** While it is down, asking for it once more changes nothing. */
  #restart(downMs: number): void {
    const sockets = this.#sockets;
    if (!sockets) return;
    this.#sockets = undefined;
    this.#goingDown = sockets.close('shutting-down', 'the feed server restarts');
    this.#cancelReturn = systemClock.after(downMs, () => {
      this.#comeBack().catch((error: unknown) => this.#failed(error, 'restart'));
    });
  }

  async #comeBack(): Promise<void> {
    await this.#goingDown;
    if (this.#closed) return;
    this.#newEpoch();
    this.#goingDown = this.#open();
    await this.#goingDown;
  }

  #position(): Position {
    return { epoch: this.#log.epoch, sequence: this.#log.head };
  }

  #welcome(): Welcome {
    const { marketTime, pace } = this.#playback;
    return {
      protocol: PROTOCOL_VERSION,
      head: this.#position(),
      heartbeatMs: this.#options.heartbeatMs,
      source: this.#source.description,
      serverTime: systemClock.now(),
      marketTime,
      speed: pace,
      session: this.#source.sessionAt(marketTime),
      server: `Tapewire ${this.#version}`,
      batchRate: this.#options.batchRate,
      kept: this.#log.kept,
    };
  }

  #administered(): Administered {
    const [injector, playback] = [this.#injector, this.#playback];
    return {
      status: () => this.#status(),
      connections: () => this.#sockets?.connections ?? [],
      faults: () => injector?.list() ?? [],
      inject: (fault) => injector?.inject(fault) ?? 0,
      clear: (id) => injector?.clear(id) ?? false,
      clearAll: () => injector?.clearAll(),
      pause: () => playback.pause(),
      resume: () => playback.resume(),
      step: (ms) => playback.step(ms),
      setSpeed: (speed) => playback.setSpeed(speed),
    };
  }

  #status(): Readonly<Record<string, unknown>> {
    const { marketTime, state, speed } = this.#playback;
    return {
      url: this.url,
      listening: this.#sockets !== undefined,
      source: this.#source.description,
      seed: this.#options.seed ?? 0,
      position: this.#position(),
      marketTime: new Date(marketTime).toISOString(),
      session: this.#source.sessionAt(marketTime),
      market: state,
      speed,
      connections: this.#serving.hub.size,
      ...retentionStatus(this.#log, this.#bars, this.#options),
    };
  }

  #sink(): TickSink {
    const hub = (): Hub => this.#serving.hub;
    const all = tee(
      publisher(() => this.#log, this.#bars, hub),
      this.#options.record,
    );
    const injector = this.#injector;
    return injector ? muted(all, (id) => injector.mutes(id)) : all;
  }
}
