// Replay: merges recordings in time order, and reads no further than they play.
import { describe, expect, it } from 'vitest';
import { makeSink } from '../../../tests/support/wire/builders.ts';
import { BadRecordError } from '../bad-record.ts';
import { newYorkMidnight } from '../../market/new-york.ts';
import { Replay } from './replay.ts';
import type { TickSink } from '../../market/source.ts';
import type { TickFile } from './tick-stream.ts';

const DATE = '2013-10-08';
const DAY_MS = 86_400_000;
const MIDNIGHT = newYorkMidnight(DATE);

interface CountedFile extends TickFile {
  /** Chunks read so far. */
  chunksRead: number;
}

function makeTickFile(symbol: string, kind: TickFile['kind'], chunks: readonly string[]): CountedFile {
  async function* read(): AsyncGenerator<string> {
    for (const chunk of chunks) {
      file.chunksRead++;
      yield await Promise.resolve(chunk);
    }
  }
  const file = { symbol, kind, file: `${symbol}_${kind}.zip`, text: read(), chunksRead: 0 };
  return file;
}

const quote = (time: number, bid = 1_000, ask = 1_100): string => `${time},${bid},1,${ask},2,P,1,0\n`;
const trade = (time: number, price = 1_050, size = 3): string => `${time},${price},${size},P,1,0\n`;

/** A sink that writes "A quote 5 ..." with times since midnight. */
function makeTickWriter(source: Replay): { sink: TickSink; ticks: string[] } {
  const ticks: string[] = [];
  const write = (kind: string, id: number, time: number, ...rest: number[]): void => {
    ticks.push(`${source.instruments[id]?.symbol} ${kind} ${[time - MIDNIGHT, ...rest].join(' ')}`);
  };
  return { ticks, sink: makeSink({ quote: write.bind(undefined, 'quote'), trade: write.bind(undefined, 'trade') }) };
}

async function playAll(files: readonly TickFile[]): Promise<string[]> {
  const source = await Replay.open(DATE, files);
  const { sink, ticks } = makeTickWriter(source);
  expect(await source.advance(Infinity, sink)).toBe(Infinity);
  return ticks;
}

describe('Replay, merging', () => {
  it('sorts by time, and equal times by the given order', async () => {
    const ticks = await playAll([
      makeTickFile('A', 'quote', [quote(5) + quote(7)]),
      makeTickFile('A', 'trade', [trade(5) + trade(5, 1_060) + trade(9)]),
      makeTickFile('B', 'quote', [quote(4) + quote(5) + quote(7)]),
    ]);
    const order = ticks.map((tick) => tick.split(' ').slice(0, 3).join(' '));
    expect(order).toEqual([
      'B quote 4',
      ...['A quote 5', 'A trade 5', 'A trade 5', 'B quote 5'],
      ...['A quote 7', 'B quote 7', 'A trade 9'],
    ]);
  });

  it('publishes both sides if a row changes one; a side without a price yet is empty', async () => {
    const rows = '1,500,10,0,0,P,1,0\n2,0,0,510,20,P,1,0\n3,0,0,511,0,P,1,1\n4,0,0,0,0,P,1,0\n';
    expect(await playAll([makeTickFile('A', 'quote', [rows])])).toEqual([
      'A quote 1 500 10 0 0',
      'A quote 2 500 10 510 20',
      'A quote 3 500 10 511 0',
      'A quote 4 500 10 511 0',
    ]);
  });

  it('publishes an empty side if a row leaves its fields empty', async () => {
    const rows = '1,500,10,510,20,P,1,0\n2,,,511,20,P,1,0\n3,500,10,,0,P,1,0\n';
    expect(await playAll([makeTickFile('A', 'quote', [rows])])).toEqual([
      'A quote 1 500 10 510 20',
      'A quote 2 500 0 511 20',
      'A quote 3 500 10 511 0',
    ]);
  });

  it('plays a symbol that is a property name of every object', async () => {
    const source = await Replay.open(DATE, [makeTickFile('constructor', 'trade', [trade(1)])]);
    expect(source.instruments[0]).toMatchObject({ symbol: 'constructor', name: 'constructor', sector: '' });
  });

  it.each([1, 2, 3, 7, 1_000])('plays the same ticks in chunks of %i characters', async (length) => {
    const text = `${trade(1)}\r\n${trade(2).replace('\n', '\r\n')}\n${trade(3).trimEnd()}`;
    const pieces = text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? [];
    expect(await playAll([makeTickFile('A', 'trade', pieces)])).toEqual(
      [1, 2, 3].map((time) => `A trade ${time} 1050 3`),
    );
  });
});

