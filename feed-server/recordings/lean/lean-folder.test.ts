// A folder of LEAN ticks on a real disk: what it plays, and the errors about invalid ones.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSink } from '../../../tests/support/wire/builders.ts';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { makeZip } from '../../../tests/support/files/zip.ts';
import { BadRecordError } from '../bad-record.ts';
import { openLeanFolder } from './lean-folder.ts';
import { readZip } from './zip-text.ts';
import { RecordingError, type RecordingErrorCode } from '../recording-error.ts';

const DATE = '2013-10-08';
const TRADES = '34200000,1821000,300,P,2000,0\n';
const QUOTES = '34200000,1820000,100,1822000,200,P,1,0\n';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'tapewire-lean-'))));
afterEach(async () => await rm(folder, { recursive: true }));

async function writeInFolder(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

async function play(symbols: readonly string[] = []): Promise<{ description: string; ticks: string[] }> {
  const { source, close } = await openLeanFolder(folder, DATE, symbols);
  try {
    const ticks: string[] = [];
    const name = (id: number): string => source.instruments[id]?.symbol ?? '?';
    const sink = makeSink({
      quote: (id) => ticks.push(`${name(id)} quote`),
      trade: (id) => ticks.push(`${name(id)} trade`),
    });
    await source.advance(Infinity, sink);
    return { description: source.description, ticks };
  } finally {
    await close();
  }
}

async function expectError(code: RecordingErrorCode, message: string, symbols: readonly string[] = []): Promise<void> {
  const error = await play(symbols).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(RecordingError);
  expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
}

describe('openLeanFolder', () => {
  beforeEach(async () => {
    await writeInFolder('ibm/20131008_trade.zip', makeZip({ 'trades.csv': TRADES }));
    await writeInFolder('ibm/20131008_quote.zip', makeZip({ 'quotes.csv': QUOTES }));
    await writeInFolder('ibm/20131009_trade.zip', makeZip({ 'trades.csv': TRADES }));
    await writeInFolder('AIG/20131008_trade.zip', makeZip({ 'trades.csv': TRADES }));
    await writeInFolder('spy/20131007_trade.zip', makeZip({ 'trades.csv': TRADES }));
    await writeInFolder('notes/readme.txt', 'no ticks here');
    await writeInFolder('readme.txt', 'no ticks here');
  });

  it('plays all ticks of the day, quotes before trades', async () => {
    const { description, ticks } = await play();
    expect(description).toBe('Replay of 2013-10-08: AIG, IBM');
    expect(ticks).toEqual(['AIG trade', 'IBM quote', 'IBM trade']);
  });

  it('plays the chosen symbols, whatever the case of their folders', async () => {
    expect((await play(['IBM', 'AIG'])).description).toBe('Replay of 2013-10-08: IBM, AIG');
  });

  it('names a missing symbol', async () => {
    await expectError('no-symbol', `${folder}: expected a folder "nosuch", found AIG, ibm, notes, spy`, ['NOSUCH']);
  });

  it('refuses a folder whose name is not a symbol, and a symbol with two folders', async () => {
    await writeInFolder('aig/20131008_trade.zip', makeZip({ 'trades.csv': TRADES }));
    for (const symbols of [[], ['AIG']])
      await expectError('bad-symbol', `${folder}: expected one folder for AIG, found "AIG" and "aig"`, symbols);
    await rm(path.join(folder, 'aig'), { recursive: true });
    const long = 's'.repeat(33);
    await writeInFolder(`${long}/20131008_trade.zip`, makeZip({ 'trades.csv': TRADES }));
    await expectError('bad-symbol', `${folder}: expected a symbol of 1 to 32 printable characters`);
  });

  it('suggests the right case of a symbol', async () => {
    await expectError('no-symbol', `${folder}: no symbol "aig"; did you mean AIG?`, ['aig']);
  });

  it('names the available days of a chosen symbol', async () => {
    await expectError('no-day', `${path.join(folder, 'spy')}: expected ticks from 2013-10-08, found 2013-10-07`, [
      'IBM',
      'SPY',
    ]);
  });

  it('names the available days if no folder has the day', async () => {
    await expect(openLeanFolder(folder, '2013-10-10', [])).rejects.toMatchObject({
      code: 'no-day',
      message: `${folder}: expected ticks from 2013-10-10, found 2013-10-07, 2013-10-08, 2013-10-09`,
    });
  });
});

describe('openLeanFolder, with damaged folders', () => {
  it('names a missing folder, or a file in its place', async () => {
    const nowhere = path.join(folder, 'nowhere');
    await expect(openLeanFolder(nowhere, DATE, [])).rejects.toMatchObject({
      code: 'no-folder',
      message: `${nowhere}: expected a folder of LEAN ticks, found nothing`,
    });
    const file = await writeInFolder('file', '');
    await expect(openLeanFolder(file, DATE, [])).rejects.toThrow('expected a folder of LEAN ticks, found a file');
  });

  it('reports that a folder has no days', async () => {
    await expectError('no-day', `${folder}: expected ticks from 2013-10-08, found no days`);
  });

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
  ])('distinguishes %s from a zip', async (_, content) => {
    const file = await writeInFolder('ibm/20131008_trade.zip', content);
    await expectError('not-a-zip', `${file}: expected a zip, found something else`);
  });

  it('names a zip that cannot be read', async () => {
    await mkdir(path.join(folder, 'ibm/20131008_trade.zip'), { recursive: true });
    await expectError('unreadable', `${path.join(folder, 'ibm/20131008_trade.zip')}: expected a zip that can be read`);
  });

  it('refuses a named pipe, which may never get a writer', async () => {
    await mkdir(path.join(folder, 'ibm'), { recursive: true });
    const pipe = path.join(folder, 'ibm/20131008_trade.zip');
    execFileSync('mkfifo', [pipe]);
    await expectError(
      'unreadable',
      `${pipe}: expected a zip that can be read, found something that is not a regular file`,
    );
  });

  it.each([
    [0, {}],
    [2, { 'a.csv': TRADES, 'b.csv': TRADES }],
  ])('refuses a zip of %i files', async (count, files) => {
    const file = await writeInFolder('ibm/20131008_trade.zip', makeZip(files));
    await expectError('not-one-file', `${file}: expected one file in the zip, found ${count}`);
  });

  it('detects a truncated zip, wherever it ends', async () => {
    const zip = makeZip({ 'trades.csv': TRADES });
    for (let length = 4; length < zip.length; length += 9) {
      const file = await writeInFolder('ibm/20131008_trade.zip', zip.subarray(0, length));
      await expectError('damaged-zip', `${file}: expected a whole zip, found a damaged one`);
    }
  });

  it('detects a zip with a wrong checksum', async () => {
    const zip = makeZip({ 'trades.csv': TRADES });
    zip.writeUInt32LE(1, zip.indexOf('PK\x01\x02') + 16);
    await writeInFolder('ibm/20131008_trade.zip', zip);
    await expectError('damaged-zip', 'found a damaged one (a wrong checksum)');
  });

  it('reads a zip in small chunks, however much it expands', async () => {
    const size = 2 ** 25;
    const zip = await writeInFolder('spy/20131008_trade.zip', makeZip({ 'trades.csv': 'x'.repeat(size) }));
    let [total, longest] = [0, 0];
    for await (const piece of readZip(zip)) {
      total += piece.length;
      longest = Math.max(longest, piece.length);
    }
    expect(total).toBe(size);
    expect(longest).toBeLessThanOrEqual(2 ** 16);
  });

  it('reports the first bad row if all rows are bad', async () => {
    const zip = await writeInFolder('aig/20131008_trade.zip', makeZip({ 'trades.csv': 'x\ny\n' }));
    const opened = openLeanFolder(folder, '2013-10-08', ['AIG'], () => undefined);
    await expect(opened).rejects.toThrow(`found none but 2 bad ones; the first: ${zip}, line 1: expected 6 fields`);
  });

  it('names file and line of a bad row', async () => {
    const file = await writeInFolder(
      'ibm/20131008_trade.zip',
      makeZip({ 'trades.csv': `${TRADES}34200001,x,1,P,1,0\n` }),
    );
    const error = await play().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(BadRecordError);
    expect(String(error)).toContain(`${file}, line 2: expected a price`);
  });
});

