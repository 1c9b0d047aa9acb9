// The Chromium that tests drive: finds one, or installs one where that can be done without asking.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A browser that talks to nobody but the test. */
export const CHROMIUM_ARGS = [
  // Chromium refuses to run as root inside its sandbox.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** TAPEWIRE_CHROMIUM, else one that is installed, else playwright's own; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env.TAPEWIRE_CHROMIUM;
  if (named !== undefined) return named;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find((file) => existsSync(file) && starts(file));
}

/** A browser to run tests in. @throws Error that says what to install where none could be. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  const tried = isDebianRoot() ? installPackage() : installPlaywrights();
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Error(
    `no Chromium found, and ${tried} did not bring one. Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium; ` +
      'elsewhere: npx playwright-core install chromium), or name one in TAPEWIRE_CHROMIUM.',
  );
}

/** Some distributions ship a stub that only says where the browser is to be had. */
function starts(file: string): boolean {
  return process.platform === 'win32' || spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

function isDebianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function installPackage(): string {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  attempt('apt-get', ['update', '-q'], environment);
  attempt('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'], environment);
  return 'apt-get install chromium';
}

function installPlaywrights(): string {
  const cli = path.join(import.meta.dirname, '../node_modules/playwright-core/cli.js');
  attempt(process.execPath, [cli, 'install', 'chromium'], process.env);
  return 'playwright-core install chromium';
}

/** What fails here says so itself; whether there is a browser is looked at afterwards. */
function attempt(command: string, args: readonly string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  } catch (error) {
    process.stderr.write(`${command} ${args.join(' ')}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
