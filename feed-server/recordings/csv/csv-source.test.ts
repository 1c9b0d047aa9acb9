// CSV files of ticks on a real disk: how they play, and the errors about invalid ones.
import { truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPENING, readRecording } from '../../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { collectTicks, type Tick } from '../../../tests/support/market/ticks.ts';
import { BadRecordError } from '../bad-record.ts';
import { openRecording, type OpenOptions } from '../open-recording.ts';
import { RecordingError } from '../recording-error.ts';

const HEADER = 'time,symbol,price,size,bid,ask';
const timeAt = (ms: number): string => new Date(OPENING + ms).toISOString();

function writeCsv(rows: readonly string[], header = HEADER): string {
  const folder = makeFolder({ 'ticks.csv': [header, ...rows].join('\n') });
  return path.join(folder, 'ticks.csv');
}

async function play(rows: readonly string[], header?: string, options?: OpenOptions): Promise<Tick[]> {
  return (await readRecording(writeCsv(rows, header), options)).ticks;
}

async function errorOf(rows: readonly string[], header?: string, options?: OpenOptions): Promise<Error> {
  const error = await play(rows, header, options).catch((e: unknown) => e);
  if (!(error instanceof BadRecordError || error instanceof RecordingError)) throw error;
  return error;
}

describe('CsvSource', () => {
  it('publishes a quote if bid or ask changes, before the trade of its row', async () => {
    const ticks = await play([
      `${timeAt(0)},AAPL,100.01,300,100.00,100.02`,
      `${timeAt(1)},AAPL,100.02,100,100.00,100.02`,
      `${timeAt(2)},AAPL,,,100.01,100.03`,
      `${timeAt(3)},AAPL,,,,100.04`,
      `${timeAt(4)},AAPL,100.03,5,,`,
    ]);
    expect(ticks).toEqual([
      ['quote', 0, OPENING, 10_000, 1, 10_002, 1],
      ['trade', 0, OPENING, 10_001, 300],
      ['trade', 0, OPENING + 1, 10_002, 100],
      ['quote', 0, OPENING + 2, 10_001, 1, 10_003, 1],
      ['quote', 0, OPENING + 3, 10_001, 1, 10_004, 1],
      ['trade', 0, OPENING + 4, 10_003, 5],
    ]);
  });

  it('uses the sizes of quotes if there are any; a size of 0 is an empty side', async () => {
    const rows = [`${timeAt(0)},A,1.0,1.5,300,200`, `${timeAt(1)},A,1.0,1.5,300,0`, `${timeAt(2)},A,1.0,1.5,,0`];
    expect(await play(rows, 'time,symbol,bid,ask,bid_size,ask_size')).toEqual([
      ['quote', 0, OPENING, 10, 300, 15, 200],
      ['quote', 0, OPENING + 1, 10, 300, 15, 0],
    ]);
  });

  it('publishes an empty side if a row empties it, and keeps a side that a row leaves blank', async () => {
    const rows = [
      `${timeAt(0)},A,,,1.0,1.5,300,200`,
      `${timeAt(1)},A,,,,1.5,0,200`,
      `${timeAt(2)},A,,,,,,150`,
      `${timeAt(3)},A,1.2,5,,,,`,
      `${timeAt(4)},A,,,1.1,,100,`,
      `${timeAt(5)},A,,,1.1,NaN,100,NaN`,
      `${timeAt(6)},A,1.2,6,nan,nan,nan,nan`,
      `${timeAt(7)},A,,,null,1.6,,100`,
      `${timeAt(8)},A,,,,,70,`,
    ];
    expect(await play(rows, 'time,symbol,price,size,bid,ask,bid_size,ask_size')).toEqual([
      ['quote', 0, OPENING, 10, 300, 15, 200],
      ['quote', 0, OPENING + 1, 10, 0, 15, 200],
      ['quote', 0, OPENING + 2, 10, 0, 15, 150],
      ['trade', 0, OPENING + 3, 12, 5],
      ['quote', 0, OPENING + 4, 11, 100, 15, 150],
      ['quote', 0, OPENING + 5, 11, 100, 15, 0],
      ['trade', 0, OPENING + 6, 12, 6],
      ['quote', 0, OPENING + 7, 11, 0, 16, 100],
    ]);
  });

  it('publishes an empty side even without size columns', async () => {
    const rows = [`${timeAt(0)},A,1.0,1.5`, `${timeAt(1)},A,NaN,1.5`, `${timeAt(2)},A,,1.6`, `${timeAt(3)},A,1.1,1.6`];
    expect(await play(rows, 'time,symbol,bid,ask')).toEqual([
      ['quote', 0, OPENING, 10, 1, 15, 1],
      ['quote', 0, OPENING + 1, 10, 0, 15, 1],
      ['quote', 0, OPENING + 2, 10, 0, 16, 1],
      ['quote', 0, OPENING + 3, 11, 1, 16, 1],
    ]);
  });

  it.each([';', '\t', '|'])('accepts fields separated by "%s"', async (delimiter) => {
    const [header, row] = [HEADER, `${timeAt(0)},A,1.5,300,,`].map((line) => line.replaceAll(',', delimiter));
    expect(await play([row as string], header)).toEqual([['trade', 0, OPENING, 15, 300]]);
  });

  it('reads rounding errors, exponents and signs in the way that other tools write them', async () => {
    const rows = [
      `${timeAt(0)},A,205.68900000000002,1e2,,`,
      `${timeAt(1)},A,+2.057e+02,100.0,,`,
      `${timeAt(2)},B,1e-08,1,,`,
    ];
    const { ticks, recording } = await readRecording(writeCsv(rows));
    expect(recording.source.instruments.map((i) => i.decimals)).toEqual([3, 8]);
    expect(ticks.map((tick) => tick[3])).toEqual([205_689, 205_700, 1]);
  });

  it('plays symbols that are property names of every object', async () => {
    const rows = ['constructor', '__proto__', 'toString', 'hasOwnProperty'].map(
      (symbol) => `${timeAt(0)},${symbol},1,1,,`,
    );
    const { recording } = await readRecording(writeCsv(rows));
    for (const { symbol, name, sector } of recording.source.instruments) expect([name, sector]).toEqual([symbol, '']);
  });

  it('accepts a file without quotes, and columns in any order', async () => {
    expect(await play([`7,0.5,x,${OPENING},A`], 'size,price,venue,time,symbol')).toEqual([['trade', 0, OPENING, 5, 7]]);
  });

  it('accepts column names, quoted fields, a byte order mark, Windows line ends and empty lines', async () => {
    const file = writeCsv(['', `"${timeAt(0)}","A, B",1.5,"300"\r`, '\r'], '\uFEFF"ts",Sym,Px,size\r');
    const { ticks, recording } = await readRecording(file, { columns: { time: 'ts', symbol: 'sym', price: 'Px' } });
    expect(ticks).toEqual([['trade', 0, OPENING, 15, 300]]);
    expect(recording.source.instruments[0]?.symbol).toBe('A, B');
  });

  it('gives every symbol the decimals that its sizes need without trailing zeros', async () => {
    const rows = [
      `${timeAt(0)},BTC,120000.12345678,0.0015,120000.12345677,0.2,120000.12345679,1`,
      `${timeAt(1)},BTC,120000.12345678,2.50000000,,,,0.00000000`,
      `${timeAt(2)},AAPL,100,300.0,99,100,101,2e2`,
    ];
    const { ticks, recording } = await readRecording(
      writeCsv(rows, 'time,symbol,price,size,bid,bid_size,ask,ask_size'),
    );
    expect(recording.source.instruments).toMatchObject([
      { symbol: 'BTC', decimals: 8, sizeDecimals: 4 },
      { symbol: 'AAPL', decimals: 0, sizeDecimals: 0 },
    ]);
    expect(ticks).toEqual([
      ['quote', 0, OPENING, 12_000_012_345_677, 2_000, 12_000_012_345_679, 10_000],
      ['trade', 0, OPENING, 12_000_012_345_678, 15],
      ['quote', 0, OPENING + 1, 12_000_012_345_677, 2_000, 12_000_012_345_679, 0],
      ['trade', 0, OPENING + 1, 12_000_012_345_678, 25_000],
      ['quote', 1, OPENING + 2, 99, 100, 101, 200],
      ['trade', 1, OPENING + 2, 100, 300],
    ]);
  });

  it('uses a size of 1 if the file has none, whatever the decimals of other sizes', async () => {
    const rows = [`${timeAt(0)},BTC,5,0.25,4,6`];
    expect(await play(rows)).toEqual([
      ['quote', 0, OPENING, 4, 100, 6, 100],
      ['trade', 0, OPENING, 5, 25],
    ]);
  });

  it('gives every symbol the decimals of its prices, and lists the busiest first', async () => {
    const rows = [
      `${timeAt(0)},EURUSD,1.10551,1,,`,
      `${timeAt(1)},AAPL,100,1,99.5,101`,
      `${timeAt(2)},AAPL,100.25,1,,`,
      `${timeAt(3)},ZZZZ,-7,1,,`,
    ];
    const { ticks, recording } = await readRecording(writeCsv(rows));
    expect(recording.source.instruments).toMatchObject([
      { id: 0, symbol: 'AAPL', decimals: 2, sector: 'Information Technology', currency: 'USD' },
      { id: 1, symbol: 'EURUSD', decimals: 5, name: 'EURUSD' },
      { id: 2, symbol: 'ZZZZ', decimals: 0 },
    ]);
    expect(ticks.filter(([kind]) => kind === 'trade').map((tick) => tick[3])).toEqual([110_551, 10_000, 10_025, -7]);
  });

  it('plays the chosen symbols, starting with their first tick', async () => {
    const rows = [`${timeAt(0)},A,1,1,,`, `${timeAt(5)},B,1,1,,`, `${timeAt(6)},C,1,1,,`];
    const { ticks, recording } = await readRecording(writeCsv(rows), { symbols: ['C', 'B'] });
    expect(recording.source.instruments.map((i) => i.symbol)).toEqual(['B', 'C']);
    expect(recording.source).toMatchObject({ startTime: OPENING + 5, description: 'Replay of ticks.csv' });
    expect(ticks).toHaveLength(2);
  });

  it('plays up to the given time, derives the session from the clock, and ends closed', async () => {
    const recording = await openRecording(writeCsv([`${timeAt(0)},A,1,1,,`, `${timeAt(9)},A,2,1,,`]));
    const { sink, ticks } = collectTicks();
    expect(await recording.source.advance(OPENING - 1, sink)).toBe(OPENING);
    expect(await recording.source.advance(OPENING, sink)).toBe(OPENING + 9);
    expect(ticks).toHaveLength(1);
    expect(recording.source.sessionAt(OPENING)).toBe('open');
    expect(await recording.source.advance(Infinity, sink)).toBe(Infinity);
    expect(recording.source.sessionAt(OPENING)).toBe('closed');
    await recording.close();
  });
});

