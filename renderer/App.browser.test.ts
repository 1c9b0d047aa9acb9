// The dashboard as a whole: what it says where it cannot go on, what it makes of a sleep, and which feed it shows.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { makeFacts } from '../tests/support/dashboard-fixtures.ts';
import { FakeClock } from '../tests/support/fake-clock.ts';
import { FakeNetwork } from '../tests/support/fake-connection.ts';
import App from './App.svelte';
import { Dashboard } from './state/dashboard.ts';
import { FailureState } from './state/failure.svelte.ts';
import './theme.css';

async function app({ url = 'http://127.0.0.1:4400', foreign = false } = {}) {
  const network = new FakeNetwork();
  const { connect } = network;
  const clock = new FakeClock();
  const diagnose = () => Promise.resolve(undefined);
  const dashboard = new Dashboard({ url, clock, random: () => 0.5, connect, diagnose, storage: undefined, foreign });
  const failure = new FailureState();
  dashboard.start();
  const screen = await render(App, { dashboard, failure });
  return { dashboard, failure, network, screen };
}

test('an error that nobody caught ends the board, its link and what it says', async () => {
  const { failure, network, screen } = await app();
  const page = new EventTarget();
  failure.watch(page as Window);
  page.dispatchEvent(new ErrorEvent('error', { error: new Error('Invalid time value') }));
  flushSync();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Invalid time value');
  expect(screen.getByTestId('badge').query()).toBeNull();
  expect(network.open).toEqual([]);
  await expect.element(screen.getByRole('button', { name: 'Reload' })).toBeVisible();
});

test('so does an error while drawing', async () => {
  const { dashboard, network, screen } = await app();
  const facts = makeFacts({ marketTime: NaN });
  dashboard.connection.publish({ ...dashboard.client.status, facts });
  flushSync();
  await expect.element(screen.getByRole('alert')).toHaveTextContent('Invalid time value');
  expect(network.open).toEqual([]);
});

test('a promise that failed is an error too, a warning of the browser is none', () => {
  const failure = new FailureState();
  const page = new EventTarget();
  failure.watch(page as Window);
  page.dispatchEvent(new ErrorEvent('error', { message: 'ResizeObserver loop completed' }));
  expect(failure.message).toBeUndefined();
  const promise = Promise.resolve();
  page.dispatchEvent(new PromiseRejectionEvent('unhandledrejection', { promise, reason: new Error('first') }));
  page.dispatchEvent(new ErrorEvent('error', { error: new Error('second') }));
  expect(failure.message).toBe('first');
});

test.for([
  [true, true],
  [false, false],
] as const)('names the feed, in amber where it is not the page\u2019s own: %s', async ([foreign, amber]) => {
  const { screen } = await app({ url: 'http://10.0.0.7:4400', foreign });
  const feed = screen.getByTestId('feed');
  await expect.element(feed).toHaveTextContent('10.0.0.7:4400');
  expect(feed.element().classList.contains('warn')).toBe(amber);
});
