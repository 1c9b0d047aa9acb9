// Opening and inspecting recordings of every kind, and the errors about other files.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPENING, readRecording, writeRecording } from '../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../tests/support/files/temporary-folder.ts';
import { collectTicks, playInto, randomTicks, type Tick } from '../../tests/support/market/ticks.ts';
import { makeZip } from '../../tests/support/files/zip.ts';
import { BadRecordError } from './bad-record.ts';
import { inspectRecording } from './inspect.ts';
import { openRecording, type OpenOptions } from './open-recording.ts';
import type { RecordingErrorCode } from './recording-error.ts';
import { RecordingWriter } from './twr/recording-writer.ts';
import { TickDigest } from './tick-digest.ts';

const DATE = '2013-10-08';
const TRADES = '34200000,1821000,300,P,2000,0\n34200001,x,1,P,1,0\n34199999,1,1,P,1,0\n34200002,1822000,5,P,1,0\n';
const QUOTES = '34200000,1820000,100,1822000,200,P,1,0\n';

function leanFolder(trades = TRADES): string {
  return makeFolder({
    'ibm/20131008_trade.zip': makeZip({ 'trades.csv': trades }),
    'ibm/20131008_quote.zip': makeZip({ 'quotes.csv': QUOTES }),
  });
}

async function expectError(
  file: string,
  options: OpenOptions,
  code: RecordingErrorCode,
  message: string,
): Promise<void> {
  await expect(openRecording(file, options)).rejects.toMatchObject({ code, message: `${file}: ${message}` });
}

describe('openRecording', () => {
  it('distinguishes a folder of LEAN ticks, a recording and a CSV', async () => {
    const folder = makeFolder({ 'a.csv': `time,symbol,price,size\n${OPENING},A,1,1\n` });
    await writeRecording(path.join(folder, 'named.csv'), []);
    const kinds = [
      (await readRecording(leanFolder(QUOTES.slice(0, 0)), { date: DATE })).recording.kind,
      (await readRecording(path.join(folder, 'named.csv'))).recording.kind,
      (await readRecording(path.join(folder, 'a.csv'))).recording.kind,
    ];
    expect(kinds).toEqual(['lean', 'recording', 'csv']);
  });

  it('refuses any other file', async () => {
    const folder = makeFolder({ empty: '', picture: new Uint8Array([0x89, 0x50, 0, 1]), stub: '\x89TWR\r\n' });
    const expected = 'expected a folder of LEAN ticks, a Tapewire recording or a CSV with a header line';
    await expectError(path.join(folder, 'empty'), {}, 'not-a-recording', `${expected}, found an empty file`);
    await expectError(path.join(folder, 'picture'), {}, 'not-a-recording', `${expected}, found something else`);
    await expect(openRecording(path.join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('nowhere: expected a recording, found ENOENT') as string,
    });
  });

  it('refuses an unknown version of the format', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    await writeRecording(file, []);
    const bytes = readFileSync(file);
    bytes[8] = 3;
    writeFileSync(file, bytes);
    await expectError(file, {}, 'other-version', 'expected version 1 or 2 of the format, found 3');
  });

  it('accepts a date only for a LEAN folder, and column names only for a CSV', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    await writeRecording(file, []);
    const folder = leanFolder();
    await expectError(folder, {}, 'no-date', 'expected a date for this folder of LEAN ticks, found none');
    await expectError(file, { date: DATE }, 'unsupported-option', `expected no date for a file, found ${DATE}`);
    const columns = { time: 'ts' };
    await expectError(file, { columns }, 'unsupported-option', 'expected column names only for a CSV, found time');
    await expectError(
      folder,
      { date: DATE, columns },
      'unsupported-option',
      'expected column names only for a CSV, found time',
    );
  });

  it('names the bad row of a LEAN file, or counts bad rows by file and reports the first', async () => {
    const folder = leanFolder();
    const file = path.join(folder, 'ibm/20131008_trade.zip');
    await expect(readRecording(folder, { date: DATE })).rejects.toBeInstanceOf(BadRecordError);
    const { ticks, recording } = await readRecording(folder, { date: DATE, skipBadRows: true });
    expect(ticks.map((tick) => tick[3])).toEqual([1_820_000, 1_821_000, 1_822_000]);
    expect(recording.skipped).toBe(2);
    const first = 'expected a price in dollars × 10,000 (1 to 4503599627370495) in field 2, found "x"';
    expect(recording.notes).toEqual([`${file}: skipped 2 bad rows; the first: line 2: ${first}`]);
  });

  it('seeks in every kind of recording', async () => {
    const { source, ...recording } = await openRecording(leanFolder(QUOTES.slice(0, 0)), {
      date: DATE,
      seek: OPENING + 60_000,
    });
    const { sink, ticks } = collectTicks();
    expect(source.startTime).toBe(OPENING + 60_000);
    expect(await source.advance(source.startTime, sink)).toBe(Infinity);
    expect(ticks).toHaveLength(1);
    expect(recording.kind).toBe('lean');
  });

  it('notes the time of the first tick only if the replay starts long before it', async () => {
    const notesOf = async (seek: number): Promise<readonly string[]> => {
      const recording = await openRecording(leanFolder(), { date: DATE, seek });
      await recording.close();
      return recording.notes;
    };
    expect(await notesOf(OPENING - 60_000)).toEqual([]);
    expect((await notesOf(0)).join()).toContain(
      'the replay starts at 1970-01-01T00:00:00.000Z, but the first tick is at 2013-10-08T13:30:00.000Z',
    );
  });

  it('notes that the replay starts after the last tick, once that is known', async () => {
    const notesOf = async (seek: number): Promise<readonly string[]> => {
      const recording = await openRecording(leanFolder(), { date: DATE, seek, skipBadRows: true });
      await recording.source.advance(Infinity, collectTicks().sink);
      await recording.close();
      return recording.notes.filter((note) => !note.includes('skipped'));
    };
    expect(await notesOf(OPENING - 1)).toEqual([]);
    expect((await notesOf(OPENING + 3_600_000)).join()).toContain(
      'the replay starts at 2013-10-08T14:30:00.000Z, after the last tick',
    );
  });

  it('starts a recording of a replay at the time that the replay started at, with earlier ticks at once', async () => {
    const [whole, part] = ['whole', 'part'].map((name) => path.join(makeFolder(), name)) as [string, string];
    const before: Tick[] = [0, 1_000].map((ms) => ['trade', 0, OPENING + ms, 100, 1]);
    const after: Tick = ['trade', 0, OPENING + 2_000, 101, 1];
    await writeRecording(whole, [...before, after]);
    const sought = await openRecording(whole, { seek: OPENING + 1_500 });
    const { description, instruments, references, startTime } = sought.source;
    const writer = await RecordingWriter.open(part, { source: description, instruments, references, startTime });
    await sought.source.advance(Infinity, writer);
    await Promise.all([writer.close(), sought.close()]);

    const again = await openRecording(part);
    const { sink, ticks } = collectTicks();
    expect(again.source.startTime).toBe(OPENING + 1_500);
    expect(await again.source.advance(again.source.startTime, sink)).toBe(OPENING + 2_000);
    expect(ticks).toEqual(before);
    await again.close();
  });
});

