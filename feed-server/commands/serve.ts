// The command serve: opens the market, its recording and the server, and closes them in reverse order.
import { startFeedServer, type FailedPart, type FeedServerOptions } from '../feed-server.ts';
import type { Logger, LogSettings } from '../logging/logger.ts';
import { selectListings } from '../market/instruments.ts';
import { Simulation } from '../market/simulation.ts';
import type { TickSource } from '../market/source.ts';
import type { ServeOptions } from '../options/serve-options.ts';
import type { Settings } from '../options/settings.ts';
import { readTextFile } from '../options/text-file.ts';
import { openRecording } from '../recordings/open-recording.ts';
import { RecordingWriter } from '../recordings/twr/recording-writer.ts';
import { parseScenario } from '../scenarios/scenario-file.ts';
import { parseFault } from '../scenarios/fault-text.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import { systemClock } from '../time/system-clock.ts';
import { loadDashboard } from '../transport/dashboard-files.ts';
import { keepYoungGenerationSmall } from '../process/v8-flags.ts';
import { paced } from './paced.ts';

/** Room for some 5,000 faults. A small heap can hold the YAML tree of that many bytes. */
const MAX_SCENARIO_BYTES = 2 ** 18;

/** What the process provides to the command. */
export interface ServeContext {
  readonly version: string;
  readonly out: (line: string) => void;
  /** Starts the log of the process. */
  readonly startLog: (settings: LogSettings) => Logger;
  /** Called for a failure. Everything that it does not affect continues. */
  readonly onFailure: (error: unknown) => void;
  /** Resolves when the command should end. */
  readonly ended: Promise<Ending>;
}

/** Why a command ends: a signal, or a bug. */
export type Ending = 'requested' | 'bug';

interface RunContext extends ServeContext {
  readonly logger: Logger;
  readonly logging: LogSettings;
  /** Called when the source has no more ticks. */
  readonly onSourceEnd: () => void;
}

/** Resolves once the command has ended and everything is closed. @throws if it cannot serve */
export async function serve(options: ServeOptions, context: ServeContext): Promise<void> {
  // Read before the market opens, since its clock starts then.
  const { listen, market: marketSettings, source } = options;
  const dashboard = listen.dashboard === undefined ? undefined : loadDashboard(listen.dashboard);
  const scenario = readScenario(options.faults);
  keepYoungGenerationSmall();
  const logging = logSettings(options.log);
  const logger = context.startLog(logging);
  const market = await openMarket(source, logger);
  try {
    const { record } = marketSettings;
    const startsNow = source.kind === 'simulated' && source.startAt === undefined;
    const runsSince = startsNow ? market.source.startTime : undefined;
    const serverOptions = { ...options, dashboard, scenario, runsSince };
    const onSourceEnd = (): void => {
      market.logNotes();
      context.out('The recording has ended; the feed stays up with the market closed');
    };
    const runContext = { ...context, logger, logging, onSourceEnd };
    if (record === undefined) await (await startServer(market.source, serverOptions, runContext))();
    else await runRecorded(market.source, serverOptions, record, runContext);
  } finally {
    await market.close();
  }
}

/** The file's faults and those of the command line. @throws ScenarioError, OptionError */
function readScenario({ scenario: file, texts }: Settings['faults']): TimedFault[] {
  const given = texts.map(parseFault);
  if (file === undefined) return given;
  return [...parseScenario(readTextFile('--scenario', file, MAX_SCENARIO_BYTES), file), ...given];
}

interface Market {
  readonly source: TickSource;
  /** Logs what has been skipped so far, each note once. */
  readonly logNotes: () => void;
  readonly close: () => Promise<void>;
}

async function openMarket(settings: ServeOptions['source'], logger: Logger): Promise<Market> {
  if (settings.kind === 'simulated') {
    const { seed, rate, symbols, sectors, startAt, alwaysOpen } = settings;
    const listings = selectListings(symbols, sectors);
    const source = new Simulation({ seed, rate, listings, startTime: startAt ?? systemClock.now(), alwaysOpen });
    return { source, logNotes: () => undefined, close: () => Promise.resolve() };
  }
  const recording = await openRecording(settings.path, settings);
  const logged = new Set<string>();
  const logNotes = (): void => {
    for (const note of recording.notes) if (!logged.has(note)) logger.warn(note);
    for (const note of recording.notes) logged.add(note);
  };
  logNotes();
  return {
    source: recording.source,
    logNotes,
    async close() {
      // Damage in the middle of a file is only found while it plays.
      logNotes();
      await recording.close();
    },
  };
}

type ServerOptions = Omit<FeedServerOptions, 'onFinished' | 'onSourceEnd'>;

async function runRecorded(
  source: TickSource,
  options: ServerOptions,
  file: string,
  context: RunContext,
): Promise<void> {
  const { description, instruments, references, startTime } = source;
  const header = { source: description, instruments, references, startTime };
  const writer = await RecordingWriter.open(file, header, context.onFailure);
  const recorded = paced(source, () => writer.drained());
  let waitForEnd: () => Promise<void>;
  try {
    waitForEnd = await startServer(recorded, { ...options, record: writer }, context);
  } catch (error) {
    // The recording is empty, and would block the next attempt.
    await writer.discard();
    throw error;
  }
  try {
    await waitForEnd();
  } finally {
    await writer.close().then(
      () => context.out(`Recorded ${ticksText(writer.ticks)} to ${file}`),
      // The failure has already been reported.
      () => undefined,
    );
  }
}

/** Without a format: pretty on a terminal, otherwise JSON. */
function logSettings({ level, format }: Settings['log']): LogSettings {
  const { isTTY } = process.stderr;
  return {
    level,
    format: format ?? (isTTY ? 'pretty' : 'json'),
    colors: isTTY && process.stderr.hasColors(),
  };
}

function ticksText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'tick' : 'ticks'}`;
}

/** Starts the server. Resolves with a function that resolves when the server has closed. */
async function startServer(
  source: TickSource,
  options: ServerOptions,
  context: RunContext,
): Promise<() => Promise<void>> {
  let end: (close: () => Promise<void>) => void = () => undefined;
  const closing = new Promise<() => Promise<void>>((resolve) => (end = resolve));
  const onFinished = (): void => {
    const { ticks, marketTime } = server.played;
    context.out(`Ended at ${new Date(marketTime).toISOString()} market time, after ${ticksText(ticks)}`);
    end(() => server.close());
  };
  const onFailure = (error: unknown, part: FailedPart): void => {
    context.onFailure(error);
    end(() =>
      part === 'source'
        ? server.close('source-failed', 'the source of its prices is damaged; see the log of the server')
        : server.close(),
    );
  };
  const server = await startFeedServer(
    source,
    { ...options, onFinished, onSourceEnd: context.onSourceEnd, logger: context.logger, logging: context.logging },
    context.version,
    onFailure,
  );
  const marketTime = new Date(server.played.marketTime).toISOString();
  const { speed } = options.market;
  context.out(
    `Tapewire feed ready on ${server.url} · ${source.description} · market time ${marketTime} (speed ${speed})`,
  );
  if (server.adminUrl !== undefined) context.out(`Tapewire admin API on ${server.adminUrl}`);
  context.out(server.retentionText);
  return async () => {
    const interrupted = context.ended.then((why) => async () => {
      if (why === 'requested') await server.close();
      else await server.close('shutting-down', 'the feed server failed; see its log');
    });
    const close = await Promise.race([interrupted, closing]);
    await close();
  };
}
