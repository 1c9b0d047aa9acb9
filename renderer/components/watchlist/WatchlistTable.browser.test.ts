// The watchlist in use: keys, removal, refusals, and updates that change only what they must and shift nothing.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import { emptyQuoteRows } from '../../../proto/rows.ts';
import { makeBatch, makeInstrument } from '../../../tests/support/wire/builders.ts';
import '../../theme.css';
import {
  BoardFixture,
  makeFeedInfo,
  makeStatus,
  makeTradeBatch,
  START,
} from '../../../tests/support/pages/dashboard-fixtures.ts';
import WatchlistTable from './WatchlistTable.svelte';

async function renderTable(...symbols: string[]) {
  const fixture = new BoardFixture(symbols);
  const screen = await render(WatchlistTable, fixture.props);
  const grid = screen.getByRole('grid');
  const rows = (): HTMLElement[] => [...screen.container.querySelectorAll<HTMLElement>('[data-testid=row]')];
  return { fixture, screen, grid: grid.element() as HTMLElement, rows, selected: () => fixture.watchlist.selected };
}

function cellRects(rows: readonly HTMLElement[]): string[] {
  return rows.flatMap((row) =>
    [...row.children].map((cell) => {
      const { x, y, width, height } = cell.getBoundingClientRect();
      return `${x} ${y} ${width} ${height}`;
    }),
  );
}

test('arrow keys, Page Up/Down, Home and End move the selection, which the grid announces', async () => {
  const { fixture, grid, rows, selected } = await renderTable(...Array.from({ length: 50 }, (_, i) => `S${i}`));
  grid.focus();
  for (const [key, symbol] of [
    ['{ArrowDown}', 'S1'],
    ['{ArrowUp}', 'S0'],
    ['{ArrowUp}', 'S0'],
    ['{End}', 'S49'],
    ['{ArrowDown}', 'S49'],
    ['{Home}', 'S0'],
  ] as const) {
    await userEvent.keyboard(key);
    expect(selected(), key).toBe(symbol);
    flushSync();
    expect(grid.getAttribute('aria-activedescendant')).toBe(`row-${symbol}`);
    expect(
      rows()
        .filter((r) => r.ariaSelected === 'true')
        .map((r) => r.dataset.symbol),
    ).toEqual([symbol]);
  }
  await userEvent.keyboard('{PageDown}');
  const page = fixture.watchlist.symbols.indexOf(selected() ?? '');
  expect(page).toBeGreaterThan(1);
  await userEvent.keyboard('{PageUp}');
  expect(selected()).toBe('S0');
});

test('keys reach the list while nothing has the focus, but not while a field does', async () => {
  const { selected } = await renderTable('AAPL', 'MSFT');
  await userEvent.keyboard('{ArrowDown}');
  expect(selected()).toBe('MSFT');
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  await userEvent.keyboard('{ArrowUp}{Delete}');
  field.remove();
  expect(selected()).toBe('MSFT');
});

test('the selected row shows the focus outline', async () => {
  const { rows } = await renderTable('AAPL', 'MSFT');
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  flushSync();
  expect(rows().map((row) => getComputedStyle(row).outlineStyle)).toEqual(['none', 'solid']);
});

test('Delete removes the row, selects its neighbor and keeps the focus', async () => {
  const { fixture, grid, rows, selected } = await renderTable('AAPL', 'MSFT', 'NVDA');
  grid.focus();
  await userEvent.keyboard('{ArrowDown}{Delete}');
  flushSync();
  expect(rows().map((r) => r.dataset.symbol)).toEqual(['AAPL', 'NVDA']);
  expect(selected()).toBe('NVDA');
  expect(document.activeElement).toBe(grid);
  expect([...fixture.feed.subscribed].sort()).toEqual(['AAPL board', 'NVDA board', 'NVDA tape']);
});

test('the button of a row removes it and leaves the focus in the table', async () => {
  const { screen, grid, rows } = await renderTable('AAPL', 'MSFT');
  await screen.getByRole('button', { name: 'Remove MSFT' }).click();
  flushSync();
  expect(rows().map((r) => r.dataset.symbol)).toEqual(['AAPL']);
  expect(document.activeElement).toBe(grid);
});

test('a refused row stays and shows the reason', async () => {
  const { fixture, rows } = await renderTable('AAPL', 'FOO');
  fixture.connection.publish(makeStatus({ refused: new Map([['FOO', 'no symbol "FOO" on this feed']]) }));
  flushSync();
  expect(rows()[1]?.textContent).toContain('no symbol "FOO" on this feed');
  expect(rows()[1]?.textContent).toContain('Refused');
  expect(rows()[0]?.textContent).not.toContain('Refused');
});