describe('inspectRecording', () => {
  it('reports the content of a recording, with the digest of the recorded ticks', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const ticks = randomTicks(12, 10_000, 3, OPENING);
    await writeRecording(file, ticks);
    const digest = new TickDigest();
    playInto(digest, ticks);
    const count = (kind: string): number => ticks.filter(([k]) => k === kind).length;
    expect(await inspectRecording(file)).toEqual({
      kind: 'recording',
      source: 'Recording of Simulated, seed 7',
      symbols: ['S0', 'S1', 'S2'],
      ticks: 10_000,
      quotes: count('quote'),
      trades: count('trade'),
      statuses: count('status'),
      from: ticks[0]?.[2],
      to: ticks.at(-1)?.[2],
      digest: digest.hex(),
      closedProperly: true,
      tornBytes: 0,
      skipped: 0,
      notes: [],
    });
  });

  it('reports a torn end', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    await writeRecording(file, randomTicks(12, 10_000, 3, OPENING));
    writeFileSync(file, readFileSync(file).subarray(0, -30));
    const { closedProperly, tornBytes, ticks, notes } = await inspectRecording(file);
    expect({ closedProperly, ticks: ticks > 0 && ticks < 10_000, torn: tornBytes > 0 }).toEqual({
      closedProperly: false,
      ticks: true,
      torn: true,
    });
    expect(notes).toEqual([
      `${file}: is truncated: the last ${tornBytes} bytes are not a complete block; the rest plays`,
    ]);
  });

  it('counts damaged rows and blocks, in folders too', async () => {
    expect(await inspectRecording(leanFolder(), { date: DATE })).toMatchObject({
      kind: 'lean',
      symbols: ['IBM'],
      ticks: 3,
      quotes: 1,
      trades: 2,
      statuses: 0,
      from: OPENING,
      to: OPENING + 2,
      closedProperly: undefined,
      skipped: 2,
    });
  });

  it('has the same digest for a recording of a replay as for the replayed file', async () => {
    const folder = makeFolder({ 'a.csv': `time,symbol,price,size\n${OPENING},A,1.5,1\n${OPENING + 1},B,2,7\n` });
    const played = await readRecording(path.join(folder, 'a.csv'));
    const { description, instruments, references, startTime } = played.recording.source;
    const copy = path.join(folder, 'copy.twr');
    await writeRecording(copy, played.ticks, { source: description, instruments, references, startTime });
    expect((await inspectRecording(copy)).digest).toBe((await inspectRecording(path.join(folder, 'a.csv'))).digest);
  });
});
