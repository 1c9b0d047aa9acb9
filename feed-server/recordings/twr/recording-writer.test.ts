// Writing a recording: ticks come back unchanged, nothing is overwritten, and failures of the disk are reported.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeInstruments } from '../../../tests/support/wire/builders.ts';
import { OPENING, makeHead, readRecording, writeRecording } from '../../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { playInto, randomTicks, type Tick } from '../../../tests/support/market/ticks.ts';
import { FrameReader } from './frame-reader.ts';
import { RecordingError } from '../recording-error.ts';
import { BLOCK, SIGNATURE_BYTES } from './recording-format.ts';
import { RecordingWriter } from './recording-writer.ts';

const trade = (ms: number, price = 100): Tick => ['trade', 0, OPENING + ms, price, 300];

async function countBlocks(file: string): Promise<number> {
  const frames = await FrameReader.open(file, SIGNATURE_BYTES);
  let blocks = 0;
  for (let frame = await frames.next(); frame; frame = await frames.next()) {
    if ('kind' in frame && frame.kind === BLOCK) blocks++;
  }
  await frames.close();
  return blocks;
}

/** Runs `script`, which records to FILE in `folder`, where a file has no room for more than `blocks` of 512 or 1,024 bytes. */
async function runLimited(folder: string, blocks: number, script: string): Promise<{ readonly stdout: string }> {
  const support = path.join(import.meta.dirname, '../../../tests/support');
  const imports = [
    ['RecordingWriter', path.join(import.meta.dirname, 'recording-writer.ts')],
    ['makeHead, OPENING', path.join(support, 'recordings/recording-files.ts')],
    ['playInto, randomTicks', path.join(support, 'market/ticks.ts')],
  ].map(([names, from]) => `import { ${names} } from ${JSON.stringify(from)};`);
  const file = `const FILE = ${JSON.stringify(path.join(folder, 'day.twr'))};`;
  const main = path.join(folder, 'fill.ts');
  writeFileSync(main, [...imports, file, 'const reported = [];', script].join('\n'));
  // The system's limit on file sizes simulates a full disk.
  const limited = `ulimit -f ${blocks}; exec "${process.execPath}" "${main}"`;
  return await promisify(execFile)('sh', ['-c', limited]);
}

describe('RecordingWriter', () => {
  it.each([1, 2, 3, 4])('writes ticks that come back unchanged, over many blocks: seed %i', async (seed) => {
    const file = path.join(makeFolder(), 'day.twr');
    const instruments = makeInstruments(seed === 1 ? 1 : 300);
    const ticks = randomTicks(seed, 20_000, instruments.length, OPENING);
    await writeRecording(file, ticks, makeHead({ instruments }));
    const played = await readRecording(file);
    expect(played.ticks).toEqual(ticks);
    expect(played.recording).toMatchObject({ kind: 'recording', notes: [], skipped: 0, closedProperly: true });
  });

  it('keeps source, instruments, references and start', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const head = makeHead();
    await writeRecording(file, [], head);
    const { recording, ticks } = await readRecording(file);
    expect(ticks).toEqual([]);
    expect(recording.source).toMatchObject({
      description: 'Recording of Simulated, seed 7',
      instruments: head.instruments,
      references: [1_000, undefined, 1_002],
      startTime: OPENING,
    });
  });

  it('writes the same bytes whatever the timing of the ticks', async () => {
    const folder = makeFolder();
    const ticks = randomTicks(5, 12_000, 3, OPENING);
    await writeRecording(path.join(folder, 'at-once'), ticks);
    const writer = await RecordingWriter.open(path.join(folder, 'in-parts'), makeHead());
    for (let from = 0; from < ticks.length; from += 777) {
      playInto(writer, ticks.slice(from, from + 777));
      await writer.drained();
    }
    await writer.close();
    expect(readFileSync(path.join(folder, 'in-parts')).equals(readFileSync(path.join(folder, 'at-once')))).toBe(true);
  });

  it('takes less than 5 bytes per tick for typical prices and sizes', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const ticks: Tick[] = [];
    for (const [i, tick] of randomTicks(6, 50_000, 100, OPENING).entries()) {
      const [id, step] = [tick[1], i % 5];
      const time = OPENING + Math.floor(i / 20);
      if (i % 4 === 0) ticks.push(['trade', id, time, 10_000 + id + step, 100 * (1 + step)]);
      else ticks.push(['quote', id, time, 10_000 + id + step, 200, 10_002 + id + step, 100 * (1 + step)]);
    }
    await writeRecording(file, ticks, makeHead({ instruments: makeInstruments(100) }));
    expect(statSync(file).size / ticks.length).toBeLessThan(5);
  });

  it('has ticks on disk after five seconds of market time', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const writer = await RecordingWriter.open(file, makeHead());
    playInto(writer, [trade(0), trade(4_999)]);
    await writer.drained();
    expect(await countBlocks(file)).toBe(0);
    playInto(writer, [trade(5_000)]);
    await writer.drained();
    expect(await countBlocks(file)).toBe(1);
    await writer.close();
    expect(await countBlocks(file)).toBe(2);
  });

  it('refuses a tick that breaks the rules of a sink', async () => {
    const writer = await RecordingWriter.open(path.join(makeFolder(), 'day.twr'), makeHead());
    playInto(writer, [trade(7)]);
    expect(() => playInto(writer, [['trade', 3, OPENING + 8, 1, 1]])).toThrow('id: expected one of 3 instruments');
    expect(() => playInto(writer, [trade(6)])).toThrow(`not before ${OPENING + 7}, found ${OPENING + 6}`);
    expect(() => playInto(writer, [trade(8.5)])).toThrow('expected whole milliseconds');
    await writer.close();
    expect(writer.ticks).toBe(1);
  });
});

