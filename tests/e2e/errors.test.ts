// Errors on the built page, under its Content Security Policy: a feed that repeats itself, failing panes, and foreign code.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRecording } from '../../feed-server/recordings/open-recording.ts';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { launchWithExtension } from '../support/pages/extension.ts';
import { throwForeignErrors } from '../support/pages/foreign-code.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { SymbolHistories } from '../support/market/symbol-histories.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { until } from '../support/time/until.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
const DASHBOARD = path.join(DIST, 'renderer');
const SCREENSHOTS = path.join(DIST, 'screenshots');

let browser: Browser;
beforeAll(async () => void (browser = await launchBrowser()));

function failedPanes(board: BoardPage): Promise<string[]> {
  return board.page.getByTestId('pane-failure').locator('strong').allTextContents();
}

/** Resolves once a last price has changed, which shows that the page still works. */
async function untilPricesMove(board: BoardPage): Promise<void> {
  const before = JSON.stringify(await board.rows());
  await until('a row to change', async () => JSON.stringify(await board.rows()) !== before);
}

describe('dashboard after a restart of the same feed', () => {
  const simulated = ['--seed', '7', '--start-at', '2025-01-06T10:00', '--symbols', 'NVDA,AAPL'];
  let recording: string;
  let history: SymbolHistories;
  beforeAll(async () => {
    recording = path.join(makeFolder(), 'morning.twr');
    const { code } = await FeedProcess.run([...simulated, '--speed', 'max', '--for', '10m', '--record', recording]);
    expect(code).toBe(0);
    const recorded = await openRecording(recording);
    history = new SymbolHistories(recorded.source.instruments);
    await recorded.source.advance(Infinity, history);
    await recorded.close();
  });

  it.each<readonly [string, () => readonly string[]]>([
    ['the same seed and start', () => simulated],
    ['the same replay', () => ['--replay', recording]],
  ])('continues with repeated rows and trades: %s', async (_, source) => {
    const args = [...source(), '--dashboard', DASHBOARD];
    const feed = await FeedProcess.start(args);
    const board = await BoardPage.open(browser, feed.url);
    const expectConsistent = async (gaps: number): Promise<void> => {
      const { runs } = await until('six trades in a row', async () => {
        const tape = await board.tape();
        return tape.gaps === gaps && (tape.runs[0]?.length ?? 0) > 5 && tape;
      });
      for (const run of runs) expect(history.hasConsecutiveTrades('NVDA', run), JSON.stringify(run)).toBe(true);
      for (const row of await board.rows()) expect(history.hadState(row.symbol, row), JSON.stringify(row)).toBe(true);
      await board.page.getByText(/^Verified/).waitFor();
      await untilPricesMove(board);
      expect(await failedPanes(board)).toEqual([]);
    };
    await expectConsistent(0);
    let running = feed;
    for (const restart of [1, 2]) {
      await running.stop();
      await board.until('waiting');
      running = await FeedProcess.start(args, { port: feed.port });
      await board.until('live');
      await expectConsistent(restart);
    }
    expect((await board.rows()).map(({ symbol }) => symbol)).toEqual(['NVDA', 'AAPL']);
    expect(board.errors).toEqual([]);
  });
});

describe('failing pane', () => {
  it('shows an error, does not affect other panes, and can be reloaded', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    await board.page.evaluate(() => {
      const { format } = Object.getOwnPropertyDescriptors(Intl.DateTimeFormat.prototype);
      Object.assign(window, { restore: () => Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', format) });
      Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
        get: () => {
          throw new Error('no such zone');
        },
      });
    });
    const pane = board.page.getByTestId('pane-failure').filter({ hasText: 'The trade list stopped working.' });
    await pane.waitFor();
    const bothErrors = 'The status bar stopped working.,The trade list stopped working.';
    await until('both panes to show an error', async () => (await failedPanes(board)).sort().join() === bothErrors);
    expect(await pane.innerText()).toContain('The other panes keep updating.');
    expect(await pane.innerText()).not.toContain('no such zone');
    await pane.getByText('Details').click();
    expect(await pane.innerText()).toContain('no such zone');
    await untilPricesMove(board);
    await board.page.screenshot({ path: path.join(SCREENSHOTS, 'pane-failure-dark.png') });
    await board.page.evaluate(() => (window as unknown as { restore: () => void }).restore());
    const reload = board.page.getByRole('button', { name: 'Reload this pane' });
    await reload.first().click();
    await reload.click();
    await until('both panes to work again', async () => (await failedPanes(board)).length === 0);
    await until('trades', async () => (await board.tape()).trades.length > 0);
    await board.page.getByTestId('market-time').waitFor();
  });

  it('is only the one whose event handler failed', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    await board.page.evaluate(() => {
      Storage.prototype.setItem = () => undefined;
      HTMLInputElement.prototype.select = () => {
        throw new Error('no selection');
      };
    });
    await board.page.keyboard.press('Control+k');
    await until(
      'the search to show an error',
      async () => (await failedPanes(board)).join() === 'Symbol search stopped working.',
    );
    await untilPricesMove(board);
  });
});

