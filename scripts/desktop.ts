// Builds the desktop app and starts it in Electron, passing on all arguments.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { build } from 'vite';
import { BUNDLES, root } from './bundles.ts';

for (const bundle of Object.values(BUNDLES)) await build(bundle);

const electron = spawn(electronPath(), [...sandboxSwitch(), root, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // A second signal would kill the app at once, so Ctrl+C must reach it only through this script.
  detached: process.platform !== 'win32',
});
electron.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.kill(signal));

/** The electron package's export in Node: downloads Electron if it is missing. */
function electronPath(): string {
  try {
    return createRequire(import.meta.url)('electron') as string;
  } catch {
    process.stderr.write(
      'desktop: Electron is missing and cannot be downloaded; set ELECTRON_OVERRIDE_DIST_PATH to a folder that contains it\n',
    );
    process.exit(1);
  }
}

function sandboxSwitch(): string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  process.stderr.write('desktop: Chromium has no sandbox for root, so starting with --no-sandbox\n');
  return ['--no-sandbox'];
}
