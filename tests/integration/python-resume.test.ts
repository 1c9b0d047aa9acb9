// The resuming Python client of proto/README.md prints every published trade once, over a link that is cut.
import { beforeAll, expect, it } from 'vitest';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { fenced } from '../support/wire/protocol-page.ts';
import type { PythonProcess } from '../support/python/python.ts';
import { describePython, PythonFolder, RESUMING_CLIENT } from '../support/python/python-folder.ts';
import { Dice } from '../support/random/seeded.ts';
import { serveMarket, StoppableMarket } from '../support/market/stoppable-market.ts';

const MAX_SETUP_MS = 60_000;
const DECIMALS = { MSFT: 4, F: 8, AAPL: 2 };
const SYMBOLS = ['MSFT', 'F'];
const CUTS = 6;
const SEED = 24;
/** Each cut comes within this many bytes, so some fall into a resume or its replay. */
const MAX_BYTES_BEFORE_CUT = 6_000;

function linesOf(lines: readonly string[], symbol: string, kind: string): string[] {
  return lines.filter((line) => line.startsWith(`${symbol} ${kind} `));
}

/** The trades of a symbol so far, as the client prints them. */
function tradesOf(market: StoppableMarket, symbol: string): string[] {
  return market.published(symbol, 'last').map((line) => line.replace(' last ', ' trade '));
}

/** The first difference between `lines` and the end of `published`. */
function tapeDifference(lines: readonly string[], published: readonly string[]): string | undefined {
  const expected = published.slice(published.length - lines.length);
  const at = lines.findIndex((line, i) => line !== expected[i]);
  return at < 0 ? undefined : `line ${at}: expected ${String(expected[at])}, found ${String(lines[at])}`;
}

describePython('resuming Python client of proto/README.md', () => {
  let folder: PythonFolder;

  beforeAll(async () => {
    folder = await PythonFolder.make();
    await folder.write('resuming.py', fenced('python', RESUMING_CLIENT));
  }, MAX_SETUP_MS);

  /** Ends the market and waits until the client has printed all of it. `since`: the lines of the current epoch. */
  async function untilCurrent(
    client: PythonProcess,
    market: StoppableMarket,
    since = (): string[] => client.lines,
  ): Promise<void> {
    market.end();
    const isCurrent = (symbol: string): boolean =>
      tapeDifference(linesOf(since(), symbol, 'trade'), tradesOf(market, symbol)) === undefined &&
      (['quote', 'last'] as const).every(
        (kind) => linesOf(since(), symbol, kind).at(-1) === market.published(symbol, kind).at(-1),
      );
    await client.untilLines('every trade once, and the newest quote and last sale', () => SYMBOLS.every(isCurrent));
  }

  it('prints every trade once and is current, wherever its link is cut', async () => {
    const market = new StoppableMarket(DECIMALS);
    const server = await serveMarket(market);
    const proxy = await FaultyProxy.start(Number(new URL(server.url).port));
    const client = folder.startClient(RESUMING_CLIENT, proxy.url, SYMBOLS);
    const tradeCount = (): number => client.lines.filter((line) => line.includes(' trade ')).length;
    await client.untilLines('a trade', () => tradeCount() > 0);
    const dice = new Dice(SEED);
    for (let cut = 0; cut < CUTS; cut++) {
      await proxy.cutAfter(dice.below(MAX_BYTES_BEFORE_CUT));
      const before = tradeCount();
      await client.untilLines(`trades after cut ${cut}`, () => tradeCount() > before);
    }
    await untilCurrent(client, market);

    const { lines } = client;
    for (const symbol of SYMBOLS) {
      const trades = linesOf(lines, symbol, 'trade');
      expect(trades.length).toBeGreaterThan(CUTS);
      expect(tapeDifference(trades, tradesOf(market, symbol)), `${symbol}, seed ${SEED}`).toBeUndefined();
      for (const kind of ['quote', 'last'] as const)
        expect(linesOf(lines, symbol, kind).at(-1)).toBe(market.published(symbol, kind).at(-1));
    }
    expect(lines.some((line) => /MODE_TAPE RECEIPT_KIND_EXACT missed [1-9]/.test(line))).toBe(true);
    expect(lines.filter((line) => line.includes('RECEIPT_KIND_RESET'))).toEqual([]);
  });

  it('gives up a silent link and resumes over a new one', async () => {
    const market = new StoppableMarket(DECIMALS);
    const server = await serveMarket(market);
    const proxy = await FaultyProxy.start(Number(new URL(server.url).port));
    const client = folder.startClient(RESUMING_CLIENT, proxy.url, SYMBOLS);
    await client.untilLines('a trade', (lines) => linesOf(lines, 'F', 'trade').length > 0);
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
      expect(tapeDifference(linesOf(client.lines, symbol, 'trade'), tradesOf(market, symbol))).toBeUndefined();
  });

  it('starts over after a restart of the server, with the ids of the new epoch', async () => {
    const first = await serveMarket(new StoppableMarket(DECIMALS));
    const client = folder.startClient(RESUMING_CLIENT, first.url, SYMBOLS);
    await client.untilLines('a trade', (lines) => linesOf(lines, 'F', 'trade').length > 0);
    await first.close();
    await client.untilLines('the close message', (lines) => lines.some((line) => line.startsWith('closed 4000 ')));
    const market = new StoppableMarket({ AAPL: 2, F: 3, MSFT: 1 });
    await serveMarket(market, { port: Number(new URL(first.url).port) });
    const sinceReset = (): string[] => client.lines.slice(client.lines.findIndex((line) => line.startsWith('reset ')));
    await client.untilLines('trades of the new epoch', () =>
      SYMBOLS.every((symbol) => linesOf(sinceReset(), symbol, 'trade').length > 0),
    );
    await untilCurrent(client, market, sinceReset);
    const lines = sinceReset();
    expect(lines).toContain('F MODE_TAPE RECEIPT_KIND_RESET missed 0');
    for (const symbol of SYMBOLS)
      expect(tapeDifference(linesOf(lines, symbol, 'trade'), tradesOf(market, symbol))).toBeUndefined();
  });

  it('does not reconnect after a final refusal', async () => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    await folder.write('later.py', fenced('python', RESUMING_CLIENT).replace('"protocol": 2', '"protocol": 3'));
    const client = folder.start(['later.py', server.url, 'F']);
    await client.expectSuccess();
    expect(client.lines.filter((line) => line.startsWith('not connected: '))).toHaveLength(1);
  });

  it('the check fires on a missing trade and on a duplicated one', () => {
    expect(tapeDifference(['b', 'c'], ['a', 'b', 'c'])).toBeUndefined();
    expect(tapeDifference(['a', 'c'], ['a', 'b', 'c'])).toBe('line 0: expected b, found a');
    expect(tapeDifference(['b', 'b', 'c'], ['a', 'b', 'c'])).toBe('line 0: expected a, found b');
  });
});
