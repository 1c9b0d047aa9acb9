// A real day of ticks: the replay has the ticks that a simple parser finds in the files.
import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeSink } from '../../../tests/support/wire/builders.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { readFirstFile } from '../../../tests/support/files/zip.ts';
import { inspectRecording } from '../inspect.ts';
import { openLeanFolder } from '../lean/lean-folder.ts';
import { RecordingWriter } from './recording-writer.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/lean-usa-equity-tick', import.meta.url));
const PRESENT = existsSync(FOLDER);
// eslint-disable-next-line no-console -- a skipped test should not go unnoticed
if (!PRESENT) console.warn(`\n*** SKIPPED: no recorded day, expected LEAN ticks in ${FOLDER} ***\n`);

interface TradeTotals {
  count: number;
  volume: number;
  high: number;
  low: number;
  last: number;
}

function addTrade(totals: TradeTotals, price: number, size: number): void {
  totals.count++;
  totals.volume += size;
  totals.high = Math.max(totals.high, price);
  totals.low = Math.min(totals.low, price);
  totals.last = price;
}

describe.skipIf(!PRESENT)('IBM on 8 October 2013', () => {
  it('replays the trades of the files, as many quotes, and all in order of time', async () => {
    const none: TradeTotals = { count: 0, volume: 0, high: -Infinity, low: Infinity, last: NaN };
    const [read, played] = [{ ...none }, { ...none }];
    const rows = readFirstFile(await readFile(`${FOLDER}/ibm/20131008_trade.zip`));
    for (const row of rows.trimEnd().split('\n')) {
      const [, price, size] = row.split(',').map(Number) as [number, number, number];
      addTrade(read, price, size);
    }
    const quoteRows = readFirstFile(await readFile(`${FOLDER}/ibm/20131008_quote.zip`))
      .trimEnd()
      .split('\n').length;

    const { source, close } = await openLeanFolder(FOLDER, '2013-10-08', ['IBM']);
    let quotes = 0;
    let outOfOrder = 0;
    let now = 0;
    const checkOrder = (time: number): void => {
      if (time < now) outOfOrder++;
      now = time;
    };
    const sink = makeSink({
      quote: (_, time) => {
        checkOrder(time);
        quotes++;
      },
      trade: (_, time, price, size) => {
        checkOrder(time);
        addTrade(played, price, size);
      },
    });
    await source.advance(Infinity, sink);
    await close();

    expect(read.count).toBe(33_381);
    expect(played).toEqual(read);
    expect(quotes).toBe(quoteRows);
    expect(outOfOrder).toBe(0);
  });

  it('has the same digest after recording, at less than four bytes per tick', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const { source, close } = await openLeanFolder(FOLDER, '2013-10-08', ['IBM']);
    const { description, instruments, references, startTime } = source;
    const writer = await RecordingWriter.open(file, { source: description, instruments, references, startTime });
    await source.advance(Infinity, writer);
    await close();
    await writer.close();
    const replayed = await inspectRecording(file);
    const original = await inspectRecording(FOLDER, { date: '2013-10-08', symbols: ['IBM'] });
    expect(replayed.ticks).toBeGreaterThan(100_000);
    expect(replayed).toMatchObject({ ticks: original.ticks, digest: original.digest, closedProperly: true });
    expect(statSync(file).size / replayed.ticks).toBeLessThan(4);
  });
});