describe('Replay, as a source', () => {
  it('describes itself', async () => {
    const source = await Replay.open(DATE, [
      makeTickFile('IBM', 'quote', [quote(9)]),
      makeTickFile('IBM', 'trade', [trade(8)]),
      makeTickFile('SPY', 'trade', []),
      makeTickFile('ZZZZ', 'trade', [trade(10)]),
    ]);
    expect(source.description).toBe('Replay of 2013-10-08: IBM, SPY, ZZZZ');
    expect(source.startTime).toBe(MIDNIGHT + 8);
    expect(source.references).toEqual([undefined, undefined, undefined]);
    const terms = { currency: 'USD', decimals: 4, sizeDecimals: 0 };
    expect(source.instruments).toEqual([
      { id: 0, symbol: 'IBM', name: 'IBM', sector: 'Information Technology', ...terms },
      { id: 1, symbol: 'SPY', name: 'SPDR S&P 500 ETF Trust', sector: 'ETF', ...terms },
      { id: 2, symbol: 'ZZZZ', name: 'ZZZZ', sector: '', ...terms },
    ]);
  });

  it('starts at midnight if nothing was recorded', async () => {
    expect((await Replay.open(DATE, [makeTickFile('A', 'trade', [])])).startTime).toBe(MIDNIGHT);
  });

  it('publishes up to the given time and resolves with the time of the next tick', async () => {
    const source = await Replay.open(DATE, [makeTickFile('A', 'trade', [trade(5) + trade(6) + trade(60)])]);
    const { sink, ticks } = makeTickWriter(source);
    expect(await source.advance(MIDNIGHT + 4, sink)).toBe(MIDNIGHT + 5);
    expect(ticks).toHaveLength(0);
    expect(await source.advance(MIDNIGHT + 6, sink)).toBe(MIDNIGHT + 60);
    expect(ticks).toHaveLength(2);
    expect(await source.advance(MIDNIGHT + 60, sink)).toBe(Infinity);
    expect(ticks).toHaveLength(3);
  });

  it('derives the session from the calendar, and is closed after the last tick', async () => {
    const noon = 12 * 3_600_000;
    const source = await Replay.open(DATE, [makeTickFile('A', 'trade', [trade(noon)])]);
    expect(source.sessionAt(MIDNIGHT + noon)).toBe('open');
    await source.advance(Infinity, makeTickWriter(source).sink);
    expect(source.sessionAt(MIDNIGHT + noon)).toBe('closed');
  });

  it.each([
    ['2025-12-24', '2025-12-24T17:59Z', 'closing-auction'],
    ['2025-12-24', '2025-12-24T18:00Z', 'after-hours'],
    ['2025-12-25', '2025-12-25T16:00Z', 'closed'],
    ['2025-12-26', '2025-12-26T16:00Z', 'open'],
  ])('follows holidays and early closes: %s, at %s, is %s', async (date, utc, session) => {
    const source = await Replay.open(date, [makeTickFile('A', 'trade', [trade(DAY_MS - 1)])]);
    expect(source.sessionAt(Date.parse(utc))).toBe(session);
  });

  it('reads at most a chunk ahead of the ticks that it has published', async () => {
    const chunks = (n: number, ms: number): string[] =>
      Array.from({ length: n }, (_, i) => trade(ms * 2 * i) + trade(ms * (2 * i + 1)));
    const [dense, sparse] = [makeTickFile('A', 'trade', chunks(50, 1)), makeTickFile('B', 'trade', chunks(50, 10))];
    const source = await Replay.open(DATE, [dense, sparse]);
    const { sink } = makeTickWriter(source);
    const chunksRead: number[][] = [[dense.chunksRead, sparse.chunksRead]];
    for (const until of [1, 9, 20, 99]) {
      await source.advance(MIDNIGHT + until, sink);
      chunksRead.push([dense.chunksRead, sparse.chunksRead]);
    }
    expect(chunksRead).toEqual([
      [1, 1],
      [2, 1],
      [6, 1],
      [11, 2],
      [50, 6],
    ]);
  });
});

describe('Replay, with damaged files', () => {
  async function errorOf(chunks: readonly string[]): Promise<unknown> {
    return await playAll([makeTickFile('A', 'trade', chunks)]).catch((error: unknown) => error);
  }

  it('names file and line if time goes back', async () => {
    const error = await errorOf([trade(5) + trade(7), `\n${trade(6)}`]);
    expect(error).toBeInstanceOf(BadRecordError);
    expect(String(error)).toContain('A_trade.zip, line 4: expected a time not before 7, found "6,1050,3,P,1,0"');
  });

  it('names file and line of a bad row, also across chunks', async () => {
    expect(String(await errorOf([`${trade(5)}6,10`, '50,x,P,1,0\n']))).toContain(
      'A_trade.zip, line 2: expected a size (0 to 9007199254740991) in field 3, found "x"',
    );
  });

  it('does not buffer an endless line', async () => {
    const endless = makeTickFile('A', 'trade', [trade(5), ...Array<string>(100).fill('1'.repeat(5_000))]);
    const error = await playAll([endless]).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BadRecordError);
    expect(String(error)).toContain('A_trade.zip, line 2: expected a line of at most 10000 characters');
    expect(endless.chunksRead).toBe(4);
  });

  it('skips bad rows if allowed to, and reports each once', async () => {
    const rows = [
      makeTickFile('A', 'trade', [
        `${trade(5)}x\n${trade(4)}6,10`,
        `50,3,P,1,0\n${'1'.repeat(1_500)}`,
        '1'.repeat(900),
        `\n${trade(7)}`,
      ]),
      makeTickFile('A', 'quote', ['y'.repeat(2_000)]),
    ];
    const reported: string[] = [];
    const source = await Replay.open(DATE, rows, ({ message }) => reported.push(message));
    const { sink, ticks } = makeTickWriter(source);
    await source.advance(Infinity, sink);
    expect(ticks).toEqual(['A trade 5 1050 3', 'A trade 6 1050 3', 'A trade 7 1050 3']);
    expect(reported.map((message) => message.split(': expected')[0])).toEqual([
      'A_quote.zip, line 1',
      'A_trade.zip, line 2',
      'A_trade.zip, line 3',
      'A_trade.zip, line 5',
    ]);
  });

  it('passes on errors of the text', async () => {
    const broken = new Error('disk on fire');
    // eslint-disable-next-line @typescript-eslint/require-await
    const text = (async function* () {
      yield trade(5);
      throw broken;
    })();
    await expect(playAll([{ symbol: 'A', kind: 'trade', file: 'a', text }])).rejects.toBe(broken);
  });
});
