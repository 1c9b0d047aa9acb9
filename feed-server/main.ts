// The feed server's command: options, source, server, and a clean end.
import { existsSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { startFeedServer } from './feed-server.ts';
import { UnknownSymbolError, selectListings } from './market/instruments.ts';
import { Simulation } from './market/simulation.ts';
import type { TickSource } from './market/source.ts';
import { HELP, OptionError, parseCommand, type Options } from './options.ts';
import { openLeanFolder } from './recordings/lean-folder.ts';

/** Exit codes: 1 where it could not run or broke while running, 2 where it was called wrongly. */
const FAILED = 1;
const CALLED_WRONGLY = 2;

async function run(): Promise<void> {
  const command = parseCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    process.stdout.write(HELP);
    return;
  }
  if (command.kind === 'version') {
    process.stdout.write(`${packageJson.version}\n`);
    return;
  }
  const { options } = command;
  if (options.dashboard !== undefined && !existsSync(path.join(options.dashboard, 'index.html')))
    throw new OptionError('--dashboard', 'a folder with an index.html', options.dashboard);
  const { source, close: closeSource } = await openSource(options.source);
  const server = await startFeedServer(source, options, packageJson.version, (error) => {
    complain(error);
    process.exitCode = FAILED;
    end(() => server.close('source-failed', 'where its prices come from is damaged; the server says more'));
  });
  process.stdout.write(`Tapewire feed ready on ${server.url} (${source.description})\n`);
  const onSignal = (): void => end(() => server.close());
  const end = (close: () => Promise<void>): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    void Promise.all([close(), closeSource()]);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

async function openSource(
  chosen: Options['source'],
): Promise<{ source: TickSource; close: () => Promise<void> | void }> {
  if (chosen.kind === 'replay') {
    const { folder, date, symbols } = chosen;
    return await openLeanFolder(folder, date, symbols);
  }
  const { seed, rate, symbols } = chosen;
  const source = new Simulation({ seed, rate, listings: selectListings(symbols), startTime: Date.now() });
  return { source, close: () => undefined };
}

function complain(error: unknown): void {
  process.stderr.write(`tapewire-feed: ${error instanceof Error ? error.message : String(error)}\n`);
}

run().catch((error: unknown) => {
  complain(error);
  const calledWrongly = error instanceof OptionError || error instanceof UnknownSymbolError;
  process.exitCode = calledWrongly ? CALLED_WRONGLY : FAILED;
});
