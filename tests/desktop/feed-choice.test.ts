// Choosing the feed of the desktop app by option or dialog, the same after a restart. Also: only one instance runs.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { build } from 'vite';
import { MAX_ATTEMPTS, START_LIMIT_MS } from '../../main/bundled-feed/supervision.ts';
import { BUNDLES, root } from '../../scripts/bundles.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { DesktopApp, emptyHome, feedProcessesOf, type Environment } from '../support/desktop/desktop-app.ts';
import { openDisplay } from '../support/desktop/display.ts';
import { APP_ARGS, electronBinary, launchApp } from '../support/desktop/playwright-app.ts';
import { describeDesktop } from '../support/desktop/electron.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { isRunning } from '../support/processes/processes.ts';
import { until } from '../support/time/until.ts';
import { feedUrl, untilPricesMove, untilBadge } from '../support/desktop/window-page.ts';

const SEED = '11';

describeDesktop('desktop app', () => {
  let display: Environment;
  let feed: FeedProcess;
  beforeAll(async () => {
    for (const bundle of Object.values(BUNDLES)) await build(bundle);
    display = await openDisplay();
    feed = await FeedProcess.start(['--seed', SEED]);
  });

  let environment: Environment;
  beforeEach(async () => {
    environment = { ...display, ...(await emptyHome()) };
  });

  test('uses the feed of --feed, and starts none', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, feed.url);
    await untilPricesMove(page);
    expect(await page.locator('[data-testid=source]').textContent()).toContain(SEED);
    expect(bundledFeeds(app)).toEqual([]);
  });

  test('accepts a feed address with a path and without a scheme', async () => {
    const below = await FeedProcess.start(['--base-path', '/ticker']);
    const app = await launchApp(['--feed', `127.0.0.1:${below.port}/ticker/`], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, below.url);
    expect(await page.getByTestId('feed').textContent()).toBe(`127.0.0.1:${below.port}/ticker`);
  });

  test('switches to the built-in feed and back in the dialog, and keeps the choice for the next start', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, feed.url);
    await openDialog(app, page);
    await page.screenshot({ path: path.join(root, 'dist/screenshots/desktop-feed-dialog.png') });
    await page.getByRole('button', { name: 'Use the built-in feed' }).click();
    const bundled = await until('the page to be on another feed', () => newFeedUrl(page, feed.url));
    await untilLiveOn(page, bundled);
    expect(bundledFeeds(app)).toHaveLength(1);
    expect(await page.evaluate(() => window.desktop?.feedChoice())).toEqual({ kind: 'built-in' });

    await openDialog(app, page);
    await page.getByRole('textbox').fill(feed.url);
    await page.keyboard.press('Enter');
    await untilLiveOn(page, feed.url);
    await until('the built-in feed to end', () => bundledFeeds(app).length === 0);
    await app.close();

    const again = await launchApp([], environment);
    await untilLiveOn(await again.firstWindow(), feed.url);
    expect(bundledFeeds(again)).toEqual([]);
  });

  test('uses the built-in feed if the settings file is damaged, and leaves that file unchanged', async () => {
    const folder = path.join(environment.XDG_CONFIG_HOME ?? '', 'tapewire');
    await mkdir(folder);
    await writeFile(path.join(folder, 'settings.json'), '{"feed":');
    const app = await DesktopApp.start([electronBinary(), ...APP_ARGS], environment);
    await untilBadge(app.page, 'live');
    expect(app.output).toContain('settings.json');
    expect(await app.page.evaluate(() => window.desktop?.feedChoice())).toEqual({ kind: 'built-in' });
    expect(await readFile(path.join(folder, 'settings.json'), 'utf8')).toBe('{"feed":');
  });

  test('shows why the built-in feed cannot restart, and offers another try', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, feed.url);
    await page.evaluate(() => window.desktop?.chooseFeed({ kind: 'built-in' }));
    const lost = await until('the page to be on another feed', () => newFeedUrl(page, feed.url));
    await untilBadge(page, 'live');
    // Replaces the native dialog: records its message, and answers "Try again".
    await app.evaluate(({ dialog }) => {
      dialog.showMessageBox = (...args: unknown[]) => {
        Object.assign(globalThis, { shown: args.at(-1) });
        return Promise.resolve({ response: 0, checkboxChecked: false });
      };
    });
    const [killed = NaN] = bundledFeeds(app);
    process.kill(killed, 'SIGKILL');
    await until('the feed to end', () => !isRunning(killed));
    await occupy(lost);
    const shown = await until(
      'the message to the user',
      () => app.evaluate(() => JSON.stringify(Reflect.get(globalThis, 'shown')) as string | undefined),
      { limitMs: START_LIMIT_MS * MAX_ATTEMPTS },
    );
    expect(shown).toContain('The built-in feed keeps failing');
    expect(shown).toContain('is taken');
    const third = await until('the page to be on a third feed', () => newFeedUrl(page, lost));
    await untilLiveOn(page, third);
  });

  test('notifies the page when the machine wakes', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, feed.url);
    await page.evaluate(() => {
      window.desktop?.onWake(() => (document.body.dataset.notified = 'awake'));
    });
    const notified = (): Promise<string | undefined> => page.evaluate(() => document.body.dataset.notified);
    expect(await notified()).toBeUndefined();
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await until('the page to be notified', async () => (await notified()) === 'awake');
  });

  test('stays live when the user unlocks the screen without a sleep', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    const page = await app.firstWindow();
    await untilLiveOn(page, feed.url);
    await page.evaluate(() => {
      const badge = document.querySelector('[data-testid=badge]') as HTMLElement;
      const recordState = (): void => void (document.body.dataset.changedTo = badge.dataset.state ?? '');
      new MutationObserver(recordState).observe(badge, { attributeFilter: ['data-state'] });
      window.desktop?.onUnlock(() => (document.body.dataset.notified = 'unlocked'));
    });
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit('unlock-screen'));
    await until('the page to be notified', () => page.evaluate(() => document.body.dataset.notified === 'unlocked'));
    // The badge is updated with the next frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await page.evaluate(() => document.body.dataset.changedTo)).toBeUndefined();
    expect(await page.getByTestId('badge').getAttribute('data-state')).toBe('live');
  });

  test('shows the existing window on a second start, which exits', async () => {
    const app = await launchApp(['--feed', feed.url], environment);
    await untilLiveOn(await app.firstWindow(), feed.url);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    expect((await startAndWait([], environment)).code).toBe(0);
    await until('the window to be shown', () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true),
    );
  });

  test.each([
    [['--feed', 'nonsense'], {}, '--feed: expected an address such as http://127.0.0.1:4400, found "nonsense"'],
    [
      [],
      { TAPEWIRE_FEED: 'ftp://x' },
      'TAPEWIRE_FEED: expected an http or https address such as http://127.0.0.1:4400',
    ],
  ])('exits with code 2 and names the expected address for %j with %j', async (args, extra, message) => {
    const { code, stderr } = await startAndWait(args, { ...environment, ...extra });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

async function untilLiveOn(page: Page, url: string): Promise<void> {
  await until(`the page to be on ${url}`, async () => (await feedUrl(page)) === url);
  await untilBadge(page, 'live');
}

/** The address of the page's feed; false while it is still `url`. */
async function newFeedUrl(page: Page, url: string): Promise<string | false> {
  const current = await feedUrl(page);
  return current !== url && current;
}

async function openDialog(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ Menu }) => {
    Menu.getApplicationMenu()?.getMenuItemById('connect-to')?.click();
  });
  await page.getByRole('dialog', { name: 'Connect to a feed' }).waitFor();
}

function bundledFeeds(app: ElectronApplication): number[] {
  return feedProcessesOf(app.process().pid);
}

/** Listens at `url`. Closed after the test. */
async function occupy(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(port), hostname, resolve);
  });
  addCleanup(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
}

/** Starts the app and waits for its exit. */
function startAndWait(
  args: readonly string[],
  environment: Environment,
): Promise<{ readonly code: number; readonly stderr: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    execFile(electronBinary(), [...APP_ARGS, ...args], { env, timeout: 45_000 }, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? NaN), stderr });
    });
  });
}
