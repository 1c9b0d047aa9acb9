// Finds the Electron for desktop tests. Without one, they are skipped with a message that says how to get it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe } from 'vitest';

export type ElectronLookup =
  | {
      readonly kind: 'found';
      readonly binary: string;
      /** A file that an older Electron must load before the app, relative to its resources; undefined if none. */
      readonly shim: string | undefined;
    }
  | { readonly kind: 'missing'; readonly why: string };

/** The shim of the Electron that is used if npm's is not available. */
const SHIM = 'electron-22.cjs';

export const electron = findElectron();

/** A `describe` that is skipped with a warning if there is no Electron. */
export const describeDesktop = electron.kind === 'found' ? describe : describe.skip;

if (electron.kind === 'missing')
  process.stderr.write(`\n*** DESKTOP TESTS SKIPPED: ${electron.why}\n*** The desktop app has not been tested.\n\n`);

/** Chromium refuses to run as root with its sandbox. */
export const SANDBOX_SWITCHES = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function findElectron(): ElectronLookup {
  const binary = electronBinary();
  if (binary === undefined || !existsSync(binary))
    return {
      kind: 'missing',
      why: `${binary === undefined ? 'npm could not download Electron' : `no Electron at ${binary}`}; run npx install-electron, or name a folder that has it in ELECTRON_OVERRIDE_DIST_PATH`,
    };
  if (process.platform === 'linux' && process.env.DISPLAY === undefined && !onPath('Xvfb'))
    return { kind: 'missing', why: 'no display to open a window on; set DISPLAY, or install Xvfb (Debian: xvfb)' };
  const shim = path.join(path.dirname(binary), 'resources', SHIM);
  return { kind: 'found', binary, shim: existsSync(shim) ? SHIM : undefined };
}

/** The path that the electron package exports in Node. The package tries to download a missing binary. */
function electronBinary(): string | undefined {
  try {
    return createRequire(import.meta.url)('electron') as string;
  } catch {
    return undefined;
  }
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
}
