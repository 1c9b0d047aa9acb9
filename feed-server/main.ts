// The command tapewire-feed: reads what is asked for, does it, and ends with a code that says how it went.
import packageJson from '../package.json' with { type: 'json' };
import { CALLED_WRONGLY, FAILED } from './commands/exit-codes.ts';
import { inspect } from './commands/inspect.ts';
import { lineOutput } from './commands/line-output.ts';
import { serve } from './commands/serve.ts';
import { runGateway } from './gateways/gateway-process.ts';
import { GATEWAY_ARGUMENT } from './gateways/messages.ts';
import { EmptySelectionError, UnknownSectorError, UnknownSymbolError } from './market/instruments.ts';
import { parseCommand } from './options/command.ts';
import { unknownVariables } from './options/environment.ts';
import { OptionError } from './options/option-error.ts';
import { RecordingError } from './recordings/recording-error.ts';
import { listScenarios } from './scenarios/faults.ts';
import { ScenarioError } from './scenarios/scenario-error.ts';
import { DashboardError } from './transport/dashboard-files.ts';

async function run(): Promise<void> {
  if (process.send && process.argv[2] === GATEWAY_ARGUMENT) {
    runGateway();
    return;
  }
  for (const line of unknownVariables(process.env)) complain(line);
  const command = parseCommand(process.argv.slice(2), process.env);
  // Who reads no further, as `head` does, has what was wanted; a server has others to be there for.
  whereUnread(process.stdout, command.kind === 'serve' ? () => undefined : () => process.exit(0));
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
      process.stdout.write(await inspect(command.options));
      return;
    // Who only serves a feed need not load a client.
    case 'tail': {
      const { tail } = await import('./commands/tail.ts');
      process.exitCode = await tail(command.options, lineOutput(process.stdout), complain, ending());
      return;
    }
    case 'bars': {
      const { bars } = await import('./commands/bars.ts');
      await bars(command.options, lineOutput(process.stdout));
      return;
    }
    case 'serve':
      await serve(command.options, {
        version: packageJson.version,
        out: lineOutput(process.stdout).write,
        say: complain,
        failed(error) {
          complain(messageOf(error));
          process.exitCode = FAILED;
        },
        ended: ending(),
      });
  }
}

/** Resolves when the process is asked to end, once: a second signal ends it at once. */
function ending(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Calls `then` where what is written to `stream` reaches nobody any longer. */
function whereUnread(stream: NodeJS.WriteStream, then: () => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    then();
  });
}

function complain(line: string): void {
  process.stderr.write(`tapewire-feed: ${line}\n`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): number {
  const wrongCalls = [
    OptionError,
    DashboardError,
    UnknownSymbolError,
    UnknownSectorError,
    EmptySelectionError,
    ScenarioError,
  ];
  if (wrongCalls.some((type) => error instanceof type)) return CALLED_WRONGLY;
  const optionMissing = error instanceof RecordingError && ['no-date', 'not-wanted', 'no-symbol'].includes(error.code);
  return optionMissing ? CALLED_WRONGLY : FAILED;
}

// What goes wrong is said by the exit code too.
whereUnread(process.stderr, () => undefined);

run().catch((error: unknown) => {
  complain(messageOf(error));
  process.exitCode = codeOf(error);
});
