// The main job: builds the dashboard, then serves it and a simulated market on one address.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

// In a process of its own: what builds takes four times the memory of what serves.
const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.ts'), 'renderer'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
// Keeps the market open at night, so that there is something to see. In the environment, so that flags override it.
const { TAPEWIRE_DASHBOARD, TAPEWIRE_ALWAYS_OPEN } = process.env;
Object.assign(process.env, {
  TAPEWIRE_DASHBOARD: isSet(TAPEWIRE_DASHBOARD) ? TAPEWIRE_DASHBOARD : path.join(root, 'dist/renderer'),
  TAPEWIRE_ALWAYS_OPEN: isSet(TAPEWIRE_ALWAYS_OPEN) ? TAPEWIRE_ALWAYS_OPEN : 'true',
});
await import('../feed-server/main.ts');

/** An empty variable counts as not set, as in the feed server. */
function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
