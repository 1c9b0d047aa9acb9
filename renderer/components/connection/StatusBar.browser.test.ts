// How the status bar and the pill beside it show the market while the link is down.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { makeFeedInfo, makeStatus, START } from '../../../tests/support/pages/dashboard-fixtures.ts';
import { ConnectionState } from '../../state/connection.svelte.ts';
import '../../theme.css';
import MarketPill from './MarketPill.svelte';
import StatusBar from './StatusBar.svelte';

const WAITING = { kind: 'waiting', attempt: 1, until: START, why: 'no connection' } as const;

test('market time and session are marked as old while the link is down', async () => {
  const connection = new ConnectionState(makeStatus(), START);
  const screen = await render(StatusBar, { connection, feed: { host: '127.0.0.1:4400', foreign: false } });
  const time = screen.getByTestId('market-time');
  await expect.element(time).toMatchTextContent(/· Market open$/);
  const color = getComputedStyle(time.element()).color;
  connection.publish(makeStatus({ link: WAITING, outage: { asOf: START, why: 'no connection' } }));
  flushSync();
  await expect.element(time).toMatchTextContent(/· Market was open$/);
  expect(getComputedStyle(time.element()).color).not.toBe(color);
});

test('an out-of-range time and speed do not break the page', async () => {
  const feedInfo = makeFeedInfo({ marketTime: 8.64e15 - 1, speed: 1e300 });
  const connection = new ConnectionState(makeStatus({ feedInfo }), START);
  const screen = await render(StatusBar, { connection, feed: { host: '127.0.0.1:4400', foreign: false } });
  connection.setNow(START + 60_000);
  flushSync();
  await expect.element(screen.getByTestId('market-time')).toMatchTextContent('New York');
});

test('shows how far the market is behind schedule and its speed, if either is unusual', async () => {
  const connection = new ConnectionState(makeStatus({ feedInfo: makeFeedInfo({ source: 'Replay of a.twr' }) }), START);
  const screen = await render(StatusBar, { connection, feed: { host: '127.0.0.1:4400', foreign: false } });
  await expect.element(screen.getByTestId('behind')).not.toBeInTheDocument();
  await expect.element(screen.getByTestId('speed')).not.toBeInTheDocument();
  connection.publish(makeStatus({ feedInfo: makeFeedInfo({ behindMs: 40_000, speed: 0 }) }));
  flushSync();
  await expect.element(screen.getByTestId('behind')).toHaveTextContent('40 s behind schedule');
  await expect.element(screen.getByTestId('speed')).toHaveTextContent('paused');
});

test('the pill shows the last known session while the link is down', async () => {
  const screen = await render(MarketPill, { session: 'open', isLive: true });
  const pill = screen.getByTestId('session');
  await expect.element(pill).toHaveTextContent('Market open');
  const color = getComputedStyle(pill.element()).color;
  await screen.rerender({ session: 'open', isLive: false });
  await expect.element(pill).toHaveTextContent('Market was open');
  expect(getComputedStyle(pill.element()).color).not.toBe(color);
});
