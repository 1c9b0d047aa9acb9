// The desktop app as a user starts it, driven through Chromium's debugging port and ended by a signal.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { PAGE_URL } from '../../../main/app-page.ts';
import { addCleanup } from '../time/cleanup.ts';
import { openDisplay } from './display.ts';
import { descendantsOf } from '../processes/processes.ts';
import { killOnExit } from '../processes/kill-on-exit.ts';
import { until, within } from '../time/until.ts';

const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 30_000;
/** Chromium's name for utility processes that run Node. The bundled feed is the only one. */
const NODE_SERVICE = 'node.mojom.NodeService';

export type Environment = Readonly<Record<string, string | undefined>>;

export class DesktopApp {
  readonly page: Page;
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #output: () => string;

  private constructor(page: Page, child: ChildProcess, ended: Promise<number | null>, output: () => string) {
    this.page = page;
    this.#child = child;
    this.#ended = ended;
    this.#output = output;
  }

  /**
   * Resolves once the window shows the page. `command`: the program, then its arguments. `environment`: in addition to
   * the test's own; by default a display and an empty home. Ended after the test, or after the file's last test.
   */
  static async start(command: readonly string[], environment?: Environment): Promise<DesktopApp> {
    const [file = '', ...args] = command;
    const env = { ...process.env, ...(environment ?? { ...(await openDisplay()), ...(await emptyHome()) }) };
    const child = spawn(file, [...args, '--remote-debugging-port=0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = collectOutput(child);
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    killOnExit(child, 'SIGTERM');
    addCleanup(async () => {
      child.kill('SIGTERM');
      await within('the desktop app to end', ended, END_LIMIT_MS);
    });
    const endpoint = await until(
      'the desktop app to listen for a debugger',
      () => {
        if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}: ${output()}`);
        return /DevTools listening on (ws:\S+)/.exec(output())?.[1];
      },
      { limitMs: START_LIMIT_MS },
    );
    // A debugger that connects before the page exists would miss it.
    await until('the window to show the page', () => hasPage(endpoint), { limitMs: START_LIMIT_MS });
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    addCleanup(() => browser.close());
    const [page] = browser.contexts().flatMap((context) => context.pages());
    if (!page) throw new Error('the window has no page');
    return new DesktopApp(page, child, ended, output);
  }

  /** Its stdout and stderr so far. */
  get output(): string {
    return this.#output();
  }

  /** Process ids of the bundled feed; empty if the feed runs elsewhere. */
  feedProcesses(): number[] {
    return feedProcessesOf(this.#child.pid);
  }

  /** Sends `signal`. Resolves with the exit code once the app and every process that shares its output have ended. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return within(`the desktop app to end on ${signal}`, this.#ended, END_LIMIT_MS);
  }
}

/** Process ids of the bundled feeds started by the app with this process id. */
export function feedProcessesOf(appPid: number | undefined): number[] {
  return descendantsOf(appPid ?? NaN, NODE_SERVICE);
}

/** An empty folder in which Electron keeps the app's data, on Linux. */
export async function emptyHome(): Promise<{ readonly XDG_CONFIG_HOME: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tapewire-desktop-'));
  // Chromium may still write for a moment after the signal.
  addCleanup(() => rm(folder, { recursive: true, maxRetries: 5, retryDelay: 200 }));
  return { XDG_CONFIG_HOME: folder };
}

async function hasPage(endpoint: string): Promise<boolean> {
  const response = await fetch(`http://${new URL(endpoint).host}/json/list`);
  const targets = (await response.json()) as { readonly url: string }[];
  return targets.some(({ url }) => url === PAGE_URL);
}

function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let output = '';
  for (const stream of [stdout, stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  return () => output;
}
