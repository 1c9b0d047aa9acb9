// Replays a CSV of a six-figure coin with eight decimals and fractional sizes to `tail` and the dashboard.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { until } from '../support/time/until.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DASHBOARD = path.join(ROOT, 'dist/renderer');
const START = Date.parse('2025-01-06T15:00:00Z');
/** Long enough for a client to connect before the end. */
const ROUNDS = 1_200;

/** Trades ten times a second, at prices that differ in the eighth decimal. */
function coinFile(): string {
  const rows = Array.from({ length: ROUNDS }, (_, i) => {
    const price = i % 2 === 0 ? '120000.12345678' : '120000.12345677';
    return `${START + 100 * i},BTCUSD,${price},0.0015,120000.12345677,0.2,120000.12345678,12.5`;
  });
  const header = 'time,symbol,price,size,bid,bid_size,ask,ask_size';
  return path.join(makeFolder({ 'coin.csv': `${header}\n${rows.join('\n')}\n` }), 'coin.csv');
}

it('shows every digit of prices and sizes, in text, in JSON and on the board', async () => {
  const feed = await FeedProcess.start(['--replay', coinFile(), '--dashboard', DASHBOARD]);
  const [text, json] = [tail(feed.url), tail(feed.url, '--json')];
  const board = await BoardPage.open(await launchBrowser(), feed.url);
  await board.page.locator('[data-symbol=BTCUSD]').click();
  await until('trades on the tape', async () => (await board.tape()).trades.length > 2);

  const [row] = await board.rows();
  expect(row).toMatchObject({ symbol: 'BTCUSD', bid: 12_000_012_345_677, ask: 12_000_012_345_678 });
  expect([12_000_012_345_677, 12_000_012_345_678]).toContain(row?.last);
  // Volumes are sums of 15 units of 10^-4.
  expect((row?.volume ?? NaN) % 15).toBe(0);
  const { trades } = await board.tape();
  expect(new Set(trades.map(({ price }) => price))).toEqual(new Set(['120000.12345677', '120000.12345678']));
  expect(new Set(trades.map(({ size }) => size))).toEqual(new Set(['0.0015']));
  const cells = await board.page.locator('[data-symbol=BTCUSD] td').allInnerTexts();
  for (const shown of ['120,000.12345677', '0.2', '120,000.12345678', '12.5']) expect(cells).toContain(shown);
  expect(board.errors).toEqual([]);

  await until('lines of tail', () => text.length > 2 && json.length > 2);
  const trade = / BTCUSD trade 120000\.1234567[78] 0\.0015$/;
  const quote = / BTCUSD quote 120000\.12345677 x 0\.2000 \/ 120000\.12345678 x 12\.5000$/;
  for (const line of text) expect(line).toMatch(line.includes('trade') ? trade : quote);
  for (const line of json.filter((output) => output.includes('"trade"'))) {
    const { price, size } = JSON.parse(line) as { readonly price: number; readonly size: number };
    expect([120_000.123_456_77, 120_000.123_456_78]).toContain(price);
    expect(size).toBe(0.0015);
  }
});

it.each([680, 1280, 1920])('cuts off no digit on a page %i px wide', async (width) => {
  const feed = await FeedProcess.start(['--replay', coinFile(), '--dashboard', DASHBOARD]);
  const board = await BoardPage.open(await launchBrowser(), feed.url, { width });
  await board.page.getByText('120,000.12345678').first().waitFor();
  expect(await board.page.evaluate(clippedNumbers)).toEqual([]);
});

/** The numbers that do not fit their cells or the pane of the selected symbol. Runs in the page. */
function clippedNumbers(): string[] {
  const cells = [...document.querySelectorAll<HTMLElement>('[data-testid=row] td:not(.name, .note)')];
  const outside = [...document.querySelectorAll<HTMLElement>('aside :is(b, strong, dd, span, td)')].filter(
    (element) => {
      const pane = element.closest('aside')?.getBoundingClientRect();
      return element.getBoundingClientRect().right > (pane?.right ?? Infinity);
    },
  );
  const clipped = cells.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  return [...clipped, ...outside].map(({ innerText }) => innerText);
}

/** The output lines of `tail`, which grow as they arrive. */
function tail(url: string, ...args: string[]): readonly string[] {
  const command = [path.join(ROOT, 'feed-server/main.ts'), 'tail', 'BTCUSD', '--url', url, ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  addCleanup(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  return lines;
}
