// The Python client of proto/README.md, set up only with that page and the .proto files, prints what the market published.
import { beforeAll, expect, it } from 'vitest';
import { fenced, rowsUnder } from '../support/wire/protocol-page.ts';
import { describePython, PythonFolder, RESUMING_CLIENT, SIMPLE_CLIENT } from '../support/python/python-folder.ts';
import { serveMarket, StoppableMarket } from '../support/market/stoppable-market.ts';

const MAX_SETUP_MS = 60_000;
const MIN_LINES = 100;
/** The client subscribes to the first two. */
const DECIMALS = { MSFT: 4, F: 8, AAPL: 2, NVDA: 0 };
const SUBSCRIBED_SYMBOLS = ['MSFT', 'F'];

describePython('Python client of proto/README.md', () => {
  let folder: PythonFolder;

  beforeAll(async () => {
    folder = await PythonFolder.make();
    await folder.write('ticker.py', fenced('python', SIMPLE_CLIENT));
    await folder.write('resuming.py', fenced('python', RESUMING_CLIENT));
  }, MAX_SETUP_MS);

  it('prints the published ticks up to the last quote and the last sale, until the server closes', async () => {
    const market = new StoppableMarket(DECIMALS);
    const server = await serveMarket(market);
    const client = folder.startClient(SIMPLE_CLIENT, server.url, SUBSCRIBED_SYMBOLS);
    await client.untilLines(`${MIN_LINES} lines`, (lines) => lines.length >= MIN_LINES);
    market.end();
    // A price may repeat, so only the last line proves that the client is current.
    await client.untilLines('the newest quotes and last sales', (lines) =>
      SUBSCRIBED_SYMBOLS.every((symbol) =>
        (['quote', 'last'] as const).every(
          (kind) => linesOf(lines, symbol, kind).at(-1) === market.published(symbol, kind).at(-1),
        ),
      ),
    );
    await server.close();
    await client.expectSuccess();

    expect(client.lines.at(-1)).toBe('closed 4000');
    const printed = client.lines.slice(0, -1);
    for (const symbol of SUBSCRIBED_SYMBOLS) {
      for (const kind of ['quote', 'last'] as const) {
        const published = market.published(symbol, kind);
        const lines = linesOf(printed, symbol, kind);
        expect(lines.at(-1)).toBe(published.at(-1));
        expect(unpublishedLines(lines, published), `${symbol} ${kind}`).toEqual([]);
      }
    }
    expect(printed.filter((line) => !SUBSCRIBED_SYMBOLS.some((symbol) => line.startsWith(`${symbol} `)))).toEqual([]);
  });

  it.each([SIMPLE_CLIENT, RESUMING_CLIENT])('ends quietly when its output is closed: %s', async (heading) => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    const client = folder.startClient(heading, server.url, ['F']);
    await client.untilLines('a price', (lines) => lines.some((line) => line.startsWith('F last ')));
    client.closeOutput();
    await client.expectSuccess();
    expect(client.stderr).toBe('');
  });

  it('gets a refusal for one symbol, and data for the other', async () => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    const client = folder.startClient(SIMPLE_CLIENT, server.url, ['NOSUCH', 'F']);
    await client.untilLines('a refusal and a price', (lines) => lines.some((line) => line.startsWith('F last ')));
    expect(client.lines.filter((line) => !line.startsWith('F '))).toEqual([
      'refused REFUSAL_CODE_UNKNOWN_SYMBOL no symbol "NOSUCH" on this feed',
    ]);
  });

  it('is refused with another protocol version, with the text of the page', async () => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    await folder.write('later.py', fenced('python', SIMPLE_CLIENT).replace('"protocol": 2', '"protocol": 3'));
    const client = folder.start(['later.py', server.url, 'AAPL']);
    expect(await client.ended()).not.toBe(0);
    const [line = '', ...more] = client.lines;
    expect(more).toEqual([]);
    const { reason } = /^not connected (?<reason>.*)$/.exec(line)?.groups ?? {};
    expect(JSON.parse(String(reason).replaceAll("'", '"'))).toEqual(JSON.parse(fenced('json')));
  });

  it('reaches a feed below a base path', async () => {
    const server = await serveMarket(new StoppableMarket(DECIMALS), { basePath: '/ticker' });
    expect(server.url).toMatch(/\/ticker$/);
    const client = folder.startClient(SIMPLE_CLIENT, server.url, ['F']);
    await client.untilLines('a price', (lines) => lines.some((line) => line.startsWith('F last ')));
  });

  it.each([
    ['await socketio.AsyncClient().connect(URL)', 'status code 400', ''],
    ['await socketio.AsyncClient().connect(URL, transports=["websocket"])', 'namespaces failed', ''],
    ['socketio.Client().connect(URL, transports=["websocket"])', 'Unexpected connection', 'websocket-client package'],
  ])('fails as documented with %s', async (connect, error, advice) => {
    const server = await serveMarket(new StoppableMarket(DECIMALS));
    const program = `import asyncio, socketio\nasync def main():\n    ${connect}\nasyncio.run(main())\n`;
    await folder.write('default.py', program.replace('URL', JSON.stringify(server.url)));
    const client = folder.start(['default.py']);
    expect(await client.ended()).toBe(1);
    const [message = '', cause = ''] =
      rowsUnder('Errors of python-socketio').find(([cell]) => cell?.includes(error)) ?? [];
    expect(client.stderr.trim().split('\n').at(-1)).toBe(message);
    const [adviceLine = ''] = client.stderr.split('\n').filter((line) => advice !== '' && line.startsWith(advice));
    expect(cause).toContain(adviceLine);
    expect(adviceLine).toContain(advice);
  });

  it('the check fires on a price that was never published, and on one out of order', () => {
    expect(unpublishedLines(['a', 'c'], ['a', 'b', 'c'])).toEqual([]);
    expect(unpublishedLines(['a', 'x', 'c'], ['a', 'b', 'c'])).toEqual(['x', 'c']);
    expect(unpublishedLines(['b', 'a'], ['a', 'b', 'c'])).toEqual(['a']);
  });
});

function linesOf(lines: readonly string[], symbol: string, kind: string): string[] {
  return lines.filter((line) => line.startsWith(`${symbol} ${kind} `));
}

/** The lines from the first one that is not in `published`, in order. Published lines may be missing, because ticks are merged. */
function unpublishedLines(lines: readonly string[], published: readonly string[]): string[] {
  let matched = 0;
  for (const line of published) if (line === lines[matched]) matched++;
  return lines.slice(matched);
}
