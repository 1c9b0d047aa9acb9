// The default npm start: builds the dashboard, then serves it and a simulated market on one address. Arguments go to
// the feed server.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseCommand } from '../feed-server/options/command.ts';
import { TABLES } from '../feed-server/options/settings.ts';
import { rejectOptionsTakenByNpm } from './arguments.ts';

const root = path.join(import.meta.dirname, '..');
const builtDashboard = path.join(root, 'dist/renderer');

rejectOptionsTakenByNpm([...TABLES.serve.keys()]);
// Keeps the market open at night, so that there is something to see. Set in the environment, so that flags override it.
const { TAPEWIRE_DASHBOARD, TAPEWIRE_ALWAYS_OPEN } = process.env;
Object.assign(process.env, {
  TAPEWIRE_DASHBOARD: isSet(TAPEWIRE_DASHBOARD) ? TAPEWIRE_DASHBOARD : builtDashboard,
  TAPEWIRE_ALWAYS_OPEN: isSet(TAPEWIRE_ALWAYS_OPEN) ? TAPEWIRE_ALWAYS_OPEN : 'true',
});
if (servesBuiltDashboard()) {
  // In a separate process: building takes four times as much memory as serving.
  const build = [path.join(root, 'scripts/build.ts'), 'renderer'];
  const { status } = spawnSync(process.execPath, build, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
await import('../feed-server/main.ts');

/** An empty variable counts as unset, as in the feed server. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** Whether these arguments need a build; the feed server itself reports invalid ones. */
function servesBuiltDashboard(): boolean {
  try {
    const command = parseCommand(process.argv.slice(2), process.env);
    return command.kind === 'serve' && path.resolve(command.options.listen.dashboard ?? '') === builtDashboard;
  } catch {
    return false;
  }
}
