// The desktop app, started from a checkout by Playwright's Electron driver, which also gives access to the main process.
import { _electron, type ElectronApplication } from 'playwright-core';
import path from 'node:path';
import { root } from '../../../scripts/bundles.ts';
import { addCleanup } from '../time/cleanup.ts';
import type { Environment } from './desktop-app.ts';
import { electron, SANDBOX_SWITCHES } from './electron.ts';

/** Arguments for Electron that start the latest build of the app. */
export const APP_ARGS = [...SANDBOX_SWITCHES, root];

export function electronBinary(): string {
  if (electron.kind === 'missing') throw new Error(electron.why);
  return electron.binary;
}

/** `environment`: in addition to the test's own. Closed after the test, or after the file's last test. */
export async function launchApp(args: readonly string[], environment: Environment): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [...APP_ARGS, ...args],
    cwd: path.dirname(electronBinary()),
    env: definedOnly({ ...process.env, ...environment }),
  });
  addCleanup(() => app.close());
  return app;
}

function definedOnly(environment: Environment): Record<string, string> {
  const defined = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(defined);
}
