// Fifty rows in a real browser while the link fails in many ways: the badge is right, and the board recovers.
import path from 'node:path';
import { describe, expect, it, beforeAll } from 'vitest';
import type { Browser } from 'playwright-core';
import { BoardPage, launchBrowser, type BadgeState } from '../support/pages/board-page.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { raiseOnePrice } from '../support/random/mutated-batch.ts';
import { Dice } from '../support/random/seeded.ts';
import { until, within } from '../support/time/until.ts';

const DASHBOARD = path.join(import.meta.dirname, '../../dist/renderer');
const ROWS = 50;
/** Maximum time from the server's return until the board is up to date. */
const MAX_RECOVERY_MS = 1_000;

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

/** The rows that show a state that was never published, or a volume below the one in `volumes`. */
async function wrongRows(
  board: BoardPage,
  feed: SimulatedFeed,
  volumes: ReadonlyMap<string, number>,
): Promise<string[]> {
  const rows = await board.rows();
  const wrong = rows.filter(
    (row) => !feed.history.hadState(row.symbol, row) || (row.volume ?? 0) < (volumes.get(row.symbol) ?? 0),
  );
  return wrong.map((row) => JSON.stringify(row));
}

/** Waits until every row shows a published state at least as new as now. Resolves with the milliseconds that took. */
async function untilUpToDate(board: BoardPage, feed: SimulatedFeed): Promise<number> {
  const began = performance.now();
  const symbols = (await board.rows()).map(({ symbol }) => symbol);
  const volumes = new Map(symbols.map((symbol) => [symbol, feed.history.volumeOf(symbol)]));
  await board.until('live');
  await until('every row to be up to date', async () => (await wrongRows(board, feed, volumes)).length === 0);
  return performance.now() - began;
}

/** Expects the tape to show consecutive trades of the feed, without a gap. */
async function expectExactTape(board: BoardPage, feed: SimulatedFeed, symbol: string): Promise<void> {
  const { trades, gaps } = await until('ten trades on the tape', async () => {
    const tape = await board.tape();
    return tape.trades.length >= 10 && tape;
  });
  expect(gaps).toBe(0);
  expect(feed.history.hasConsecutiveTrades(symbol, trades), JSON.stringify(trades)).toBe(true);
}

function kinds(states: readonly BadgeState[]): string[] {
  return states.map(({ kind }) => kind);
}

/** The states that the badge may show after each state. */
const NEXT_STATES: Readonly<Record<string, readonly string[]>> = {
  idle: ['connecting'],
  connecting: ['live', 'waiting', 'resuming'],
  resuming: ['live', 'waiting', 'connecting'],
  live: ['stale', 'waiting', 'resuming', 'connecting'],
  stale: ['live', 'waiting', 'connecting'],
  waiting: ['connecting', 'resuming', 'live'],
};

function expectConsistentBadge(states: readonly BadgeState[]): void {
  for (const [i, { kind }] of states.entries()) {
    const previous = states[i - 1];
    if (previous) expect(NEXT_STATES[previous.kind], `after ${previous.kind}`).toContain(kind);
  }
  for (const { kind, text, isAgeShown } of states) {
    if (kind === 'live') expect(text).toBe('Live');
    if (kind === 'stale') expect(text).toMatch(/^Stale \d+ s$/);
    if (kind === 'waiting') expect(text).toMatch(/^Waiting( \d+ s)?$/);
    expect(isAgeShown, `the strip while ${kind}`).toBe(
      kind === 'stale' || kind === 'waiting' || (kind !== 'live' && isAgeShown),
    );
  }
}