test("a list with unknown symbols can be replaced by the feed's default list", async () => {
  const { fixture, screen } = await renderTable('AAPL', 'FOO');
  const instruments = ['IBM', 'GE'].map((symbol, id) => makeInstrument(id, { symbol }));
  fixture.connection.publish(makeStatus({ instruments, refused: new Map([['FOO', 'no symbol "FOO"']]) }));
  await expect.element(screen.getByTestId('refused-hint')).toMatchTextContent('1 of 2 symbols are not on this feed');
  await screen.getByRole('button', { name: "Use this feed's default list" }).click();
  expect(fixture.watchlist.symbols).toEqual(['IBM', 'GE']);
});

test("an empty list offers the feed's default list", async () => {
  const { fixture, screen } = await renderTable('AAPL');
  fixture.connection.publish(makeStatus({ instruments: [makeInstrument(0, { symbol: 'IBM' })] }));
  fixture.watchlist.remove('AAPL');
  await screen.getByRole('button', { name: "use this feed's default list" }).click();
  expect(fixture.watchlist.symbols).toEqual(['IBM']);
});

test('a row without recent ticks is marked quiet while the market is open', async () => {
  const { fixture, rows } = await renderTable('AAPL');
  fixture.connection.setNow(START + 38_000);
  flushSync();
  expect(rows()[0]?.textContent).toContain('Quiet 38 s');
  fixture.connection.publish(makeStatus({ feedInfo: makeFeedInfo({ session: 'closed' }) }));
  flushSync();
  expect(rows()[0]?.textContent).not.toContain('Quiet');
});

test('rows look up refusals only when the refusals change', async () => {
  const { fixture } = await renderTable('AAPL', 'MSFT');
  let lookups = 0;
  class CountedMap extends Map<string, string> {
    override get(symbol: string): string | undefined {
      lookups++;
      return super.get(symbol);
    }
  }
  const status = makeStatus({ refused: new CountedMap() });
  fixture.connection.publish(status);
  flushSync();
  expect(lookups).toBe(2);
  for (let frame = 1; frame <= 10; frame++) {
    fixture.connection.publish({ ...status, lastMessageAt: START + frame });
    flushSync();
  }
  expect(lookups).toBe(2);
});

test('rows are dimmed while the link is not live', async () => {
  const { fixture, rows } = await renderTable('AAPL');
  expect(rows()[0]?.classList.contains('dim')).toBe(false);
  fixture.connection.publish(makeStatus({ link: { kind: 'stale', since: START, behindMs: undefined } }));
  flushSync();
  expect(rows()[0]?.classList.contains('dim')).toBe(true);
});

test('nothing shifts when prices change, however wide they get', async () => {
  const { fixture, screen, rows } = await renderTable('AAPL', 'MSFT', 'NVDA');
  const before = cellRects(rows());
  fixture.apply(makeTradeBatch(0, 10_001));
  fixture.apply(makeTradeBatch(1, 98_765_432, 4_000_000));
  fixture.apply(makeTradeBatch(2, 1));
  fixture.connection.setNow(START + 38_000);
  flushSync();
  expect(
    screen
      .getByTestId('last')
      .elements()
      .map((e) => e.textContent),
  ).toEqual(['100.01', '987,654.32', '0.01']);
  expect(cellRects(rows())).toEqual(before);
});

test('an update writes only to the cells that changed', async () => {
  const { fixture, rows } = await renderTable('AAPL', 'MSFT');
  const mutations: MutationRecord[] = [];
  const observer = new MutationObserver((records) => void mutations.push(...records));
  const [aapl] = rows();
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  const ids = [0];
  fixture.apply(
    makeBatch({
      quotes: {
        ...emptyQuoteRows(),
        id: ids,
        time: [START],
        bid: [9_998],
        bidSize: [3],
        ask: [10_001],
        askSize: [4],
        merged: [0],
      },
    }),
  );
  fixture.connection.publish(makeStatus());
  flushSync();
  mutations.push(...observer.takeRecords());
  observer.disconnect();
  expect(mutations.every(({ target }) => aapl?.contains(target))).toBe(true);
  expect(mutations.map(({ type, attributeName }) => attributeName ?? type).sort()).toEqual([
    'characterData',
    'data-units',
  ]);
  expect(aapl?.querySelector('[data-testid=bid]')?.textContent).toBe('99.98');
});

test('softens flashes while many rows move at once', async () => {
  const { fixture, screen } = await renderTable(...Array.from({ length: 12 }, (_, i) => `S${i}`));
  const strength = (): string =>
    getComputedStyle(screen.getByRole('grid').element()).getPropertyValue('--flash-strength').trim();
  fixture.apply(makeTradeBatch(0, 10_001));
  expect(strength()).toBe('');
  for (let id = 0; id < 12; id++) fixture.quotes.applyBatch(makeTradeBatch(id, 10_002));
  fixture.board.publish();
  flushSync();
  expect(Number(strength())).toBeLessThan(1);
});
