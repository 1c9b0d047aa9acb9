// The command tapewire-feed: reads what is asked for, does it, and ends with a code that says how it went.
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
import { exitOnceWritten } from './process/exit.ts';
import { runGateway } from './workers/worker-process.ts';
import { GATEWAY_ARGUMENT } from './workers/messages.ts';
import { LastResort } from './process/last-resort.ts';
import { parseCommand } from './options/command.ts';
import { unknownVariables } from './options/environment.ts';
import { listScenarios } from './scenarios/faults.ts';
import { ignoreEndSignals, untilAskedToEnd } from './process/signals.ts';
import { systemClock } from './time/system-clock.ts';

const isGateway = process.send !== undefined && process.argv[2] === GATEWAY_ARGUMENT;

/** Undefined until a server runs: commands and their usage errors print plain text. */
let logger: Logger | undefined;

const lastResort = new LastResort({
  report(message, err) {
    if (logger) logger.fatal(message, { err });
    else complain(`${message}: ${stackOf(err)}`);
  },
  exit: () => exitOnceWritten(FAILED),
  clock: systemClock,
  name: isGateway ? `the worker ${process.pid}` : 'this command',
});

async function run(): Promise<void> {
  if (isGateway) {
    // The market's process gets the same signals. It says goodbye to the clients before it ends this process.
    ignoreEndSignals();
    runGateway({ before: (goodbye) => lastResort.before(goodbye), startLog });
    return;
  }
  for (const line of unknownVariables(process.env)) complain(line);
  const command = parseCommand(process.argv.slice(2), process.env);
  process.stdout.on('error', command.kind === 'serve' ? serveUnread : endUnread);
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
      process.stdout.write(await inspect(command.options, complain));
      return;
    case 'proto':
      process.stdout.write(writeProtoFiles(command.options));
      return;
    // Who only serves a feed need not load a client.
    case 'tail': {
      const { tail } = await import('./commands/tail.ts');
      process.exitCode = await untilEnded((ended) =>
        tail(command.options, lineOutput(process.stdout), complain, ended),
      );
      return;
    }
    case 'bars': {
      const { bars } = await import('./commands/bars.ts');
      await untilEnded((ended) => bars(command.options, lineOutput(process.stdout), ended));
      return;
    }
    case 'serve':
      await untilEnded((ended) =>
        serve(command.options, {
          version: packageJson.version,
          out: lineOutput(process.stdout).write,
          startLog,
          failed(error) {
            logger?.error(failureOf(error).text);
            process.exitCode = FAILED;
          },
          ended,
        }),
      );
  }
}

/** Runs a command that ends in good order when it is asked to, or when a bug strikes. */
function untilEnded<T>(command: (ended: Promise<Ending>) => Promise<T>): Promise<T> {
  const struck = new Promise<Ending>((resolve) => {
    lastResort.before(() => {
      resolve('bug');
      return running;
    });
  });
  const asked = untilAskedToEnd().then((): Ending => 'asked');
  const running = command(Promise.race([asked, struck]));
  return running;
}

/** Errors of a pipe whose other end is closed, and of a terminal that is gone. */
const UNREAD = ['EPIPE', 'EIO'];

/** For commands that only print: without a reader there is nothing left to do. */
function endUnread(error: NodeJS.ErrnoException): void {
  // A reader that closes its pipe, such as `head`, has what it wanted.
  if (UNREAD.includes(error.code ?? '')) process.exit(0);
  complain(`cannot write the output: ${error.message}`);
  process.exit(FAILED);
}

/** A server continues without a reader of its output. */
function serveUnread(error: NodeJS.ErrnoException): void {
  if (!UNREAD.includes(error.code ?? '')) logger?.error(`cannot write to stdout: ${error.message}`);
}

function startLog(settings: LogSettings, fields?: LogFields): Logger {
  return (logger = createLogger(settings, process.stderr, fields));
}

function complain(line: string): void {
  process.stderr.write(`tapewire-feed: ${line}\n`);
}

// Errors are lost without a stderr; the exit code remains.
process.stderr.on('error', () => undefined);
lastResort.watch(process);

run().catch((error: unknown) => {
  const { text, code } = failureOf(error);
  complain(text);
  process.exitCode = code;
});
