// The built page when the clock of its machine or of the feed is adjusted: the link stays open, and no drop is reported.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { ScriptedFeed } from '../support/feeds/scripted-feed.ts';

const DASHBOARD = path.join(import.meta.dirname, '../../dist/renderer');
const HOUR_MS = 3_600_000;

let browser: Browser;
let home: SimulatedFeed;
beforeAll(async () => {
  browser = await launchBrowser();
  home = await SimulatedFeed.start({ dashboard: DASHBOARD, symbols: ['AAPL'] });
});

/** Runs in the page before any other script, and makes its system clock adjustable. */
function makeClockAdjustable(): void {
  const real = Date.now.bind(Date);
  Object.assign(window, { clockOffsetMs: 0 });
  Date.now = () => real() + (window as unknown as { clockOffsetMs: number }).clockOffsetMs;
}

/** Sets how far the page's clock is ahead of the real one. */
function setClock({ page }: BoardPage, ms: number): Promise<void> {
  return page.evaluate((offset) => void Object.assign(window, { clockOffsetMs: offset }), ms);
}

/** Opens a page for `feed` with an adjustable clock, and waits until it has been live for some heartbeats. */
async function open(feed: ScriptedFeed): Promise<BoardPage> {
  const board = await BoardPage.visit(browser, `${home.url}/?feed=${feed.url}`, { script: makeClockAdjustable });
  await board.until('live');
  await feed.untilHeartbeats(8);
  return board;
}

async function expectNoDrop(board: BoardPage, feed: ScriptedFeed, ...kinds: string[]): Promise<void> {
  const states = (await board.badgeStates()).map(({ kind }) => kind);
  expect(states.slice(states.indexOf('live'))).toEqual(kinds);
  expect(await board.page.getByTestId('last-drop').count()).toBe(0);
  expect(await board.page.getByTestId('resume').count()).toBe(0);
  expect(feed.connections).toBe(1);
  expect(board.errors).toEqual([]);
}

it.each([-HOUR_MS, -5_000, 5_000, HOUR_MS])(
  'stays live when the clock of the feed is adjusted by %i ms',
  async (ms) => {
    const feed = await ScriptedFeed.start({});
    const board = await open(feed);
    feed.setScript({ heartbeat: () => ({ serverTime: Date.now() + ms }) });
    await feed.untilHeartbeats(8);
    feed.setScript({});
    await feed.untilHeartbeats(8);
    await expectNoDrop(board, feed, 'live');
  },
);

it('does not take an adjustment of its own clock, forward and back, for sleep', async () => {
  const announced = { welcome: { heartbeatMs: 1_000 } };
  const feed = await ScriptedFeed.start(announced);
  const board = await open(feed);
  // No message may arrive before the page has noticed the adjustment.
  feed.setScript({ ...announced, silent: true });
  await setClock(board, HOUR_MS);
  await board.until('checking');
  feed.setScript(announced);
  await board.until('live');
  await feed.untilHeartbeats(4);
  await setClock(board, 0);
  await feed.untilHeartbeats(8);
  await expectNoDrop(board, feed, 'live', 'checking', 'live');
});

it('shows times by the adjusted clock', async () => {
  const feed = await ScriptedFeed.start({});
  const board = await open(feed);
  const linkText = (): Promise<string> => board.page.getByTestId('link').innerText();
  const before = await linkText();
  await setClock(board, -HOUR_MS);
  await feed.untilHeartbeats(4);
  const at = new Date(`2025-01-06T${before.slice(-8)}Z`).getTime() - HOUR_MS;
  expect((await linkText()).slice(-8)).toBe(new Date(at).toISOString().slice(11, 19));
});

it('reports the real delay although the clocks differ, and keeps the link', async () => {
  // The announced interval is longer than the real one, so four seconds without heartbeats do not end the link.
  const clocks = { heartbeat: () => ({ serverTime: Date.now() - HOUR_MS }) };
  const feed = await ScriptedFeed.start({ ...clocks, welcome: { heartbeatMs: 1_000 } });
  const board = await open(feed);
  feed.delayHeartbeats(4_000);
  await board.until('stale');
  await board.page
    .getByTestId('trouble')
    .filter({ hasText: /connected but \d s behind/ })
    .waitFor();
  feed.delayHeartbeats(0);
  await board.until('live');
  expect(feed.connections).toBe(1);
});
