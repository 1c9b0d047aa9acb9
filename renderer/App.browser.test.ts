// The whole dashboard: which errors stop a pane, stop everything, or are ignored, and which feed it names.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { makeFeedInfo, makeStatus, START } from '../tests/support/pages/dashboard-fixtures.ts';
import { FakeClock } from '../tests/support/time/fake-clock.ts';
import { FakeNetwork } from '../tests/support/clients/fake-connection.ts';
import App from './App.svelte';
import { Dashboard } from './state/dashboard.ts';
import { FailureState } from './state/failure.svelte.ts';
import './theme.css';

const SCRIPTS = 'http://127.0.0.1:4400/assets/';

async function renderApp({ url = 'http://127.0.0.1:4400', foreign = false } = {}) {
  const network = new FakeNetwork();
  const { connect } = network;
  const clock = new FakeClock();
  const diagnose = () => Promise.resolve(undefined);
  const failure = new FailureState(SCRIPTS);
  const page = new EventTarget();
  failure.watch(page as Window);
  const ports = { clock, random: () => 0.5, connect, diagnose, storage: undefined };
  const dashboard = new Dashboard({ url, foreign, failure, ...ports });
  dashboard.start();
  const screen = await render(App, { dashboard, failure });
  return { dashboard, failure, network, clock, screen, page };
}

/** An error whose stack says that it was thrown at `url`. */
function errorAt(url: string, message = 'Invalid time value'): Error {
  return Object.assign(new Error(message), { stack: `Error: ${message}\n    at f (${url}:1:2)` });
}

