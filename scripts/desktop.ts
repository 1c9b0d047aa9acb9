// Builds the desktop app and starts it in Electron, with the arguments given.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { build } from 'vite';
import { BUNDLES, root } from './bundles.ts';

for (const bundle of Object.values(BUNDLES)) await build(bundle);

const electron = spawn(electronPath(), [...sandboxSwitch(), root, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // A second signal would end it at once: Ctrl+C must reach it only by way of this script.
  detached: process.platform !== 'win32',
});
electron.once('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => electron.kill(signal));

/** The electron package's export in Node: it downloads its program where that is missing. */
function electronPath(): string {
  try {
    return createRequire(import.meta.url)('electron') as string;
  } catch {
    process.stderr.write(
      'desktop: Electron is not here and cannot be downloaded; ELECTRON_OVERRIDE_DIST_PATH may name a folder that has it\n',
    );
    process.exit(1);
  }
}

function sandboxSwitch(): string[] {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  process.stderr.write('desktop: root has no sandbox in Chromium, so this starts with --no-sandbox\n');
  return ['--no-sandbox'];
}
