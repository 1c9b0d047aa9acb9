// The desktop app's composition root: one window with the dashboard, on the bundled feed or one that the user chose.
import { app, BrowserWindow, dialog, Menu, powerMonitor, protocol, session } from 'electron';
import path from 'node:path';
import { PAGE_URL } from './app-page.ts';
import { APP_SCHEMES, serveApp } from './app-protocol.ts';
import { BundledFeed } from './bundled-feed/bundled-feed.ts';
import { probeFeed } from './bundled-feed/probe.ts';
import { PROBE_TIMEOUT_MS } from './bundled-feed/supervision.ts';
import { feedForker } from './bundled-feed/utility-process.ts';
import { systemClock } from '../feed-client/connection/system-clock.ts';
import { ActiveFeed } from './active-feed.ts';
import { registerHandlers, sendEvent } from './ipc/channels.ts';
import { createHandlers } from './ipc/handlers.ts';
import { exitOnUncaughtErrors } from './uncaught-errors.ts';
import { menuTemplate } from './menu.ts';
import { feedFromOptions, OptionError } from './options.ts';
import { restrictWebContents, restrictPermissions } from './security.ts';
import { loadSettings, saveSettings } from './settings.ts';
import { focusWindow, openWindow } from './window.ts';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

const files = {
  dashboard: path.join(app.getAppPath(), 'dist/renderer'),
  feed: path.join(app.getAppPath(), 'dist/feed-server/tapewire-feed.cjs'),
  preload: path.join(app.getAppPath(), 'dist/main/preload.cjs'),
  icon: path.join(app.getAppPath(), 'build/icon.png'),
};

function run(): void {
  const feedOption = feedFromOptions(process.argv.slice(1), process.env);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged(APP_SCHEMES);
  app.on('web-contents-created', (_event, contents) => restrictWebContents(contents));
  // Also on macOS, where apps usually keep running without a window.
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(() => openApp(feedOption))
    .catch(exitAfterStartError);
}

function openApp(feedOption: string | undefined): void {
  const window = openWindow(files);
  const feed = setupFeed(window, feedOption);
  restrictPermissions(session.defaultSession);
  serveApp(protocol, files.dashboard, () => feed.url);
  registerHandlers(createHandlers(feed));
  setupMenu(window);
  setupPowerEvents(window);
  app.on('second-instance', () => focusWindow(window));
  feed.start();
}

function setupFeed(window: BrowserWindow, feedOption: string | undefined): ActiveFeed {
  const file = path.join(app.getPath('userData'), 'settings.json');
  const { settings, warning } = loadSettings(file);
  if (warning !== undefined) showWarning(window, warning);
  const bundled = new BundledFeed({
    fork: feedForker(files.feed),
    probe: (url) => probeFeed(url, PROBE_TIMEOUT_MS),
    clock: systemClock,
    onReady: (url) => feed.handleBundledReady(url),
    onHung: () => logError('the built-in feed stopped responding; restarting it'),
    onFailed: (why) => void offerRetry(why, feed),
  });
  const feed = new ActiveFeed(feedOption === undefined ? settings.feed : { kind: 'address', url: feedOption }, {
    bundled,
    saveChoice: (choice) => saveSettings(file, { feed: choice }),
    loadPage: () => void window.loadURL(PAGE_URL).catch(logError),
  });
  window.once('closed', () => feed.stop());
  return feed;
}

function setupMenu(window: BrowserWindow): void {
  const { webContents } = window;
  const chooseFeed = (): void => sendEvent(webContents, 'onChooseFeed');
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, { chooseFeed })));
}

function setupPowerEvents(window: BrowserWindow): void {
  const { webContents } = window;
  powerMonitor.on('resume', () => sendEvent(webContents, 'onWake'));
  powerMonitor.on('unlock-screen', () => sendEvent(webContents, 'onUnlock'));
}

function showWarning(window: BrowserWindow, warning: string): void {
  logError(warning);
  window.once('show', () => void dialog.showMessageBox(window, { type: 'warning', message: warning }));
}

async function offerRetry(why: string, feed: ActiveFeed): Promise<void> {
  logError(`the built-in feed keeps failing: ${why}`);
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The built-in feed keeps failing',
    detail: `${why}\n\nTo use another feed, start Tapewire with --feed and its address.`,
    buttons: ['Try again', 'Quit'],
  });
  if (response === 0) feed.start();
  else app.quit();
}

async function askToRestart(message: string): Promise<'restart' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'Tapewire has encountered an error',
    detail: `${message}\n\nThis is a bug in Tapewire. Prices keep updating until you choose.`,
    buttons: ['Restart', 'Quit'],
  });
  return response === 0 ? 'restart' : 'quit';
}

function exitAfterError(next: 'restart' | 'quit'): void {
  // Closing the window stops the bundled feed.
  for (const window of BrowserWindow.getAllWindows()) window.destroy();
  if (next === 'restart') app.relaunch();
  app.exit(EXIT_FAILURE);
}

/** Without a window, the app would otherwise keep running invisibly. */
function exitAfterStartError(error: unknown): void {
  logError(error);
  dialog.showErrorBox('Tapewire cannot start', error instanceof Error ? error.message : String(error));
  app.exit(EXIT_FAILURE);
}

function logError(error: unknown): void {
  process.stderr.write(`tapewire: ${error instanceof Error ? error.message : String(error)}\n`);
}

// Writing fails once the terminal is closed, which is not a bug.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
exitOnUncaughtErrors(process, { log: logError, ask: askToRestart, end: exitAfterError });

try {
  run();
} catch (error) {
  if (!(error instanceof OptionError)) throw error;
  // Before `ready`, Linux writes this to stderr instead of showing a window.
  dialog.showErrorBox('Tapewire cannot start', error.message);
  app.exit(EXIT_USAGE);
}