test('an uncaught error of our code stops the board and its link', async () => {
  const { network, screen, page } = await renderApp();
  page.dispatchEvent(new ErrorEvent('error', { filename: `${SCRIPTS}index.js`, error: errorAt(`${SCRIPTS}index.js`) }));
  flushSync();
  await expect.element(screen.getByRole('alert')).toMatchTextContent('An error in Tapewire stopped the dashboard.');
  await expect.element(screen.getByRole('group')).toMatchTextContent('Invalid time value');
  expect(screen.getByTestId('badge').query()).toBeNull();
  expect(network.open).toEqual([]);
  await expect.element(screen.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('a rendering error stops only its pane, which can be reloaded', async () => {
  const { dashboard, failure, network, screen } = await renderApp();
  const status = dashboard.client.status;
  dashboard.connection.publish({ ...status, feedInfo: makeFeedInfo({ marketTime: NaN }) });
  flushSync();
  const pane = screen.getByTestId('pane-failure');
  await expect.element(pane).toMatchTextContent('The status bar stopped working.');
  await expect.element(pane).toMatchTextContent('The other panes keep updating.');
  await expect.element(pane).toMatchTextContent('Invalid time value');
  expect(failure.failure).toBeUndefined();
  expect(network.open).toHaveLength(1);
  await expect.element(screen.getByTestId('badge')).toBeVisible();
  dashboard.connection.publish({ ...status, feedInfo: makeFeedInfo() });
  await screen.getByRole('button', { name: 'Reload this pane' }).click();
  expect(pane.query()).toBeNull();
  await expect.element(screen.getByTestId('market-time')).toBeVisible();
});

test('an error in a handler stops only its pane', async () => {
  const { dashboard, failure, screen } = await renderApp();
  dashboard.connection.publish(makeStatus({ instruments: [] }));
  dashboard.client.retryNow = () => {
    throw new Error('cannot retry');
  };
  const outage = { asOf: START, why: 'no connection' };
  dashboard.connection.publish(makeStatus({ link: { kind: 'stale', since: START, behindMs: undefined }, outage }));
  await screen.getByRole('button', { name: 'Retry now' }).click();
  const pane = screen.getByTestId('pane-failure');
  await expect.element(pane).toMatchTextContent('The connection banner stopped working.');
  expect(failure.failure).toBeUndefined();
});

/** Makes the row's `part` throw from its first render until `repair` is called. */
function breakRow(dashboard: Dashboard, symbol: string, part: 'trend' | 'view'): { repair: () => void } {
  const row = dashboard.board.row(symbol);
  Object.defineProperty(row, part, {
    configurable: true,
    get: () => {
      throw new Error(`no ${part} of ${symbol}`);
    },
  });
  return { repair: () => void Reflect.deleteProperty(row, part) };
}

function rowSymbols(testId: 'row' | 'row-failure'): (string | undefined)[] {
  const rows = document.querySelectorAll<HTMLElement>(`[role=grid] [data-testid=${testId}]`);
  return [...rows].map((row) => row.dataset.symbol);
}

test('an error in a row stops only that row, which can be retried', async () => {
  const { dashboard, screen } = await renderApp();
  const { repair } = breakRow(dashboard, 'S1', 'trend');
  for (const symbol of ['S0', 'S1', 'S2']) dashboard.watchlist.add(symbol);
  flushSync();
  expect(rowSymbols('row')).toEqual(['S0', 'S2']);
  expect(rowSymbols('row-failure')).toEqual(['S1']);
  await expect.element(screen.getByTestId('row-failure')).toMatchTextContent('This row stopped working.');
  const retry = screen.getByRole('button', { name: 'Try again' });
  await retry.click();
  expect(rowSymbols('row-failure')).toEqual(['S1']);
  repair();
  await retry.click();
  expect(rowSymbols('row')).toEqual(['S0', 'S1', 'S2']);
  expect(screen.getByTestId('pane-failure').query()).toBeNull();
});

test('a failed row can be selected and removed like any other', async () => {
  const { dashboard, screen } = await renderApp();
  breakRow(dashboard, 'S1', 'trend');
  for (const symbol of ['S0', 'S1', 'S2']) dashboard.watchlist.add(symbol);
  await screen.getByText('This row stopped working.').click();
  expect(dashboard.watchlist.selected).toBe('S1');
  flushSync();
  expect(screen.getByRole('grid').element().getAttribute('aria-activedescendant')).toBe('row-S1');
  await screen.getByRole('button', { name: 'Remove S1' }).click();
  expect(rowSymbols('row')).toEqual(['S0', 'S2']);
  expect(rowSymbols('row-failure')).toEqual([]);
});

test('the watchlist fails if more than a few rows do, and can be reloaded', async () => {
  const { dashboard, screen } = await renderApp();
  const symbols = Array.from({ length: 8 }, (_, i) => `S${i}`);
  const broken = symbols.slice(0, 6).map((symbol) => breakRow(dashboard, symbol, 'trend'));
  for (const symbol of symbols) {
    dashboard.watchlist.add(symbol);
    flushSync();
    if (symbol === 'S4') expect(rowSymbols('row-failure')).toHaveLength(5);
  }
  await expect.element(screen.getByText('The watchlist stopped working.')).toBeVisible();
  for (const { repair } of broken) repair();
  await screen.getByRole('button', { name: 'Reload this pane' }).click();
  expect(rowSymbols('row')).toEqual(symbols);
});

test('details that failed for one symbol work for the next', async () => {
  const { dashboard, screen } = await renderApp();
  breakRow(dashboard, 'S1', 'view');
  dashboard.watchlist.add('S0');
  dashboard.watchlist.add('S1');
  await expect.element(screen.getByTestId('pane-failure')).toMatchTextContent("The symbol's details stopped working.");
  dashboard.watchlist.select('S0');
  await expect.element(screen.getByRole('region', { name: 'S0' })).toBeVisible();
  expect(screen.getByTestId('pane-failure').query()).toBeNull();
});

test('an error in a timer stops the dashboard, even if other code threw it', async () => {
  const { dashboard, failure, clock } = await renderApp();
  dashboard.client.checkClock = () => {
    throw errorAt('chrome-extension://abc/patched.js', 'wallet');
  };
  expect(() => clock.advance(1_000)).toThrow('wallet');
  expect((failure.failure?.error as Error).message).toBe('wallet');
});

test('ignores errors of extensions and other scripts', async () => {
  const { failure, page } = await renderApp();
  const wallet = errorAt('chrome-extension://abc/inpage.js', 'wallet');
  const makeRejectionEvent = (reason: unknown): Event =>
    new PromiseRejectionEvent('unhandledrejection', { promise: Promise.resolve(), reason });
  for (const event of [
    new ErrorEvent('error', { filename: 'chrome-extension://abc/inpage.js', error: wallet }),
    new ErrorEvent('error', { message: 'Script error.' }),
    new ErrorEvent('error', { message: 'ResizeObserver loop completed', filename: 'http://127.0.0.1:4400/' }),
    makeRejectionEvent(wallet),
    makeRejectionEvent('a string'),
    makeRejectionEvent(undefined),
    makeRejectionEvent({ code: 4001 }),
  ])
    page.dispatchEvent(event);
  expect(failure.failure).toBeUndefined();
  page.dispatchEvent(makeRejectionEvent(errorAt(`${SCRIPTS}index.js`, 'ours')));
  page.dispatchEvent(makeRejectionEvent(errorAt(`${SCRIPTS}index.js`, 'a later one')));
  expect((failure.failure?.error as Error).message).toBe('ours');
});

test.for([
  [true, true],
  [false, false],
] as const)('names the feed, in amber if it did not serve the page: %s', async ([foreign, isAmber]) => {
  const { screen } = await renderApp({ url: 'http://10.0.0.7:4400', foreign });
  const feed = screen.getByTestId('feed');
  await expect.element(feed).toHaveTextContent('10.0.0.7:4400');
  expect(feed.element().classList.contains('warn')).toBe(isAmber);
});
