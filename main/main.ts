// The desktop app's composition root: one window on the dashboard, over the bundled feed or the one that the user names.
import { app, BrowserWindow, dialog, Menu, powerMonitor, protocol, session } from 'electron';
import path from 'node:path';
import { PAGE_URL } from './app-page.ts';
import { APP_SCHEMES, serveApp } from './app-protocol.ts';
import { BundledFeed } from './bundled-feed/bundled-feed.ts';
import { probeFeed } from './bundled-feed/probe.ts';
import { PROBE_LIMIT_MS } from './bundled-feed/supervision.ts';
import { feedForker } from './bundled-feed/utility.ts';
import { systemClock } from '../feed-client/connection/system-clock.ts';
import { FeedInUse } from './feed-in-use.ts';
import { answerQuestions, tell } from './ipc/channels.ts';
import { createHandlers } from './ipc/handlers.ts';
import { endOnBugs } from './last-resort.ts';
import { menuTemplate } from './menu.ts';
import { feedGiven, OptionError } from './options.ts';
import { lockContents, lockPermissions } from './security.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { focusWindow, openWindow } from './window.ts';

const FAILED = 1;
const CALLED_WRONGLY = 2;

const files = {
  dashboard: path.join(app.getAppPath(), 'dist/renderer'),
  feed: path.join(app.getAppPath(), 'dist/feed-server/tapewire-feed.cjs'),
  preload: path.join(app.getAppPath(), 'dist/main/preload.cjs'),
  icon: path.join(app.getAppPath(), 'build/icon.png'),
};

function run(): void {
  const given = feedGiven(process.argv.slice(1), process.env);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged(APP_SCHEMES);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
  // One window is all there is, on every platform.
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => open(given))
    .catch(fail);
}

function open(given: string | undefined): void {
  const window = openWindow(files);
  const feed = setupFeed(window, given);
  lockPermissions(session.defaultSession);
  serveApp(protocol, files.dashboard, () => feed.url);
  answerQuestions(createHandlers(feed));
  setupMenu(window);
  setupWake(window);
  app.on('second-instance', () => focusWindow(window));
  feed.start();
}

function setupFeed(window: BrowserWindow, given: string | undefined): FeedInUse {
  const file = path.join(app.getPath('userData'), 'settings.json');
  const { settings, warning } = loadSettings(file);
  if (warning !== undefined) warn(window, warning);
  const bundled = new BundledFeed({
    fork: feedForker(files.feed),
    probe: (url) => probeFeed(url, PROBE_LIMIT_MS),
    clock: systemClock,
    onReady: (url) => feed.bundledReady(url),
    onHung: () => complain('the built-in feed stopped answering; it is started again'),
    onFailed: (why) => void offerRetry(why, feed),
  });
  const feed = new FeedInUse(given === undefined ? settings.feed : { kind: 'address', url: given }, {
    bundled,
    store: (choice) => saveSettings(file, { feed: choice }),
    show: () => void window.loadURL(PAGE_URL).catch(complain),
  });
  window.once('closed', () => feed.stop());
  return feed;
}

function setupMenu(window: BrowserWindow): void {
  const { webContents } = window;
  const connectTo = (): void => tell(webContents, 'onChooseFeed');
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, { connectTo })));
}

function setupWake(window: BrowserWindow): void {
  const { webContents } = window;
  powerMonitor.on('resume', () => tell(webContents, 'onWake'));
  powerMonitor.on('unlock-screen', () => tell(webContents, 'onUnlock'));
}

function warn(window: BrowserWindow, warning: string): void {
  complain(warning);
  window.once('show', () => void dialog.showMessageBox(window, { type: 'warning', message: warning }));
}

async function offerRetry(why: string, feed: FeedInUse): Promise<void> {
  complain(`the built-in feed keeps failing: ${why}`);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The built-in feed keeps failing',
    detail: `${why}\n\nTapewire can also be started with --feed and the address of another feed.`,
    buttons: ['Try again', 'Quit'],
  });
  if (response === 0) feed.start();
  else app.quit();
}

async function askAfterBug(message: string): Promise<'restart' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'Tapewire has failed',
    detail: `${message}\n\nThis is a bug in Tapewire. The prices on the screen go on until you choose.`,
    buttons: ['Restart', 'Quit'],
  });
  return response === 0 ? 'restart' : 'quit';
}

function endAfterBug(next: 'restart' | 'quit'): void {
  // The bundled feed ends with its window.
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  if (next === 'restart') app.relaunch();
  app.exit(FAILED);
}

/** Without its window the app would live on unseen. */
function fail(error: unknown): void {
  complain(error);
  dialog.showErrorBox('Tapewire cannot start', error instanceof Error ? error.message : String(error));
  app.exit(FAILED);
}

function complain(what: unknown): void {
  process.stderr.write(`tapewire: ${what instanceof Error ? what.message : String(what)}\n`);
}

// A terminal that is gone, where nobody reads what is said, is no bug.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
endOnBugs(process, { say: complain, ask: askAfterBug, end: endAfterBug });

try {
  run();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  // To stderr on Linux, as a window where programs like this one have none.
  dialog.showErrorBox('Tapewire cannot start', error.message);
  app.exit(CALLED_WRONGLY);
}
