// A running feed server: a market, the gateways that serve it, and faults on command.
import type { CloseKind } from '../proto/messages.ts';
import type { MarketClock } from './delivery/heartbeat.ts';
import { FeedControl } from './control/feed-control.ts';
import { FeedReport } from './control/feed-report.ts';
import { Restart } from './control/restart.ts';
import { HEARTBEAT_SHARES } from './serving/gateway.ts';
import { WorkerPool } from './workers/worker-pool.ts';
import { LocalGateway, type Gateways } from './serving/gateways.ts';
import { silentLogger, type Logger, type LogSettings } from './logging/logger.ts';
import type { TickSink, TickSource } from './market/source.ts';
import type { AdminSettings } from './options/settings.ts';
import type { ServeOptions } from './options/serve-options.ts';
import { Playback } from './playback/playback.ts';
import { describeRetention } from './serving/retention.ts';
import { FaultInjector } from './scenarios/fault-injector.ts';
import type { TimedFault } from './scenarios/faults.ts';
import { StrikeNotices } from './scenarios/strike-notices.ts';
import { mute, tee } from './serving/sinks.ts';
import { systemClock } from './time/system-clock.ts';
import { ADMIN_HOST, createAdmin } from './transport/admin.ts';
import type { DashboardFiles } from './transport/dashboard-files.ts';
import { ADMIN_PORT_OPTION, listen } from './transport/http.ts';

export interface FeedServerOptions extends Pick<
  ServeOptions,
  'listen' | 'market' | 'retention' | 'delivery' | 'admin'
> {
  /** The system time at which the source's market time began to run; see Playback. */
  readonly runsSince?: number | undefined;
  /** Undefined to serve no dashboard. */
  readonly dashboard: DashboardFiles | undefined;
  /** Logs failures and recoveries; silent by default. */
  readonly logger?: Logger;
  /** The log settings of workers; silent by default. */
  readonly logging?: LogSettings;
  /** An additional sink that gets every published tick. */
  readonly record?: TickSink | undefined;
  /** Faults to inject; none by default. Their random numbers come from the market's seed. */
  readonly scenario?: readonly TimedFault[] | undefined;
  /** Called when every tick has been published and delivered. */
  readonly onFinished?: () => void;
  /** Called when the source has no more ticks. The server goes on serving published ones. */
  readonly onSourceEnd?: () => void;
}

export interface FeedServer {
  /** The URL of the feed: http://host:port and the base path. */
  readonly url: string;
  /** The URL of the admin API; undefined if there is none. */
  readonly adminUrl: string | undefined;
  /** Describes retention in one line, for people. */
  readonly retentionText: string;
  /** The number of ticks published so far, and the market time reached; milliseconds since 1970-01-01 UTC. */
  readonly played: { readonly ticks: number; readonly marketTime: number };
  /** Sends clients the reason and shuts down: no timer, socket or file stays open. */
  close(kind?: CloseKind, message?: string): Promise<void>;
}

const SILENT: LogSettings = { level: 'silent', format: 'json', colors: false };

/** The part that failed: the source during playback, or a restart, after which the server no longer listens. */
export type FailedPart = 'source' | 'restart';
type OnFailure = (error: unknown, part: FailedPart) => void;

/**
 * `version` is sent to clients. `onFailure` is called once if playback or a restart fails.
 * @throws ListenError, ScenarioError
 */
export async function startFeedServer(
  source: TickSource,
  options: FeedServerOptions,
  version: string,
  onFailure: OnFailure,
): Promise<FeedServer> {
  const server = new RunningFeed(source, options, version, onFailure);
  await server.start();
  return server;
}

class RunningFeed implements FeedServer {
  readonly #source: TickSource;
  readonly #options: FeedServerOptions;
  readonly #playback: Playback;
  readonly #injector: FaultInjector | undefined;
  readonly #notices: StrikeNotices;
  readonly #gateways: Gateways;
  readonly #restart: Restart;
  readonly #control: FeedControl;
  #port: number;
  #ticks = 0;
  #stopHeartbeats: () => void = () => undefined;
  #admin: { readonly url: string; readonly close: () => Promise<void> } | undefined;