describe('RecordingWriter that cannot write', () => {
  it('does not touch a file with content, but writes to an empty one', async () => {
    const folder = makeFolder({ 'day.twr': 'years of work', empty: '' });
    const file = path.join(folder, 'day.twr');
    await expect(RecordingWriter.open(file, makeHead())).rejects.toMatchObject({
      code: 'exists',
      message: `${file}: expected a new or empty file to record to, found 13 bytes`,
    });
    expect(readFileSync(file, 'utf8')).toBe('years of work');
    await writeRecording(path.join(folder, 'empty'), [trade(0)]);
    expect((await readRecording(path.join(folder, 'empty'))).ticks).toEqual([trade(0)]);
  });

  it('names a missing folder', async () => {
    const file = path.join(makeFolder(), 'nowhere', 'day.twr');
    await expect(RecordingWriter.open(file, makeHead())).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining(`${file}: expected a file that can be written, found ENOENT`) as string,
    });
  });

  it.skipIf(!existsSync('/dev/null'))('refuses a path that is not a regular file', async () => {
    await expect(RecordingWriter.open('/dev/null', makeHead())).rejects.toMatchObject({
      code: 'exists',
      message: '/dev/null: expected a new or empty file to record to, found something that is not a regular file',
    });
    expect(existsSync('/dev/null')).toBe(true);
  });

  it('restores the previous state when discarded', async () => {
    const folder = makeFolder({ empty: '' });
    for (const name of ['empty', 'new']) {
      const writer = await RecordingWriter.open(path.join(folder, name), makeHead());
      playInto(writer, [trade(0), trade(6_000)]);
      await writer.discard();
      playInto(writer, [trade(7_000)]);
    }
    expect(readdirSync(folder)).toEqual(['empty']);
    expect(statSync(path.join(folder, 'empty')).size).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('does not begin on a full disk, and leaves nothing there', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'day.twr');
    const { stdout } = await runLimited(
      folder,
      1,
      `
      const head = makeHead({ source: 'x'.repeat(5_000) });
      const error = await RecordingWriter.open(FILE, head, (error) => reported.push(error.code)).catch((error) => error);
      console.log(JSON.stringify({ reported, end: error.message }));`,
    );
    expect(JSON.parse(stdout)).toEqual({
      reported: ['unwritable'],
      end: expect.stringContaining(`${file}: expected a file that can be written, found EFBIG`) as string,
    });
    expect(existsSync(file)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('reports a full disk once, and plays what was written before', async () => {
    const folder = makeFolder();
    const file = path.join(folder, 'day.twr');
    const { stdout } = await runLimited(
      folder,
      64,
      `
        const writer = await RecordingWriter.open(FILE, makeHead(), (error) => reported.push(error.code));
        const ticks = randomTicks(8, 60_000, 3, OPENING);
        for (let i = 0; i < ticks.length; i += 1_000) { playInto(writer, ticks.slice(i, i + 1_000)); await writer.drained(); }
        const end = await writer.close().catch((error) => error.message);
        console.log(JSON.stringify({ reported, end }));`,
    );
    const { reported, end } = JSON.parse(stdout) as { reported: unknown; end: unknown };
    expect(reported).toEqual(['unwritable']);
    expect(end).toContain(`${file}: expected a file that can be written, found EFBIG`);
    const { ticks, recording } = await readRecording(file);
    expect(ticks.length).toBeGreaterThan(1_000);
    expect(ticks).toEqual(randomTicks(8, 60_000, 3, OPENING).slice(0, ticks.length));
    expect(recording.notes.join()).toContain('is truncated');
  });

  it('rejects every close with the same error, and accepts no more ticks', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const writer = await RecordingWriter.open(file, makeHead());
    playInto(writer, [trade(0)]);
    await Promise.all([writer.close(), writer.close()]);
    playInto(writer, [trade(1)]);
    expect((await readRecording(file)).ticks).toEqual([trade(0)]);
    await expect(RecordingWriter.open(file, makeHead())).rejects.toBeInstanceOf(RecordingError);
  });
});