describe('failing row', () => {
  it('shows an error in its place, does not affect other rows, and can be restored', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    const symbols = (await board.rows()).map(({ symbol }) => symbol);
    await board.page.evaluate(() => {
      const data = Object.getOwnPropertyDescriptor(CharacterData.prototype, 'data') as PropertyDescriptor;
      Object.assign(window, { restore: () => Object.defineProperty(CharacterData.prototype, 'data', data) });
      Object.defineProperty(CharacterData.prototype, 'data', {
        ...data,
        set(this: CharacterData, text: string) {
          if (this.parentElement?.closest('[data-symbol=AAPL]')) throw new Error('no text for this row');
          data.set?.call(this, text);
        },
      });
    });
    const failed = board.page.getByTestId('row-failure');
    await failed.waitFor();
    expect(await failed.innerText()).toContain('AAPL');
    expect(await failed.innerText()).toContain('This row stopped working.');
    await untilPricesMove(board);
    expect(await failedPanes(board)).toEqual([]);
    expect((await board.rows()).map(({ symbol }) => symbol)).toEqual(symbols.filter((symbol) => symbol !== 'AAPL'));
    await board.page.evaluate(() => (window as unknown as { restore: () => void }).restore());
    await failed.getByRole('button', { name: 'Try again' }).click();
    await until('all rows to be back in order', async () => {
      return JSON.stringify((await board.rows()).map(({ symbol }) => symbol)) === JSON.stringify(symbols);
    });
    expect(await failed.count()).toBe(0);
  });
});

describe('errors in foreign code', () => {
  it.each(['after the page has started', 'before the page has started'])(
    'do not stop the dashboard %s',
    async (time) => {
      const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
      const isEarly = time.startsWith('before');
      const board = await BoardPage.open(browser, feed.url, isEarly ? { script: throwForeignErrors } : {});
      if (!isEarly) await board.page.evaluate(throwForeignErrors);
      await until('the errors', () => board.errors.some((error) => error.includes('wallet promise')));
      await board.page.keyboard.press('Control+k');
      await until('an error in a listener', () => board.errors.some((error) => error.includes('password manager')));
      await untilPricesMove(board);
      expect(await failedPanes(board)).toEqual([]);
      expect(await board.page.getByText('The dashboard stopped').count()).toBe(0);
    },
  );

  it('do not stop the dashboard, in both worlds of a real extension', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.visitWithin(await launchWithExtension(throwForeignErrors), feed.url);
    await board.until('live');
    await until('the errors of both worlds', () => board.errors.filter((e) => e.includes('wallet timer')).length === 2);
    await board.page.keyboard.press('Control+k');
    await until('an error in a listener', () => board.errors.some((error) => error.includes('password manager')));
    await untilPricesMove(board);
    expect(await failedPanes(board)).toEqual([]);
    expect(await board.page.getByText('The dashboard stopped').count()).toBe(0);
  });

  it('are told apart from our own, which stop the dashboard so that it shows no old prices', async () => {
    const feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
    const board = await BoardPage.open(browser, feed.url);
    // One of our timers calls this, so the error counts as ours.
    await board.page.evaluate(() => {
      performance.now = () => {
        throw new Error('no clock');
      };
    });
    await board.page.getByText('The dashboard stopped').waitFor();
    expect(await board.page.getByTestId('row').count()).toBe(0);
    expect(await board.page.getByRole('alert').innerText()).toContain('Reload the page');
  });
});
