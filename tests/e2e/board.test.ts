// The board in use: by keyboard, in both sizes, light and dark, after a reload, and with a feed on another host.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
const DASHBOARD = path.join(DIST, 'renderer');
const SCREENSHOTS = path.join(DIST, 'screenshots');

let browser: Browser;
let feed: SimulatedFeed;
beforeAll(async () => {
  browser = await launchBrowser();
  feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  await mkdir(SCREENSHOTS, { recursive: true });
});

async function symbolsOf(board: BoardPage): Promise<string[]> {
  return (await board.rows()).map(({ symbol }) => symbol);
}

describe('board by keyboard', () => {
  it('adds a symbol by part of its name, and shows its prices', async () => {
    const board = await BoardPage.open(browser, feed.url);
    expect(await symbolsOf(board)).not.toContain('SHW');
    await board.page.keyboard.press('Control+k');
    await board.page.keyboard.type('sherw');
    await board.page.keyboard.press('Enter');
    await board.page.locator('[data-symbol=SHW] [data-testid=last][data-units]').waitFor();
    expect((await symbolsOf(board)).at(-1)).toBe('SHW');
    expect(await selectedSymbol(board)).toBe('SHW');
    expect(board.errors).toEqual([]);
  });

  it('names a symbol that the feed does not have', async () => {
    const board = await BoardPage.open(browser, feed.url);
    await board.page.keyboard.press('Control+k');
    await board.page.keyboard.type('nosuch');
    await board.page.getByText('No symbol "nosuch" on this feed').waitFor();
  });

  it('moves through the rows and removes one', async () => {
    const board = await BoardPage.open(browser, feed.url);
    const before = await symbolsOf(board);
    await board.page.getByRole('grid').focus();
    await board.page.keyboard.press('ArrowDown');
    expect(await selectedSymbol(board)).toBe(before[1]);
    await board.page.keyboard.press('Delete');
    await board.page.locator(`[data-symbol=${String(before[1])}]`).waitFor({ state: 'detached' });
    expect(await symbolsOf(board)).toEqual(before.filter((_, i) => i !== 1));
    expect(await selectedSymbol(board)).toBe(before[2]);
  });

  it('keeps the list over a reload', async () => {
    const board = await BoardPage.open(browser, feed.url);
    await board.page.getByRole('grid').focus();
    await board.page.keyboard.press('Delete');
    const edited = await symbolsOf(board);
    await board.page.reload();
    await board.until('live');
    expect(await symbolsOf(board)).toEqual(edited);
  });
});

describe.each([
  [1280, 800],
  [1920, 1080],
])('board at %i × %i', (width, height) => {
  it.each(['dark', 'light'] as const)(
    'in %s mode, shows every column, and the layout does not shift while prices move',
    async (scheme) => {
      const board = await BoardPage.open(browser, feed.url, { width, height, scheme });
      const before = await layoutOf(board);
      await board.untilAllRowsMoved(30_000);
      expect(await layoutOf(board)).toEqual(before);
      expect(await overflowingTexts(board)).toEqual([]);
      expect(await hiddenStatusBarItems(board)).toEqual([]);
      await board.page.screenshot({ path: path.join(SCREENSHOTS, `board-${width}-${scheme}.png`) });
    },
  );
});

it.each([
  360, 390, 467, 468, 480, 560, 663, 664, 680, 800, 960, 1024, 1100, 1280, 1400, 1499, 1500, 1536, 1600, 1680, 1728,
  1920, 2560,
])(
  'at a width of %i px, cuts nothing off: names are readable or hidden, and the state fits the pane',
  async (width) => {
    const board = await BoardPage.open(browser, feed.url, { width });
    const { name, state, pane, badge, time, bar } = await board.page.evaluate(() => {
      const box = (selector: string) => (document.querySelector(selector) as Element).getBoundingClientRect();
      return {
        name: box('td.name').width,
        state: box('td.note').right,
        pane: box('.pane').right,
        badge: box('[data-testid=badge]').right,
        time: box('[data-testid=market-time]'),
        bar: box('footer').bottom,
      };
    });
    expect(name === 0 || name >= 120, `${name} px for a name`).toBe(true);
    expect(name > 0).toBe(width >= 468);
    expect(state).toBeLessThanOrEqual(pane);
    expect(badge).toBeLessThanOrEqual(width);
    expect(time.right).toBeLessThanOrEqual(width);
    expect(time.bottom).toBeLessThanOrEqual(bar);
    expect(await overflowingTexts(board, CELLS)).toEqual([]);
  },
);

it('shows the board of the feed in ?feed=, on a page from another host', async () => {
  const other = await SimulatedFeed.start({ symbols: ['KO', 'PEP'], seed: 11 });
  const board = await BoardPage.open(browser, `${feed.url}/?feed=${other.url}`);
  expect((await symbolsOf(board)).sort()).toEqual(['KO', 'PEP']);
  await board.page.getByText('Simulated, seed 11').waitFor();
  const label = board.page.getByTestId('feed');
  expect(await label.textContent()).toBe(new URL(other.url).host);
  expect(await label.getAttribute('class')).toContain('warn');
  const withoutOption = await BoardPage.open(browser, feed.url);
  expect(await withoutOption.page.getByTestId('feed').getAttribute('class')).not.toContain('warn');
});

it('explains an invalid feed address', async () => {
  const page = await browser.newPage();
  await page.goto(`${feed.url}/?feed=nonsense`);
  await page.getByRole('alert').filter({ hasText: '?feed= expects an address such as' }).waitFor();
  await page.close();
});

it('marks price changes also without color and motion', async () => {
  const board = await BoardPage.open(browser, feed.url);
  await board.page.emulateMedia({ reducedMotion: 'reduce' });
  const flash = board.page.locator('[data-testid=last][data-flash]').first();
  await flash.waitFor();
  const shown = await flash.evaluate((cell) => {
    const arrow = getComputedStyle(cell.querySelector('i') as Element, '::before').content;
    return { arrow, tint: getComputedStyle(cell, '::before').animationName };
  });
  expect(shown.arrow).toMatch(/[▲▼]/);
  expect(shown.tint).toBe('none');
});

function selectedSymbol(board: BoardPage): Promise<string | null> {
  return board.page.locator('[data-testid=row][aria-selected=true]').getAttribute('data-symbol');
}

/** Position and size of every header cell and of the first row's cells. */
function layoutOf(board: BoardPage): Promise<number[][]> {
  return board.page.locator('[role=grid] th, [role=grid] tbody tr:first-child td').evaluateAll((cells) =>
    cells.map((cell) => {
      const { x, width, height } = cell.getBoundingClientRect();
      return [x, width, height];
    }),
  );
}

const CELLS = 'td.number, td[data-testid=last], header';

/** The texts of elements matching `selector` that are cut off; "the page" if the page itself overflows. */
function overflowingTexts(board: BoardPage, selector = `${CELLS}, footer`): Promise<string[]> {
  return board.page.evaluate((query) => {
    const elements = [...document.querySelectorAll(query)];
    const texts = elements.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent.trim());
    return document.documentElement.scrollWidth > window.innerWidth ? ['the page', ...texts] : texts;
  }, selector);
}

/** Items of the status bar that wrapped to its hidden second line. */
function hiddenStatusBarItems(board: BoardPage): Promise<string[]> {
  return board.page.locator('footer').evaluate((footer) => {
    const { bottom } = footer.getBoundingClientRect();
    const hidden = [...footer.children].filter((item) => item.getBoundingClientRect().top >= bottom - 1);
    return hidden.map((item) => item.textContent.trim());
  });
}
