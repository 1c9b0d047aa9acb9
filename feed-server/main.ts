// The command tapewire-feed: parses its arguments, runs the subcommand, and sets the exit code.
import packageJson from '../package.json' with { type: 'json' };
import { FAILED } from './commands/exit-codes.ts';
import { failureOf } from './commands/failure.ts';
import { inspect } from './commands/inspect.ts';
import { lineOutput } from './commands/line-output.ts';
import { writeProtoFiles } from './commands/proto.ts';
import { serve, type Ending } from './commands/serve.ts';
import { stackOf } from './logging/error-text.ts';
import type { LogFields, Logger, LogSettings } from './logging/logger.ts';
import { createLogger } from './logging/pino-logger.ts';
import { exitAfterFlush } from './process/exit.ts';
import { runGateway } from './workers/worker-process.ts';
import { GATEWAY_ARGUMENT } from './workers/messages.ts';
import { FatalErrorHandler } from './process/fatal-errors.ts';
import { parseCommand } from './options/command.ts';
import { unknownVariables } from './options/environment.ts';
import { listScenarios } from './scenarios/faults.ts';
import { ignoreEndSignals, untilEndSignal } from './process/signals.ts';
import { systemClock } from './time/system-clock.ts';

const isGateway = process.send !== undefined && process.argv[2] === GATEWAY_ARGUMENT;

/** Undefined until a server runs: commands and their usage errors print plain text. */
let logger: Logger | undefined;

const fatalErrors = new FatalErrorHandler({
  report(message, err) {
    if (logger) logger.fatal(message, { err });
    else printError(`${message}: ${stackOf(err)}`);
  },
  exit: () => exitAfterFlush(FAILED),
  clock: systemClock,
  name: isGateway ? `the worker ${process.pid}` : 'this command',
});

async function run(): Promise<void> {
  if (isGateway) {
    // The market's process gets the same signals, and shuts this process down.
    ignoreEndSignals();
    runGateway({ onFatal: (shutdown) => fatalErrors.setShutdown(shutdown), startLog });
    return;
  }
  for (const line of unknownVariables(process.env)) printError(line);
  const command = parseCommand(process.argv.slice(2), process.env);
  process.stdout.on('error', command.kind === 'serve' ? serveWithoutReader : endWithoutReader);
  switch (command.kind) {
    case 'print':
      process.stdout.write(command.text);
      return;
    case 'version':
      process.stdout.write(`${packageJson.version}\n`);
      return;
    case 'list-scenarios':
      process.stdout.write(listScenarios());
      return;
    case 'inspect':
      process.stdout.write(await inspect(command.options, printError));
      return;
    case 'proto':
      process.stdout.write(writeProtoFiles(command.options));
      return;
    // Loaded on demand: serving a feed does not need a client.
    case 'tail': {
      const { tail } = await import('./commands/tail.ts');
      process.exitCode = await runGracefully((ended) =>
        tail(command.options, lineOutput(process.stdout), printError, ended),
      );
      return;
    }
    case 'bars': {
      const { bars } = await import('./commands/bars.ts');
      await runGracefully((ended) => bars(command.options, lineOutput(process.stdout), ended));
      return;
    }
    case 'serve':
      await runGracefully((ended) =>
        serve(command.options, {
          version: packageJson.version,
          out: lineOutput(process.stdout).write,
          startLog,
          onFailure(error) {
            logger?.error(failureOf(error).text);
            process.exitCode = FAILED;
          },
          ended,
        }),
      );
  }
}

/** Runs a command, and lets it shut down on a signal or after a bug. */
function runGracefully<T>(command: (ended: Promise<Ending>) => Promise<T>): Promise<T> {
  const bug = new Promise<Ending>((resolve) => {
    fatalErrors.setShutdown(() => {
      resolve('bug');
      return running;
    });
  });
  const signalled = untilEndSignal().then((): Ending => 'requested');
  const running = command(Promise.race([signalled, bug]));
  return running;
}

/** The error codes for writing to a closed pipe and to a closed terminal. */
const NO_READER_CODES = ['EPIPE', 'EIO'];

/** For commands that only print: without a reader, there is nothing left to do. */
function endWithoutReader(error: NodeJS.ErrnoException): void {
  // A reader that closes its pipe, such as `head`, has all it needs.
  if (NO_READER_CODES.includes(error.code ?? '')) process.exit(0);
  printError(`cannot write the output: ${error.message}`);
  process.exit(FAILED);
}

/** A server keeps running without a reader of its output. */
function serveWithoutReader(error: NodeJS.ErrnoException): void {
  if (!NO_READER_CODES.includes(error.code ?? '')) logger?.error(`cannot write to stdout: ${error.message}`);
}

function startLog(settings: LogSettings, fields?: LogFields): Logger {
  return (logger = createLogger(settings, process.stderr, fields));
}

function printError(line: string): void {
  process.stderr.write(`tapewire-feed: ${line}\n`);
}

// If stderr is closed, error messages are lost, but the exit code still reports the failure.
process.stderr.on('error', () => undefined);
fatalErrors.watch(process);

run().catch((error: unknown) => {
  const { text, code } = failureOf(error);
  printError(text);
  process.exitCode = code;
});
