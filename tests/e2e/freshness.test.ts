// The freshness of each symbol on the built page: the row and the details agree, even if only one symbol has stopped.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { HaltableMarket } from '../support/market/haltable-market.ts';
import { translateRepeatedly } from '../support/pages/translator.ts';
import { until } from '../support/time/until.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
const DASHBOARD = path.join(DIST, 'renderer');
const SCREENSHOTS = path.join(DIST, 'screenshots');

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

interface ShownFreshness {
  /** The texts of the pills in the row and in the details. */
  readonly row: string;
  readonly detail: string;
  readonly asOf: string;
  /** The colors of the last price in the row and in the details. */
  readonly rowColor: string;
  readonly detailColor: string;
}

async function select(board: BoardPage, symbol: string): Promise<void> {
  await board.page.locator(`[data-symbol=${symbol}]`).click();
  await board.page.locator(`section[aria-label=${symbol}]`).waitFor();
}

function shownFreshness(board: BoardPage, symbol: string): Promise<ShownFreshness> {
  return board.page.evaluate((shownSymbol) => {
    const row = document.querySelector(`[data-symbol=${shownSymbol}]`) as HTMLElement;
    const detail = document.querySelector(`section[aria-label=${shownSymbol}]`) as HTMLElement;
    const part = (place: Element, id: string) => place.querySelector(`[data-testid=${id}]`) as HTMLElement;
    return {
      row: part(row, 'trust').innerText,
      detail: part(detail, 'trust').innerText,
      asOf: part(detail, 'as-of').innerText,
      rowColor: getComputedStyle(part(row, 'last')).color,
      detailColor: getComputedStyle(part(detail, 'detail-last')).color,
    };
  }, symbol);
}

async function expectOldPrice(board: BoardPage, symbol: string, text: RegExp, limitMs = 30_000): Promise<void> {
  const freshness = await until(
    `${symbol} to show ${String(text)}`,
    async () => {
      const state = await shownFreshness(board, symbol);
      return text.test(state.row) && text.test(state.detail) && state;
    },
    { limitMs },
  );
  expect(freshness.asOf).toMatch(/^as of (\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d$/);
  expect(freshness.detailColor).toBe(freshness.rowColor);
  const old = await board.page.evaluate(() => {
    const probe = document.createElement('i');
    probe.className = 'probe';
    document.body.append(probe);
    probe.style.color = 'var(--old)';
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  });
  expect(freshness.detailColor).toBe(old);
  expect(await board.page.getByTestId('badge').innerText()).toBe('Live');
}

it('greys out a symbol that the feed no longer has after a restart', async () => {
  const start = ['--start-at', '2025-01-06T10:00', '--dashboard', DASHBOARD];
  const feed = await FeedProcess.start([...start, '--seed', '7', '--symbols', 'NVDA,MSFT']);
  const board = await BoardPage.open(browser, feed.url);
  await select(board, 'MSFT');
  await until('a price', async () => (await shownFreshness(board, 'MSFT')).asOf === '');
  await feed.stop();
  await board.until('waiting');
  await FeedProcess.start([...start, '--seed', '8', '--symbols', 'NVDA'], { port: feed.port });
  await board.until('live');
  await expectOldPrice(board, 'MSFT', /^Refused$/);
  await board.page.getByText('no symbol "MSFT" on this feed').last().waitFor();
  await board.page.screenshot({ path: path.join(SCREENSHOTS, 'detail-refused-dark.png') });
  expect(board.errors).toEqual([]);
});

it('shows a halt in the details, also on a translated page', async () => {
  const market = new HaltableMarket();
  const board = await BoardPage.open(browser, await market.serve(DASHBOARD));
  await select(board, 'JPM');
  expect((await shownFreshness(board, 'JPM')).detail).toBe('');
  await translateRepeatedly(board.page);
  market.halt('JPM');
  await expectOldPrice(board, 'JPM', /^Halted: news$/);
  await board.page.screenshot({ path: path.join(SCREENSHOTS, 'detail-halted-dark.png') });
  await select(board, 'AAPL');
  expect(await shownFreshness(board, 'AAPL')).toMatchObject({ row: '', detail: '', asOf: '' });
  expect(board.errors).toEqual([]);
});

it('shows for how long a symbol has been silent while its market is open', async () => {
  const market = new HaltableMarket();
  const board = await BoardPage.open(browser, await market.serve(DASHBOARD), { scheme: 'light' });
  await select(board, 'AMZN');
  market.mute('AMZN');
  await expectOldPrice(board, 'AMZN', /^Quiet 3\d s$/, 90_000);
  await board.page.screenshot({ path: path.join(SCREENSHOTS, 'detail-mute-light.png') });
});

it('shows at once that a symbol was silent long before the page was opened', async () => {
  const market = new HaltableMarket();
  market.mute('AMZN', market.startTime + 60_000);
  const board = await BoardPage.open(browser, await market.serve(DASHBOARD, 300_000));
  await select(board, 'AMZN');
  await expectOldPrice(board, 'AMZN', /^Quiet 4 min$/);
  await select(board, 'AAPL');
  expect(await shownFreshness(board, 'AAPL')).toMatchObject({ row: '', detail: '', asOf: '' });
  expect(board.errors).toEqual([]);
});
