// The built page with a translator that keeps replacing text nodes: it still shows the right values.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { translateRepeatedly, translatableTexts } from '../support/pages/translator.ts';
import { until } from '../support/time/until.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
const DASHBOARD = path.join(DIST, 'renderer');

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

/** Cells whose text differs from their value, as "NVDA bid: 187.46, not 18747". */
function wrongCells(board: BoardPage): Promise<string[]> {
  return board.page.evaluate(() => {
    const prices = '[data-testid=row] :is([data-testid=bid], [data-testid=ask], [data-testid=last])';
    return [...document.querySelectorAll<HTMLElement>(prices)]
      .filter(({ innerText, dataset }) => {
        const digits = innerText.replace(/\D/g, '').replace(/^0+/, '');
        return digits !== (dataset.units ?? '');
      })
      .map((cell) => {
        const row = cell.closest('tr')?.dataset.symbol ?? '';
        return `${row} ${String(cell.dataset.testid)}: ${cell.innerText}, not ${String(cell.dataset.units)}`;
      });
  });
}

it('shows the right prices, trades and times', async () => {
  const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  const board = await BoardPage.open(browser, feed.url);
  await translateRepeatedly(board.page);
  expect(await board.page.locator('[role=grid] font').count()).toBeGreaterThan(100);
  await board.untilAllRowsMoved(30_000);
  expect(await wrongCells(board)).toEqual([]);
  const time = board.page.getByTestId('market-time');
  const before = await time.innerText();
  await until('the market time to advance', async () => (await time.innerText()) !== before);
  const selected = await board.page.locator('[data-testid=row][aria-selected=true] [data-testid=last]').innerText();
  await until('the details to show the price of the row', async () => {
    const [row, detail] = await board.page.evaluate(() => [
      document.querySelector<HTMLElement>('[aria-selected=true] [data-testid=last]')?.innerText,
      document.querySelector<HTMLElement>('[data-testid=detail-last]')?.innerText,
    ]);
    return row !== selected && row === detail;
  });
  const { trades } = await board.tape();
  const published = new Set(
    feed.history.tradesOf('NVDA').map(({ price, size }) => `${(price / 100).toFixed(2)} ${size}`),
  );
  expect(trades.filter(({ price, size }) => !published.has(`${price} ${size}`))).toEqual([]);
  expect(board.errors).toEqual([]);
});

it('shows everywhere that prices are old, and later that they are current again', async () => {
  const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  const proxy = await FaultyProxy.start(feed.port);
  const board = await BoardPage.open(browser, `${feed.url}/?feed=${proxy.url}`);
  await translateRepeatedly(board.page);
  const badge = board.page.getByTestId('badge');
  proxy.pause();
  await board.until('stale');
  expect(await badge.innerText()).toMatch(/^Stale \d+ s$/);
  expect(await board.page.getByRole('status').first().innerText()).toBe('Feed not live');
  const first = await badge.innerText();
  await until('the badge to count up', async () => (await badge.innerText()) !== first);
  expect(await board.page.getByTestId('trouble').innerText()).toContain('silent for');
  expect(await board.page.getByTestId('link').innerText()).toContain('Not live since');
  await board.until('waiting');
  expect(await badge.innerText()).toMatch(/^Waiting/);
  proxy.resume();
  await board.until('live');
  expect(await badge.innerText()).toBe('Live');
  expect(await board.page.getByTestId('trouble').count()).toBe(0);
  expect(board.errors).toEqual([]);
});

it('shows the right values after adding, selecting and removing a symbol', async () => {
  const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  const board = await BoardPage.open(browser, feed.url);
  await translateRepeatedly(board.page, 50);
  await board.page.keyboard.press('Control+k');
  await board.page.keyboard.type('sherw');
  await board.page.keyboard.press('Enter');
  await board.page.locator('section[aria-label=SHW]').waitFor();
  expect(await board.page.locator('h1 span').innerText()).toBe('51');
  await board.page.locator('[data-symbol=AAPL]').click();
  await board.page.locator('section[aria-label=AAPL]').waitFor();
  await until('trades', async () => (await board.tape()).trades.length > 0);
  await board.page.keyboard.press('End');
  await board.page.locator('section[aria-label=SHW]').waitFor();
  await board.page.getByRole('grid').focus();
  await board.page.keyboard.press('Delete');
  await board.page.locator('section[aria-label=SHW]').waitFor({ state: 'detached' });
  expect(await board.page.locator('h1 span').innerText()).toBe('50');
  await board.untilAllRowsMoved(30_000);
  expect(await wrongCells(board)).toEqual([]);
  expect(board.errors).toEqual([]);
});

it('marks prices, symbols, times and states as not to be translated', async () => {
  const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  const board = await BoardPage.open(browser, feed.url);
  await until('trades', async () => (await board.tape()).trades.length > 0);
  const live =
    '[data-testid=row] td, [data-testid=trade] td, [data-testid=detail-last], dd, [data-testid=badge], footer span';
  expect(await translatableTexts(board.page, live)).toEqual([]);
  expect(await translatableTexts(board.page, 'th')).not.toEqual([]);
});
