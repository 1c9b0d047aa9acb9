// The built page with a feed that sends impossible values: it keeps working, and names the problem instead of reconnecting forever.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { makeAccepted, makeInstrument, makeInstruments } from '../support/wire/builders.ts';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { ScriptedFeed, type FeedScript } from '../support/feeds/scripted-feed.ts';

const DASHBOARD = path.join(import.meta.dirname, '../../dist/renderer');
const [MSFT, MSFT_AGAIN] = [makeInstrument(1, { symbol: 'MSFT' }), makeInstrument(2, { symbol: 'MSFT' })];

let browser: Browser;
let home: SimulatedFeed;
beforeAll(async () => {
  browser = await launchBrowser();
  home = await SimulatedFeed.start({ dashboard: DASHBOARD, symbols: ['AAPL'] });
});

/** Opens the dashboard of a working feed, but connected to `feed`. */
function open(feed: ScriptedFeed): Promise<BoardPage> {
  return BoardPage.visit(browser, `${home.url}/?feed=${feed.url}`);
}

it.each<[string, FeedScript, string]>([
  ['lists a symbol twice', { instruments: [MSFT, MSFT_AGAIN] }, 'symbol "MSFT": expected once, found twice'],
  [
    'lists an id twice',
    { instruments: [MSFT, makeInstrument(1, { symbol: 'A' })] },
    'id 1: expected once, found twice',
  ],
  [
    'gives two symbols the same id',
    { accepted: [makeAccepted(1, { instrument: MSFT }), makeAccepted(1, { instrument: makeInstrument(1) })] },
    'id 1: expected one symbol, found',
  ],
  [
    'has names of 2 MB',
    { instruments: [makeInstrument(0, { name: 'x'.repeat(2_000_000) })] },
    'instrument "S0" name: expected at most 200 characters, found 2000000',
  ],
  ['lists a million instruments', { instruments: new Uint8Array(45_000_000) }, 'expected at most 16777216 bytes'],
  [
    'lists a million empty instruments',
    { instruments: emptyEntries(1_000_000) },
    'expected at most 65536, found 1000000',
  ],
  [
    'announces a heartbeat once an hour',
    { welcome: { heartbeatMs: 3_600_000 }, silent: true },
    'welcome heartbeat_ms: expected a whole number from 50 to 60000, found 3600000',
  ],
  ['has prices of nine decimals', { instruments: [makeInstrument(0, { decimals: 9 })] }, 'decimals'],
  ['runs at an infinite speed', { welcome: { speed: Infinity } }, 'welcome speed'],
])('refuses a feed that %s, on every visit, and connects again on request', async (_, script, reason) => {
  const feed = await ScriptedFeed.start(script);
  const board = await open(feed);
  for (const visit of [1, 2]) {
    await board.until('refused');
    expect(await board.page.getByTestId('trouble').innerText()).toContain(`This feed can't be trusted:`);
    expect(await board.page.getByTestId('trouble').innerText()).toContain(reason);
    // The page tries three times, because a single message may have been damaged in transit.
    expect(feed.connections).toBe(3 * visit);
    await board.page.reload();
  }
  await board.until('refused');
  feed.setScript({});
  await board.page.getByRole('button', { name: 'Try now' }).click();
  await board.until('live');
  expect(board.errors).toEqual([]);
});

it('shows names as text on one line, whatever they contain', async () => {
  const names = ['<img src=x onerror=alert(1)>', 'abc\u202Egnp.exe', 'two\nlines\u0000', `Z${'\u0335'.repeat(150)}`];
  const instruments = names.map((name, id) => makeInstrument(id, { name }));
  const accepted = instruments.map((instrument) => makeAccepted(instrument.id, { instrument }));
  const board = await open(await ScriptedFeed.start({ instruments, accepted, welcome: { source: '<b>\u202Eme</b>' } }));
  await board.until('live');
  const rows = board.page.getByTestId('row');
  await rows.nth(3).waitFor();
  const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  expect(new Set(heights).size).toBe(1);
  const text = (await rows.allInnerTexts()).join(' ');
  expect(text).toContain('<img src=x onerror=alert(1)>');
  expect(text).toContain('abc gnp.exe');
  expect(text).toContain('two lines');
  expect(await board.page.getByTestId('source').innerText()).toBe('<b> me</b>');
  expect(board.errors).toEqual([]);
});

it('stops connecting to a feed that keeps sending impossible values', async () => {
  const feed = await ScriptedFeed.start({ instruments: makeInstruments(3), heartbeat: () => ({ marketTime: NaN }) });
  const board = await open(feed);
  await board.until('refused');
  expect(await board.page.getByTestId('trouble').innerText()).toContain('heartbeat market_time');
  expect(feed.connections).toBe(3);
});

/** `n` empty list entries, encoded. */
function emptyEntries(n: number): Uint8Array {
  return new Uint8Array(2 * n).map((_, i) => (i % 2 === 0 ? 0x0a : 0));
}
