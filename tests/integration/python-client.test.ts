// The client on the protocol's page, in Python: it has that page and the .proto files, nothing else of ours, and what it
// prints must be what the market published.
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFeedServer, type FeedServer } from '../../feed-server/feed-server.ts';
import { afterwards } from '../support/afterwards.ts';
import { RETENTION } from '../support/builders.ts';
import { fenced } from '../support/protocol-page.ts';
import { NoPythonError, Python, type PythonProcess } from '../support/python.ts';
import { ToldMarket } from '../support/told-market.ts';

const PROTO = path.join(import.meta.dirname, '../../proto');
const SET_UP_LIMIT_MS = 60_000;
const ENOUGH_LINES = 100;
/** The first two are subscribed to. */
const DECIMALS = { MSFT: 4, F: 8, AAPL: 2, NVDA: 0 };
const SUBSCRIBED = ['MSFT', 'F'];

async function prepare(): Promise<Python | undefined> {
  try {
    return await Python.prepare();
  } catch (error) {
    if (!(error instanceof NoPythonError)) throw error;
    process.stderr.write(`\n*** SKIPPED: the Python client of proto/README.md: ${error.message} ***\n\n`);
    return undefined;
  }
}

const python = await prepare();

describe.skipIf(!python)('the Python client of proto/README.md', () => {
  let folder: string;
  const [, protoc = '', example = ''] = fenced('sh').trim().split('\n');

  /** Runs a command of the page, but for its first word, `python3`. */
  function start(command: string, url: string): PythonProcess {
    const [, ...args] = command.replace(/http:\S+/, url).split(' ');
    return (python as Python).start(args, folder);
  }

  async function serve(market: ToldMarket): Promise<FeedServer> {
    const options = {
      port: 0,
      host: '127.0.0.1',
      speed: 1,
      batchRate: 20,
      heartbeatMs: 200,
      slowLimitMs: 30_000,
      ...RETENTION,
    };
    const server = await startFeedServer(market, { ...options, dashboard: undefined }, 'test', (error) => {
      throw error;
    });
    afterwards(() => server.close());
    return server;
  }

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tapewire-python-'));
    for (const file of ['market.proto', 'feed.proto']) await copyFile(path.join(PROTO, file), path.join(folder, file));
    await writeFile(path.join(folder, 'ticker.py'), fenced('python'));
    await start(protoc, '').succeeds();
  }, SET_UP_LIMIT_MS);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('prints what was published, to the last quote and the last sale, until the server says goodbye', async () => {
    const market = new ToldMarket(DECIMALS);
    const server = await serve(market);
    const client = start(example.replace(/ AAPL.*/, ` ${SUBSCRIBED.join(' ')}`), server.url);
    await client.untilLines(`${ENOUGH_LINES} lines`, (lines) => lines.length >= ENOUGH_LINES);
    market.end();
    const newest = SUBSCRIBED.flatMap((s) => [market.published(s, 'quote').at(-1), market.published(s, 'last').at(-1)]);
    await client.untilLines(`the newest of each: ${newest.join(', ')}`, (lines) =>
      newest.every((line) => line !== undefined && lines.includes(line)),
    );
    await server.close();
    await client.succeeds();

    expect(client.lines.at(-1)).toBe('closed 4000');
    const printed = client.lines.slice(0, -1);
    for (const symbol of SUBSCRIBED) {
      for (const kind of ['quote', 'last'] as const) {
        const published = market.published(symbol, kind);
        const lines = printed.filter((line) => line.startsWith(`${symbol} ${kind} `));
        expect(lines.at(-1)).toBe(published.at(-1));
        expect(strangersIn(lines, published), `${symbol} ${kind}`).toEqual([]);
      }
    }
    expect(printed.filter((line) => !SUBSCRIBED.some((symbol) => line.startsWith(`${symbol} `)))).toEqual([]);
  });

  it('is told which symbol is refused, and gets the other', async () => {
    const server = await serve(new ToldMarket(DECIMALS));
    const client = start(example.replace(/ AAPL.*/, ' NOSUCH F'), server.url);
    await client.untilLines('a refusal and a price', (lines) => lines.some((line) => line.startsWith('F last ')));
    expect(client.lines.filter((line) => !line.startsWith('F '))).toEqual([
      'refused REFUSAL_CODE_UNKNOWN_SYMBOL no symbol "NOSUCH" on this feed',
    ]);
  });

  it('is refused with another protocol version, in the words of the page', async () => {
    const server = await serve(new ToldMarket(DECIMALS));
    await writeFile(path.join(folder, 'later.py'), fenced('python').replace('"protocol": 1', '"protocol": 2'));
    const client = start(example.replace('ticker.py', 'later.py'), server.url);
    expect(await client.ended()).not.toBe(0);
    const [line = '', ...more] = client.lines;
    expect(more).toEqual([]);
    const { said } = /^not connected (?<said>.*)$/.exec(line)?.groups ?? {};
    expect(JSON.parse(String(said).replaceAll("'", '"'))).toEqual(JSON.parse(fenced('json')));
  });

  it('the check fires on a price that was never published, and on one that comes again', () => {
    expect(strangersIn(['a', 'c'], ['a', 'b', 'c'])).toEqual([]);
    expect(strangersIn(['a', 'x', 'c'], ['a', 'b', 'c'])).toEqual(['x', 'c']);
    expect(strangersIn(['b', 'a'], ['a', 'b', 'c'])).toEqual(['a']);
  });
});

/** Lines from the first on that is not among `published` in this order. Some may be left out of `lines`: merged ones are. */
function strangersIn(lines: readonly string[], published: readonly string[]): string[] {
  let found = 0;
  for (const line of published) if (line === lines[found]) found++;
  return lines.slice(found);
}
