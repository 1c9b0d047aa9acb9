// The built page has the styles of its source, and digits do not move when prices change.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { sourceStyles, styleDifferences } from '../support/pages/style-differences.ts';
import { until } from '../support/time/until.ts';

const DASHBOARD = path.join(import.meta.dirname, '../../dist/renderer');
/** Enough for every kind of element. */
const SYMBOLS: readonly string[] = ['NVDA', 'AAPL', 'BTCUSD'];
const PRICE_CHANGES = 500;
/** Chromium's layout precision. */
const LAYOUT_STEP_PX = 1 / 64;

let browser: Browser;
let source: string;
beforeAll(async () => {
  browser = await launchBrowser();
  source = await sourceStyles();
});

async function openBoard(
  scheme: 'light' | 'dark' = 'dark',
  width = 1280,
  symbols = SYMBOLS,
): Promise<{ board: BoardPage; feed: SimulatedFeed }> {
  const feed = await SimulatedFeed.start({ dashboard: DASHBOARD, symbols });
  const board = await BoardPage.open(browser, feed.url, { scheme, width });
  await until('trades', async () => (await board.tape()).trades.length > 3);
  return { board, feed };
}

describe.each(['light', 'dark'] as const)('in %s mode', (scheme) => {
  it.each([680, 1920])('at %i px, every element of the board has the styles of the source', async (width) => {
    const { board, feed } = await openBoard(scheme, width);
    await board.page.getByTestId('badge').click();
    expect(await styleDifferences(board.page, source)).toEqual([]);
    await board.page.keyboard.press('Control+k');
    await board.page.keyboard.type('a');
    await board.page.getByRole('option').first().waitFor();
    expect(await styleDifferences(board.page, source)).toEqual([]);
    await feed.stop();
    await board.page.getByTestId('trouble').waitFor();
    await board.page.getByTestId('gap').or(board.page.getByTestId('trade')).first().waitFor({ state: 'attached' });
    expect(await styleDifferences(board.page, source)).toEqual([]);
  });
});

it('the check fires if a shorthand comes after a property that it resets', async () => {
  const { board } = await openBoard();
  const reset = `${source}\nbody { font-feature-settings: 'tnum'; font: 450 13px/1.3 'Inter Variable', system-ui, sans-serif; }`;
  const differences = await styleDifferences(board.page, reset);
  expect(differences).toContain('body font-feature-settings: "cv05", "ss03", "tnum", in the source normal');
});

it('every text of the page has tabular figures, also in form controls', async () => {
  const { board } = await openBoard();
  const features = await board.page.evaluate(() => {
    const texts = [...document.querySelectorAll('body, #app *')];
    return [...new Set(texts.map((element) => getComputedStyle(element).fontFeatureSettings))];
  });
  expect(features).toEqual(['"cv05", "ss03", "tnum"']);
});

it('the decimal points of a column stay in place over 500 price changes', async () => {
  const { board } = await openBoard('dark', 1280, []);
  await board.page.evaluate(() => document.fonts.ready.then(() => undefined));
  const positions = await board.page.evaluate(
    (count) =>
      new Promise<Record<string, number[]>>((resolve) => {
        const positions: Record<string, number[]> = {};
        const texts = new Map<Element, string>();
        let changes = 0;
        const checkFrame = (): void => {
          for (const column of ['last', 'bid', 'ask'])
            for (const cell of document.querySelectorAll(`[data-testid=row] [data-testid=${column}]`)) {
              const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
              const text = walker.nextNode() as Text | null;
              const at = text?.data.search(/\.\d\d$/) ?? -1;
              if (!text || at < 0) continue;
              if (texts.get(cell) !== text.data) changes++;
              texts.set(cell, text.data);
              const range = document.createRange();
              range.setStart(text, at);
              range.setEnd(text, at + 1);
              const { x } = range.getBoundingClientRect();
              const columnPositions = (positions[column] ??= []);
              if (!columnPositions.includes(x)) columnPositions.push(x);
            }
          if (changes <= count) requestAnimationFrame(checkFrame);
          else resolve(positions);
        };
        checkFrame();
      }),
    PRICE_CHANGES,
  );
  expect(Object.keys(positions)).toEqual(['last', 'bid', 'ask']);
  for (const [column, xs] of Object.entries(positions))
    expect(Math.max(...xs) - Math.min(...xs), column).toBeLessThan(LAYOUT_STEP_PX * 4);
});

it('ten ones are as wide as ten zeros', async () => {
  const { board } = await openBoard();
  const widths = await board.page.evaluate(() => {
    const cell = document.querySelector('[data-testid=bid]') as Element;
    return ['1111111111', '0000000000'].map((digits) => {
      const probe = document.createElement('span');
      probe.textContent = digits;
      cell.append(probe);
      const { width } = probe.getBoundingClientRect();
      probe.remove();
      return width;
    });
  });
  expect(widths[0]).toBe(widths[1]);
});
