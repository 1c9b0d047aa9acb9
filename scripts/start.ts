// The main job: builds the dashboard, then serves it and a simulated market on one address.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

// In a process of its own: what builds takes four times the memory of what serves.
const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.ts'), 'renderer'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
// There is to be something to see at night, too; what is given after it goes before it.
process.argv.splice(2, 0, '--dashboard', path.join(root, 'dist/renderer'), '--always-open');
await import('../feed-server/main.ts');
