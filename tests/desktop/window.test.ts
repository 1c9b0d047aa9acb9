// The window in a real Electron, started as users do: from a checkout and packed.
import { chromium } from 'playwright-core';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DesktopApi } from '../../main/ipc/contract.ts';
import { root } from '../../scripts/bundles.ts';
import { CHROMIUM_ARGS, ensureChromium } from '../../scripts/chromium.ts';
import { startOffLimitsServer, type OffLimitsServer } from '../support/network/off-limits-server.ts';
import { DesktopApp } from '../support/desktop/desktop-app.ts';
import { describeDesktop, electron, SANDBOX_SWITCHES } from '../support/desktop/electron.ts';
import { packApp } from '../support/desktop/packed-app.ts';
import { injectedCodeThatRuns, globalsAmong, tryToLeave, NODE_GLOBALS } from '../support/pages/page-inspections.ts';
import { sizeOfPng } from '../support/files/png.ts';
import { throwForeignErrors } from '../support/pages/foreign-code.ts';
import { isRunning } from '../support/processes/processes.ts';
import { until } from '../support/time/until.ts';
import { badgeStates, feedUrl, untilPricesMove, recordBadge, untilBadge } from '../support/desktop/window-page.ts';

const DESKTOP_API_TYPES: Readonly<Record<keyof DesktopApi, 'function'>> = {
  feedUrl: 'function',
  feedChoice: 'function',
  chooseFeed: 'function',
  onChooseFeed: 'function',
  onWake: 'function',
  onUnlock: 'function',
};

const LAUNCHES: readonly {
  readonly name: string;
  readonly command: () => Promise<readonly string[]>;
  readonly signal: NodeJS.Signals;
}[] = [
  {
    name: 'npm run desktop',
    command: () => Promise.resolve([process.execPath, path.join(root, 'scripts/desktop.ts')]),
    signal: 'SIGINT',
  },
  {
    name: 'packed',
    command: async () => [await packApp(electron.kind === 'found' ? electron.shim : undefined), ...SANDBOX_SWITCHES],
    signal: 'SIGTERM',
  },
];

describeDesktop.each(LAUNCHES)('$name', ({ name, command, signal }) => {
  let app: DesktopApp;
  let offLimits: OffLimitsServer;
  beforeAll(async () => {
    offLimits = await startOffLimitsServer();
    app = await DesktopApp.start(await command());
  });

  test('shows moving prices from its own feed', async () => {
    await untilBadge(app.page, 'live');
    await untilPricesMove(app.page);
    expect(app.feedProcesses()).toHaveLength(1);
    expect(await feedUrl(app.page)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('fills the window with the dashboard', async () => {
    const file = path.join(root, `dist/screenshots/desktop-${name.replaceAll(' ', '-')}.png`);
    const png = await app.page.screenshot({ path: file });
    const { width, height } = sizeOfPng(png);
    expect(width).toBe(1280);
    // The window is 800 high; frame and menu take some of it.
    expect(height).toBeGreaterThan(700);
    expect(height).toBeLessThanOrEqual(800);
    expect(png.length).toBeGreaterThan(50_000);
  });

  test('gives the page no Node globals, and exactly the desktop API', async () => {
    expect(await app.page.evaluate(globalsAmong, NODE_GLOBALS)).toEqual([]);
    const offered = await app.page.evaluate(() =>
      Object.entries(window.desktop ?? {}).map(([key, value]) => [key, typeof value]),
    );
    expect(Object.fromEntries(offered)).toEqual(DESKTOP_API_TYPES);
  });

  test('has a strict Content Security Policy', async () => {
    const response = await app.page.reload();
    const policy = (await response?.headerValue('content-security-policy')) ?? '';
    const url = await feedUrl(app.page);
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toContain(`connect-src ${url} ${url.replace('http', 'ws')};`);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(await app.page.evaluate(injectedCodeThatRuns)).toEqual([]);
    await expect(app.page.evaluate((otherUrl) => fetch(otherUrl).then(String), offLimits.url)).rejects.toThrow('fetch');
  });

  test('does not navigate away or open windows', async () => {
    const before = app.page.url();
    expect(await app.page.evaluate(tryToLeave, offLimits.url)).toBe(false);
    // The main process has handled the navigations before it answers this.
    await feedUrl(app.page);
    expect(app.page.url()).toBe(before);
    expect(app.page.context().pages()).toHaveLength(1);
  });

  test('restarts a killed feed on its port, and the board recovers by itself', async () => {
    await untilBadge(app.page, 'live');
    const url = await feedUrl(app.page);
    const [killed = NaN] = app.feedProcesses();
    await recordBadge(app.page);
    process.kill(killed, 'SIGKILL');
    await until('the badge to be waiting and then live', async () => {
      const states = await badgeStates(app.page);
      return states.includes('waiting') && states.at(-1) === 'live';
    });
    await untilPricesMove(app.page);
    expect(app.feedProcesses()).not.toContain(killed);
    expect(app.feedProcesses()).toHaveLength(1);
    expect(await feedUrl(app.page)).toBe(url);
  });

  test('keeps working after errors in foreign code', async () => {
    await untilBadge(app.page, 'live');
    await app.page.evaluate(throwForeignErrors);
    await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    await untilPricesMove(app.page);
    expect(await app.page.getByText('The dashboard stopped').count()).toBe(0);
  });

  test('ends with its feed, without a request to another server', async () => {
    const feeds = app.feedProcesses();
    expect(feeds.map(isRunning)).toEqual([true]);
    expect(await app.end(signal)).toBe(0);
    await until('the feed to have ended with the app', () => !feeds.some(isRunning));
    expect([...offLimits.requestedPaths]).toEqual([]);
  });
});

describe('page inspections', () => {
  test('detect everything that an ordinary page may do', async () => {
    const offLimits = await startOffLimitsServer();
    const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
    try {
      const page = await browser.newPage();
      expect(await page.evaluate(injectedCodeThatRuns)).toEqual(['inline script', 'inline handler', 'eval']);
      expect(await page.evaluate(tryToLeave, offLimits.url)).toBe(true);
      await until(
        'the page to leave',
        () => offLimits.requestedPaths.has('/page') && offLimits.requestedPaths.has('/window'),
      );
    } finally {
      await browser.close();
    }
  });

  test('detect Node globals', () => {
    expect(globalsAmong(NODE_GLOBALS)).toEqual(expect.arrayContaining(['process', 'Buffer', 'global']));
  });
});
