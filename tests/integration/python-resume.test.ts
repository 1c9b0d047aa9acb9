// The resuming Python client of proto/README.md, over a link that is cut: it must print every trade that the market
// published, each once.
import { beforeAll, expect, it } from 'vitest';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { fenced } from '../support/wire/protocol-page.ts';
import type { PythonProcess } from '../support/python/python.ts';
import { describePython, PythonFolder, RESUMING_CLIENT } from '../support/python/python-folder.ts';
import { Dice } from '../support/random/seeded.ts';
import { serveMarket, StoppableMarket } from '../support/market/stoppable-market.ts';

const SET_UP_LIMIT_MS = 60_000;
const DECIMALS = { MSFT: 4, F: 8, AAPL: 2 };
const SYMBOLS = ['MSFT', 'F'];
const CUTS = 6;
const SEED = 24;
/** Cuts may fall anywhere in this many bytes, so also in a resume and its replay. */
const CUT_WITHIN_BYTES = 6_000;

function printed(lines: readonly string[], symbol: string, what: string): string[] {
  return lines.filter((line) => line.startsWith(`${symbol} ${what} `));
}

/** The trades of a symbol so far, as the client prints them. */
function tradesOf(market: StoppableMarket, symbol: string): string[] {
  return market.published(symbol, 'last').map((line) => line.replace(' last ', ' trade '));
}

/** The first line that differs, if `lines` is not the end of `published`. */
function wrongTape(lines: readonly string[], published: readonly string[]): string | undefined {
  const expected = published.slice(published.length - lines.length);
  const at = lines.findIndex((line, i) => line !== expected[i]);
  return at < 0 ? undefined : `line ${at}: expected ${String(expected[at])}, found ${String(lines[at])}`;
}

describePython('the resuming Python client of proto/README.md', () => {
  let folder: PythonFolder;

  beforeAll(async () => {
    folder = await PythonFolder.make();
    await folder.write('resuming.py', fenced('python', RESUMING_CLIENT));
  }, SET_UP_LIMIT_MS);

  /** Ends the market and waits until the client has printed all of it. `since`: the lines of the current epoch. */
  async function untilCurrent(
    client: PythonProcess,
    market: StoppableMarket,
    since = (): string[] => client.lines,
  ): Promise<void> {
    market.end();
    const isCurrent = (symbol: string): boolean =>
      wrongTape(printed(since(), symbol, 'trade'), tradesOf(market, symbol)) === undefined &&
      (['quote', 'last'] as const).every(
        (what) => printed(since(), symbol, what).at(-1) === market.published(symbol, what).at(-1),
      );
    await client.untilLines('every trade once, and the newest quote and last sale', () => SYMBOLS.every(isCurrent));
  }

  it('prints every trade once, and is current, wherever its link is cut', async () => {
    const market = new StoppableMarket(DECIMALS);
    const server = await serveMarket(market);
    const proxy = await FaultyProxy.start(Number(new URL(server.url).port));
    const client = folder.startClient(RESUMING_CLIENT, proxy.url, SYMBOLS);
    const tape = (): number => client.lines.filter((line) => line.includes(' trade ')).length;
    await client.untilLines('a trade', () => tape() > 0);
    const dice = new Dice(SEED);
    for (let cut = 0; cut < CUTS; cut++) {
      await proxy.cutAfter(dice.below(CUT_WITHIN_BYTES));
      const before = tape();
      await client.untilLines(`trades after cut ${cut}`, () => tape() > before);
    }
    await untilCurrent(client, market);

    const { lines } = client;
    for (const symbol of SYMBOLS) {
      const trades = printed(lines, symbol, 'trade');
      expect(trades.length).toBeGreaterThan(CUTS);
      expect(wrongTape(trades, tradesOf(market, symbol)), `${symbol}, seed ${SEED}`).toBeUndefined();
      for (const what of ['quote', 'last'] as const)
        expect(printed(lines, symbol, what).at(-1)).toBe(market.published(symbol, what).at(-1));
    }
    expect(lines.some((line) => /MODE_TAPE RECEIPT_KIND_EXACT missed [1-9]/.test(line))).toBe(true);
    expect(lines.filter((line) => line.includes('RECEIPT_KIND_RESET'))).toEqual([]);
  });

  it('gives up a silent link, and resumes over a new one', async () => {
    const market = new StoppableMarket(DECIMALS);
    const server = await serveMarket(market);
    const proxy = await FaultyProxy.start(Number(new URL(server.url).port));
    const client = folder.startClient(RESUMING_CLIENT, proxy.url, SYMBOLS);
    await client.untilLines('a trade', (lines) => printed(lines, 'F', 'trade').length > 0);
    proxy.pause();
    await client.untilLines('the end of the link', (lines) =>
      lines.some((line) => line.startsWith('link lost: Timeout')),
    );
    proxy.drop();
    proxy.resume();
    await client.untilLines('a receipt', (lines) =>
      lines.some((line) => line.startsWith('F MODE_TAPE RECEIPT_KIND_EXACT')),
    );
    await untilCurrent(client, market);
    for (const symbol of SYMBOLS)
      expect(wrongTape(printed(client.lines, symbol, 'trade'), tradesOf(market, symbol))).toBeUndefined();
  });

  it('starts over after a restart of the server, with the ids of the new epoch', async () => {
    const first = await serveMarket(new StoppableMarket(DECIMALS));
    const client = folder.startClient(RESUMING_CLIENT, first.url, SYMBOLS);
    await client.untilLines('a trade', (lines) => printed(lines, 'F', 'trade').length > 0);
    await first.close();
    await client.untilLines('the goodbye', (lines) => lines.some((line) => line.startsWith('closed 4000 ')));
    const market = new StoppableMarket({ AAPL: 2, F: 3, MSFT: 1 });
    await serveMarket(market, { port: Number(new URL(first.url).port) });
    const sinceReset = (): string[] => client.lines.slice(client.lines.findIndex((line) => line.startsWith('reset ')));
    await client.untilLines('trades of the new epoch', () =>
      SYMBOLS.every((symbol) => printed(sinceReset(), symbol, 'trade').length > 0),
    );
    await untilCurrent(client, market, sinceReset);
    const lines = sinceReset();
    expect(lines).toContain('F MODE_TAPE RECEIPT_KIND_RESET missed 0');
    for (const symbol of SYMBOLS)
      expect(wrongTape(printed(lines, symbol, 'trade'), tradesOf(market, symbol))).toBeUndefined();
  });

  it('does not reconnect after a refusal that is final', async () => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    await folder.write('later.py', fenced('python', RESUMING_CLIENT).replace('"protocol": 2', '"protocol": 3'));
    const client = folder.start(['later.py', server.url, 'F']);
    await client.expectSuccess();
    expect(client.lines.filter((line) => line.startsWith('not connected: '))).toHaveLength(1);
  });

  it('the check fires on a trade that is lost, and on one that comes twice', () => {
    expect(wrongTape(['b', 'c'], ['a', 'b', 'c'])).toBeUndefined();
    expect(wrongTape(['a', 'c'], ['a', 'b', 'c'])).toBe('line 0: expected b, found a');
    expect(wrongTape(['b', 'b', 'c'], ['a', 'b', 'c'])).toBe('line 0: expected a, found b');
  });
});