it('reports a CSV that is truncated while it plays', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${timeAt(i)},A,1,1,,`);
  const file = writeCsv(rows);
  const recording = await openRecording(file, { skipBadRows: true });
  const { sink, ticks } = collectTicks();
  await recording.source.advance(OPENING, sink);
  // At the end of a line, so that every row is a good one.
  truncateSync(file, [HEADER, ...rows.slice(0, 15_000), ''].join('\n').length);
  await expect(recording.source.advance(Infinity, sink)).rejects.toMatchObject({
    code: 'changed',
    message: `${file}: expected 20000 rows, as when it was opened, found 15000`,
  });
  expect(ticks).toHaveLength(15_000);
  await recording.close();
});

describe('a CSV with bad rows', () => {
  it.each([
    ['x,A,1,1,,', 'expected a time such as', 'in column "time", found "x"'],
    [`,A,1,1,,`, 'expected a time such as', 'found ",A,1,1,,"'],
    [`${timeAt(2)},,1,1,,`, 'expected a symbol of 1 to 32 printable characters', ''],
    [`${timeAt(2)},${'S'.repeat(33)},1,1,,`, 'expected a symbol of 1 to 32 printable characters', 'in column "symbol"'],
    [`${timeAt(2)},A\u001b[2J,1,1,,`, 'expected a symbol of 1 to 32 printable characters', 'in column "symbol"'],
    [`${timeAt(2)},A\uFFFD,1,1,,`, 'expected a symbol of 1 to 32 printable characters', 'in column "symbol"'],
    [`${timeAt(2)},${'😀'.repeat(33)},1,1,,`, 'expected a symbol of 1 to 32 printable characters', ''],
    [
      `${timeAt(2)},A,187020000000,1,,`,
      'expected a price of at most 10000000000 (not billionths) in column "price", found "187020000000"',
      '',
    ],
    [
      `${timeAt(2)},A,65000000.12345678,1,,`,
      'expected prices of at most 45035996.27370495 where one has 8 decimals',
      '65',
    ],
    [
      `${timeAt(2)},A,,,0.12345678,-50000000`,
      'expected prices of at most 45035996.27370495 where one has 8 decimals',
      '',
    ],
    [`${timeAt(2)},A,1e-09,1,,`, 'expected a price of at most 8 decimals in column "price", found "1e-09"', ''],
    [`${timeAt(2)},A,"1,234.5",1,,`, 'expected a price without thousands separators in column "price", found "1,2', ''],
    [`${timeAt(2)},A,1,"1,234",,`, 'expected a size without thousands separators in column "size", found "1,2', ''],
    [`${timeAt(2)},A,inf,1,,`, 'expected a price that is finite in column "price", found "inf"', ''],
    [
      `${timeAt(2)},A,99999999999999999,1,,`,
      'expected a price of at most 10000000000 (not billionths) in column "price"',
      '',
    ],
    ['2025-01-06 09:30:00,A,1,1,,', 'expected a time with its zone, such as', 'found "2025-01-06 09:30:00"'],
    [`${timeAt(2)},"A,1,1,,`, 'expected closed quotes around whole fields, found', ''],
    [`${timeAt(2)},"A"B,1,1,,`, 'expected closed quotes around whole fields, found', ''],
    [`${timeAt(2)},A"B"C,1,1,,`, 'expected closed quotes around whole fields, found', ''],
    [`${timeAt(2)},A,1,1,,,9`, 'expected 6 fields, as in the header, not 7, found', ''],
    [`${timeAt(2)},A,nan,nan,NaN,None`, 'expected a price and a size, or a bid or an ask, found', ''],
    [
      `${timeAt(2)},A,1\u001b[2J,1,,`,
      'expected a price of at most 8 decimals in column "price", found "1\\u{1b}[2J"',
      '',
    ],
    [`${timeAt(2)},A,1,5e-9,,`, 'expected a size of at most 8 decimals in column "size", found "5e-9"', ''],
    [`${timeAt(2)},A,1,-1,,`, 'expected a size of at least 0 in column "size", found "-1"', ''],
    [`${timeAt(2)},A,1,9007199254740992,,`, 'expected a size of at most 9007199254740991 in column "size"', ''],
    [`${timeAt(2)},A,1,1,b,`, 'expected a price of at most 8 decimals in column "bid", found "b"', ''],
    [`${timeAt(2)},A,1,,2,3`, 'expected a price and a size, or neither, found', ''],
    [`${timeAt(2)},A,,,,`, 'expected a price and a size, or a bid or an ask, found', ''],
    [
      `${timeAt(0)},A,1,1,,`,
      `expected a time not before ${timeAt(1)} (rows in time order), found "${timeAt(0)},A,1,1,,"`,
      '',
    ],
    ['z'.repeat(10_001), 'expected a line of at most 10000 characters, found "zzzz', ''],
    ['y'.repeat(200_000), 'expected a line of at most 10000 characters, found "yyyy', ''],
  ])('reports file and line of the row "%.60s", or skips and counts it', async (row, expected, found) => {
    const rows = [`${timeAt(1)},A,1,1,,`, row, `${timeAt(3)},A,2,1,,`];
    const error = await errorOf(rows);
    expect(error).toBeInstanceOf(BadRecordError);
    expect(error.message).toContain(`ticks.csv, line 3: ${expected}`);
    expect(error.message).toContain(found);

    const { ticks, recording } = await readRecording(writeCsv(rows), { skipBadRows: true });
    expect(ticks.map((tick) => tick[3])).toEqual([1, 2]);
    expect(recording.skipped).toBe(1);
    expect(recording.notes).toHaveLength(1);
    expect(recording.notes[0]).toContain(`ticks.csv: skipped 1 bad row; the first: line 3: ${expected}`);
  });

  it('skips only the rows with unclosed quotes in a file of many chunks', async () => {
    const quoted = (ms: number): string => `"${timeAt(ms)}","A","1","1",,`;
    const rows = Array.from({ length: 10_000 }, (_, ms) => (ms % 5_000 === 2_500 ? `"${quoted(ms)}` : quoted(ms)));
    const { ticks, recording } = await readRecording(writeCsv(rows), { skipBadRows: true });
    expect(ticks).toHaveLength(9_998);
    expect(recording.notes[0]).toContain(
      'skipped 2 bad rows; the first: line 2502: expected closed quotes around whole fields',
    );
  });

  it('reports all of them before the first tick', async () => {
    const recording = await openRecording(writeCsv([`${timeAt(1)},A,1,1,,`, 'x', 'y']), { skipBadRows: true });
    expect(recording.skipped).toBe(2);
    await recording.close();
  });

  it('names the lines of the prices that do not fit the same decimals', async () => {
    const error = await errorOf([`${timeAt(0)},BTC,6500000000.5,1,,`, `${timeAt(1)},BTC,0.12345678,1,,`]);
    expect(error).toMatchObject({ code: 'decimals-range' });
    expect(error.message).toContain(
      'line 3: expected at most 5 decimals (the price of BTC in line 2 allows no more), found 8',
    );
  });

  it.each([
    ['0.12345678', 'expected prices that fit the 6 decimals of BTC, found "8 decimals"'],
    ['9000000000', 'expected prices that fit the 6 decimals of BTC, found "5 decimals at most"'],
  ])('skips %s if it does not fit the decimals of most prices', async (price, reason) => {
    const rows = [
      `${timeAt(0)},BTC,${price},1,,`,
      `${timeAt(1)},BTC,65000000.250001,1,,`,
      `${timeAt(2)},BTC,65000000.5,1,,`,
    ];
    const { ticks, recording } = await readRecording(writeCsv(rows), { skipBadRows: true });
    expect(recording.source.instruments[0]?.decimals).toBe(6);
    expect(ticks.map((tick) => tick[3])).toEqual([65_000_000_250_001, 65_000_000_500_000]);
    expect(recording.skipped).toBe(1);
    expect(recording.notes[0]).toContain(`line 2: ${reason}`);
  });

  it('names the lines of the sizes that do not fit the same decimals, or skips the rarer ones', async () => {
    const rows = [`${timeAt(0)},X,1,1000000000,,`, `${timeAt(1)},X,2,0.00000001,,`, `${timeAt(2)},X,3,0.00000002,,`];
    const error = await errorOf(rows);
    expect(error).toMatchObject({ code: 'decimals-range' });
    expect(error.message).toContain(
      'line 3: expected at most 6 decimals (the size of X in line 2 allows no more), found 8',
    );
    const { ticks, recording } = await readRecording(writeCsv(rows), { skipBadRows: true });
    expect(ticks.map(([, , , price]) => price)).toEqual([2, 3]);
    expect(recording.notes[0]).toContain(
      'line 2: expected sizes that fit the 8 decimals of X, found "6 decimals at most"',
    );
  });

  it('drops trailing zeros of a price that do not fit', async () => {
    const ticks = await play([`${timeAt(0)},X,65000000.50000000,1,,`, `${timeAt(1)},X,-64999999.99000000,1,,`]);
    expect(ticks.map((tick) => tick[3])).toEqual([650_000_005_000_000, -649_999_999_900_000]);
    const other = await play([`${timeAt(0)},X,187.020000000,1,,`, `${timeAt(1)},X,120000000.010000000,1,,`]);
    expect(other.map((tick) => tick[3])).toEqual([18_702, 12_000_000_001]);
  });

  it('accepts 65,536 symbols and names the line of one more', { timeout: 30_000 }, async () => {
    const rows = Array.from({ length: 65_537 }, (_, i) => `${OPENING},${i},1,1,,`);
    const error = await errorOf(rows);
    expect(error).toMatchObject({ code: 'too-many-symbols' });
    expect(error.message).toContain('ticks.csv, line 65538: expected at most 65536 symbols, found one more, "65536"');
    const { ticks } = await readRecording(writeCsv(rows.slice(0, -1)));
    expect(ticks.at(-1)?.[1]).toBe(65_535);
  });

  it('names missing symbols, and a file without rows', async () => {
    expect(await errorOf([`${timeAt(0)},A,1,1,,`], HEADER, { symbols: ['A', 'B'] })).toMatchObject({
      code: 'no-symbol',
      message: expect.stringContaining('ticks.csv: expected ticks of B, found A') as string,
    });
    expect((await errorOf([])).message).toContain('ticks.csv: expected rows of ticks, found none');
  });

  it("uses the file's name of a column in an error", async () => {
    const { message } = await errorOf([`${timeAt(0)},A,x,1`], 'Zeit,symbol, Preis ,size', {
      columns: { time: 'zeit', price: 'preis' },
    });
    expect(message).toContain('expected a price of at most 8 decimals in column "Preis", found "x"');
  });

  it('reports the first bad row if all rows are bad', async () => {
    const { message } = await errorOf(['x,A,1,1,,', 'y,A,1,1,,'], HEADER, { skipBadRows: true });
    expect(message).toContain('ticks.csv: expected rows of ticks, found none but 2 bad ones; the first: ');
    expect(message).toContain('the first: line 2: expected a time such as');
    expect(message).toContain('found "x"');
  });

  it('refuses a header that is too long, instead of using a row as the header', async () => {
    const message = 'line 1: expected a line of at most 10000 characters';
    expect((await errorOf([HEADER], 'x'.repeat(10_001), { skipBadRows: true })).message).toContain(message);
  });

  it.each([
    ['hello', {}, 'line 1: expected a column "time", or its name as --columns time=NAME, found "hello"'],
    ['time,symbol,price', {}, 'expected a column "size"'],
    ['time,symbol', {}, 'expected a column "price"'],
    ['ts,symbol,price,size', { time: 'when' }, 'expected a column "when", found "ts,symbol,price,size"'],
    ['time,symbol,price,size', { bid: 'b' }, 'expected a column "b"'],
    ['time,symbol,price,size,Price', {}, 'line 1: expected one column "price", not several, found "time,'],
    ['1736173800420,A,1,1,,', {}, 'line 1: expected a header line with column names, found "1736'],
    ['date,open,high,low,close,volume', {}, 'expected a column "time" and a tick in each row, not a bar, found "date'],
    ['time,symbol,price,size', { constructor: 'b' }, 'columns: expected one of time, symbol, price, size'],
    ['time,symbol,price,size', { prize: 'x' }, 'columns: expected one of time, symbol, price, size'],
  ])('names the column that "%s" lacks', async (header, columns, message) => {
    const error = await errorOf([`${timeAt(0)},A,1,1,,`], header, { columns });
    expect(error).toMatchObject({ code: 'no-column' });
    expect(error.message).toContain(message);
  });
});
