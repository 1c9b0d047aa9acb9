// Finds the Chromium that tests use, or installs one if that needs no confirmation.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Switches for a browser that makes no network requests besides the test's. */
export const CHROMIUM_ARGS = [
  // Chromium refuses to run as root in its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** TAPEWIRE_CHROMIUM, else an installed browser, else Playwright's own; undefined if there is none. */
export function findChromium(): string | undefined {
  const configured = process.env.TAPEWIRE_CHROMIUM;
  if (configured !== undefined) return configured;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...PATHS, chromium.executablePath()].find((file) => existsSync(file) && canRun(file));
}

/** A browser to run tests in. @throws Error that says what to install */
export function ensureChromium(): string {
  const existing = findChromium();
  if (existing !== undefined) return existing;
  const command = isDebianRoot() ? installWithApt() : installWithPlaywright();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    `no Chromium found, and ${command} did not install one. Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium; ` +
      'elsewhere: npx playwright-core install chromium), or set TAPEWIRE_CHROMIUM to its path.',
  );
}

/** Some distributions ship a stub that only says where to get the browser. */
function canRun(file: string): boolean {
  return process.platform === 'win32' || spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

function isDebianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installWithApt(): string {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  tryCommand('apt-get', ['update', '-q'], environment);
  tryCommand('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'], environment);
  return 'apt-get install chromium';
}

function installWithPlaywright(): string {
  const cli = path.join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
  tryCommand(process.execPath, [cli, 'install', 'chromium'], process.env);
  return 'playwright-core install chromium';
}

/** Prints the error of a failed command. The caller checks afterwards whether a browser exists. */
function tryCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  } catch (error) {
    process.stderr.write(`${command} ${args.join(' ')}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