  constructor(source: TickSource, options: FeedServerOptions, version: string, onFailure: OnFailure) {
    this.#source = source;
    this.#options = options;
    this.#port = options.listen.port;
    this.#notices = new StrikeNotices({
      clock: systemClock,
      faults: () => this.#control.faults(),
      logger: options.logger ?? silentLogger,
    });
    this.#injector = this.#createInjector();
    this.#gateways = this.#createGateways(version);
    this.#playback = new Playback({
      source,
      sink: this.#sink(),
      clock: systemClock,
      speed: options.market.speed,
      runsSince: options.runsSince,
      forMs: options.market.forMs,
      endsWithSource: options.market.exitAtEnd,
      head: () => this.#gateways.log.head,
      logTicks: this.#gateways.log.capacity,
      backlog: () => this.#gateways.backlog,
      onRound: (ticks) => {
        this.#ticks += ticks;
        this.#gateways.published();
      },
      onSourceEnd: options.onSourceEnd ?? (() => undefined),
      onFinished: options.onFinished ?? (() => undefined),
      onError: (error) => onFailure(error, 'source'),
    });
    this.#restart = new Restart({
      clock: systemClock,
      gateways: () => this.#gateways,
      open: () => this.#open(),
      onFailure: (error) => onFailure(error, 'restart'),
    });
    const feed = { gateways: this.#gateways, playback: this.#playback, injector: this.#injector };
    const report = new FeedReport({
      url: () => this.url,
      source,
      seed: options.market.seed,
      retention: options.retention,
      ...feed,
    });
    this.#control = new FeedControl({ ...feed, report });
  }

  async start(): Promise<void> {
    const { scenario = [], admin, delivery } = this.#options;
    for (const fault of scenario) this.#injector?.expectKnownSymbols(fault);
    try {
      if (admin) await this.#openAdmin(admin);
      await this.#open();
      for (const fault of scenario) this.#control.inject(fault);
    } catch (error) {
      await this.close();
      throw error;
    }
    const heartbeatTimer = setInterval(() => this.#gateways.sendHeartbeats(), delivery.heartbeatMs / HEARTBEAT_SHARES);
    this.#stopHeartbeats = () => clearInterval(heartbeatTimer);
    this.#playback.start();
  }

  get url(): string {
    const { host, basePath } = this.#options.listen;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.#port}${basePath}`;
  }

  get adminUrl(): string | undefined {
    return this.#admin?.url;
  }

  get played(): { readonly ticks: number; readonly marketTime: number } {
    return { ticks: this.#ticks, marketTime: this.#playback.marketTime };
  }

  get retentionText(): string {
    return describeRetention(this.#gateways.log, this.#gateways.bars, this.#options.retention);
  }

  async close(kind: CloseKind = 'shutting-down', message = 'the feed server is shutting down'): Promise<void> {
    this.#options.logger?.debug(message);
    this.#playback.stop();
    this.#stopHeartbeats();
    this.#notices.close();
    this.#injector?.clearAll();
    await this.#restart.end();
    await Promise.all([this.#admin?.close(), this.#gateways.close(kind, message)]);
    await this.#gateways.end?.();
  }

  #createInjector(): FaultInjector | undefined {
    const { scenario = [], admin, market } = this.#options;
    if (scenario.length === 0 && !admin) return undefined;
    const server = {
      newEpoch: () => this.#gateways.newEpoch(),
      restart: (downMs: number) => this.#restart.begin(downMs),
    };
    const symbols = this.#source.instruments.map(({ symbol }) => symbol);
    const onStrike = (id: number): void => this.#notices.onStrike(id);
    return new FaultInjector({ seed: market.seed, clock: systemClock, symbols, server, onStrike });
  }

  #createGateways(version: string): Gateways {
    const { description, kind, instruments, references, startTime } = this.#source;
    const { listen, retention, delivery, dashboard, logger = silentLogger, logging = SILENT } = this.#options;
    const feed = { version, description, kind, instruments, references, startTime };
    const settings = { ...feed, listen, retention, delivery, dashboard };
    const injector = this.#injector;
    const market = (): MarketClock => this.#market();
    if (delivery.workers === 1) return new LocalGateway({ settings, clock: systemClock, market, injector, logger });
    return new WorkerPool({ settings, seed: this.#options.market.seed, injector, market, logger, logging });
  }

  async #open(): Promise<void> {
    this.#port = await this.#gateways.open(this.#port, this.#options.listen.host);
  }

  async #openAdmin({ port, token }: AdminSettings): Promise<void> {
    const http = createAdmin(token, this.#control, this.#options.logger ?? silentLogger);
    const listening = await listen(http, port, ADMIN_HOST, ADMIN_PORT_OPTION);
    this.#admin = {
      url: `http://${ADMIN_HOST}:${listening}`,
      close: () =>
        new Promise((resolve) => {
          http.close(() => resolve());
          http.closeAllConnections();
        }),
    };
  }

  #market(): MarketClock {
    const { marketTime, pace, behindMs } = this.#playback;
    return { time: marketTime, session: this.#source.sessionAt(marketTime), pace, behindMs };
  }

  #sink(): TickSink {
    const sink = tee(this.#gateways.sink, this.#options.record);
    const injector = this.#injector;
    return injector ? mute(sink, (id) => injector.mutes(id)) : sink;
  }
}