const DESCRIPTORS = '/proc/self/fd';

describe.skipIf(!existsSync(DESCRIPTORS))('openLeanFolder, closing files', () => {
  function openFiles(): string[] {
    const links = readdirSync(DESCRIPTORS).map((fd) => {
      try {
        return readlinkSync(path.join(DESCRIPTORS, fd));
      } catch {
        return '';
      }
    });
    return links.filter((link) => link.startsWith(folder));
  }

  beforeEach(async () => {
    const dice = new Dice(7);
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i},${1 + dice.below(1e9)},${dice.below(1e9)},P,1,0\n`);
    await writeInFolder('ibm/20131008_trade.zip', makeZip({ 'trades.csv': rows.join('') }));
  });

  it('keeps a file open while it plays, and closes it on close', async () => {
    const { close } = await openLeanFolder(folder, DATE, []);
    expect(openFiles()).toHaveLength(1);
    await close();
    await expect.poll(openFiles).toEqual([]);
    await close();
  });

  it('closes a zip that it refuses because of its content', async () => {
    await writeInFolder('spy/20131008_trade.zip', makeZip({ 'a.csv': TRADES, 'b.csv': TRADES }));
    await expect(openLeanFolder(folder, DATE, ['SPY'])).rejects.toMatchObject({ code: 'not-one-file' });
    await expect.poll(openFiles).toEqual([]);
  });

  it('closes the files that it has opened if another one is damaged', async () => {
    await writeInFolder('spy/20131008_trade.zip', 'hello');
    await expect(openLeanFolder(folder, DATE, [])).rejects.toThrow(RecordingError);
    await expect.poll(openFiles).toEqual([]);
  });
});