describe('dashboard in a browser', () => {
  it('updates all fifty rows', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    expect(await board.rows()).toHaveLength(ROWS);
    await board.untilAllRowsMoved(90_000);
    await untilUpToDate(board, feed);
    expect(board.errors).toEqual([]);
  });

  it('is up to date within a second after a server restart, without a reload', async ({ annotate }) => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    const before = (await board.rows()).map(({ symbol }) => symbol);
    await board.page.evaluate(() => Object.assign(window, { untouched: true }));

    const attempts: string[] = [];
    board.page.on('requestfailed', (request) => attempts.push(request.url()));
    await feed.stop();
    await board.until('waiting');
    const { at: lostAt } = (await board.badgeStates()).at(-1) as BadgeState;
    await expectOldPricesNotice(board, 'shutting down');
    // Enough failures for a browser to delay new WebSockets by seconds.
    await until('twenty attempts', () => attempts.length > 20, { limitMs: 60_000 });
    expect(kinds((await board.badgeStates()).filter(({ at }) => at >= lostAt))).not.toContain('live');

    await feed.start();
    const ms = await untilUpToDate(board, feed);
    await annotate(`up to date ${Math.round(ms)} ms after the server was back`);
    expect(ms).toBeLessThan(MAX_RECOVERY_MS);
    expect((await board.rows()).map(({ symbol }) => symbol)).toEqual(before);
    expect(await board.page.evaluate(() => 'untouched' in window)).toBe(true);
    await board.page.locator('[data-testid=resume]', { hasText: /Back after .* from a snapshot/ }).waitFor();
    expectConsistentBadge(await board.badgeStates());
    expect(board.errors).toEqual([]);
  });

  it('misses nothing when the connection is cut in the middle of batches', async ({ annotate }) => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const proxy = await FaultyProxy.start(feed.port);
    const board = await BoardPage.open(browser, `${feed.url}/?feed=${proxy.url}`);
    const dice = new Dice(5);
    let slowest = 0;
    for (let cut = 0; cut < 6; cut++) {
      const { accepted } = proxy;
      await proxy.cutAfter(200 + dice.below(3_000));
      // The client may reconnect before the page draws a frame without a link.
      await until('another connection', () => proxy.accepted > accepted);
      slowest = Math.max(slowest, await untilUpToDate(board, feed));
      expect(slowest, `after cut ${cut}`).toBeLessThan(MAX_RECOVERY_MS);
      expect(await board.rows()).toHaveLength(ROWS);
    }
    await annotate(`up to date after at most ${Math.round(slowest)} ms, over 6 cuts`);
    await expectExactTape(board, feed, 'NVDA');
    await board.page.locator('[data-testid=resume]', { hasText: 'brought up to date' }).waitFor();
    expectConsistentBadge(await board.badgeStates());
    expect(board.errors).toEqual([]);
  });

  it('is verified while it runs, and repairs a price with a flipped bit', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const proxy = await FaultyProxy.start(feed.port);
    const board = await BoardPage.open(browser, `${feed.url}/?feed=${proxy.url}`);
    await board.page.getByTestId('badge').click();
    const details = board.page.getByTestId('link-details');
    const verified = details.filter({ hasText: /Verified \d\d:\d\d:\d\d · 50 symbols/ });
    await verified.waitFor();
    await within('a price to be raised', raiseOnePrice(proxy));
    await details.filter({ hasText: 'Repaired 1 difference' }).waitFor();
    await verified.waitFor();
    await untilUpToDate(board, feed);
    expect(kinds(await board.badgeStates())).not.toContain('resuming');
    expect(board.errors).toEqual([]);
  });

  it('shows a silent link as stale, then reconnects and recovers', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const proxy = await FaultyProxy.start(feed.port);
    const board = await BoardPage.open(browser, `${feed.url}/?feed=${proxy.url}`);
    proxy.pause();
    await board.until('stale');
    await expectOldPricesNotice(board, 'silent');
    await board.until('connecting');
    proxy.drop();
    proxy.resume();
    await untilUpToDate(board, feed);
    await expectExactTape(board, feed, 'NVDA');
    const states = await board.badgeStates();
    expect(kinds(states)).toEqual(expect.arrayContaining(['live', 'stale', 'connecting']));
    expectConsistentBadge(states);
  });
});

/** Expects the strip to show the reason and the age of prices, and the rows to be dimmed. */
async function expectOldPricesNotice(board: BoardPage, why: string): Promise<void> {
  const trouble = board.page.getByTestId('trouble');
  await trouble.filter({ hasText: why }).waitFor();
  expect(await trouble.innerText()).toMatch(/Prices below are from \d\d:\d\d:\d\d/);
  const rows = board.page.getByTestId('row');
  expect(await rows.evaluateAll((all) => all.every((row) => row.classList.contains('dim')))).toBe(true);
}
