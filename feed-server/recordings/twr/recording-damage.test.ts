// Truncated and damaged recordings: always reported, never a crash, never a tick that was not recorded.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPENING, makeHead, readRecording } from '../../../tests/support/recordings/recording-files.ts';
import { Dice } from '../../../tests/support/random/seeded.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { playInto, randomTicks, type Tick } from '../../../tests/support/market/ticks.ts';
import { FrameReader } from './frame-reader.ts';
import { openRecording } from '../open-recording.ts';
import { RecordingError } from '../recording-error.ts';
import { BLOCK, SIGNATURE_BYTES, encodeEnd, encodeFrame } from './recording-format.ts';
import { RecordingWriter } from './recording-writer.ts';

/** 40 ticks in blocks of about ten, and the position of each frame. */
async function makeRecording(): Promise<{ file: string; bytes: Buffer; ticks: Tick[]; frames: number[] }> {
  const file = path.join(makeFolder(), 'day.twr');
  const ticks = randomTicks(9, 40, 3, OPENING).map((tick, i): Tick => {
    const [kind, id, , ...rest] = tick;
    return [kind, id, OPENING + i * 500, ...rest] as unknown as Tick;
  });
  const writer = await RecordingWriter.open(file, makeHead());
  playInto(writer, ticks);
  await writer.close();
  const reader = await FrameReader.open(file, SIGNATURE_BYTES);
  const frames: number[] = [];
  for (let frame = await reader.next(); frame; frame = await reader.next()) frames.push(frame.at);
  await reader.close();
  return { file, bytes: readFileSync(file), ticks, frames };
}

/** The ticks played, undefined if it could not be opened, and everything reported. */
async function play(file: string, skipBadRows: boolean): Promise<{ ticks: Tick[] | undefined; report: string }> {
  try {
    const { ticks, recording } = await readRecording(file, { skipBadRows });
    return { ticks, report: recording.notes.join('\n') };
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    return { ticks: undefined, report: error.message };
  }
}

/** Whether `some` is a subsequence of `all`. */
function isSubsequence(some: readonly Tick[], all: readonly Tick[]): boolean {
  let next = 0;
  const rest = all.map((tick) => JSON.stringify(tick));
  return some.every((tick) => (next = rest.indexOf(JSON.stringify(tick), next) + 1) > 0);
}

describe('a truncated recording', () => {
  it('plays up to the last whole block and reports the torn end', { timeout: 30_000 }, async () => {
    const { file, bytes, ticks, frames } = await makeRecording();
    const blocks = frames.slice(1, -1);
    expect(blocks).toHaveLength(4);
    for (let length = 0; length < bytes.length; length++) {
      writeFileSync(file, bytes.subarray(0, length));
      const played = await play(file, false);
      expect(played.report, `${length} bytes`).toContain(file);
      const whole = blocks.filter((_, i) => (frames[i + 2] as number) <= length).length;
      if (length >= (frames[1] as number)) expect(played.ticks, `${length} bytes`).toEqual(ticks.slice(0, whole * 10));
      else expect(played.ticks).toBeUndefined();
    }
  });

  it('distinguishes a file that was not closed from a torn one', async () => {
    const { file, bytes, frames } = await makeRecording();
    writeFileSync(file, bytes.subarray(0, frames.at(-1)));
    expect((await play(file, false)).report).toBe(
      `${file}: was not closed properly: the last ticks may be missing; the rest plays`,
    );
    writeFileSync(file, Buffer.concat([bytes.subarray(0, frames.at(-1)), Buffer.from('garbage')]));
    expect((await play(file, false)).report).toBe(
      `${file}: is truncated: the last 7 bytes are not a complete block; the rest plays`,
    );
  });

  it('is reported when it is opened', async () => {
    const { file, bytes } = await makeRecording();
    writeFileSync(file, bytes.subarray(0, -30));
    const recording = await openRecording(file);
    expect(recording.notes).toEqual([
      `${file}: is truncated: the last ${recording.tornBytes} bytes are not a complete block; the rest plays`,
    ]);
    expect(recording.tornBytes).toBeGreaterThan(30);
    await recording.close();
  });

  it('plays all ticks of a file followed by zeros, which a file system may leave', async () => {
    const { file, bytes, ticks } = await makeRecording();
    writeFileSync(file, Buffer.concat([bytes, Buffer.alloc(600_000)]));
    const played = await play(file, false);
    expect(played.ticks).toEqual(ticks);
    expect(played.report).toContain('the last 600000 bytes are not a complete block');
  });
});

describe('a damaged recording', () => {
  it(
    'never plays a tick that was not recorded, and says which byte is wrong: seed 11',
    { timeout: 30_000 },
    async () => {
      const { file, bytes, ticks, frames } = await makeRecording();
      const dice = new Dice(11);
      for (let at = 0; at < bytes.length; at++) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] as number) ^ (1 << dice.below(8));
        writeFileSync(file, damaged);
        const strict = await play(file, false);
        expect(strict.report, `byte ${at}`).toContain(file);
        const inABlock = at >= (frames[1] as number) && at < (frames.at(-1) as number);
        if (inABlock) expect(strict.ticks, `byte ${at}`).toBeUndefined();
        const lenient = await play(file, true);
        expect(lenient.report, `byte ${at}`).toContain(file);
        if (inABlock) expect(lenient.ticks, `byte ${at}`).toHaveLength(30);
        expect(isSubsequence(lenient.ticks ?? [], ticks), `byte ${at}`).toBe(true);
      }
    },
  );

  it('never crashes or invents ticks, whatever bytes are wrong: seeds 1 to 200', async () => {
    const { file, bytes, ticks } = await makeRecording();
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed);
      const damaged = Buffer.from(bytes.subarray(0, dice.chance(0.5) ? bytes.length : dice.below(bytes.length)));
      for (let n = 1 + dice.below(20); n > 0 && damaged.length > 0; n--)
        damaged[dice.below(damaged.length)] = dice.below(256);
      writeFileSync(file, damaged);
      const { ticks: played = [], report } = await play(file, true);
      expect(isSubsequence(played, ticks), `seed ${seed}`).toBe(true);
      if (!damaged.equals(bytes)) expect(report, `seed ${seed}`).toContain(file);
    }
  });

  it('reports the block, its bytes and the number of missing ticks', async () => {
    const { file, bytes, frames } = await makeRecording();
    const [second = 0, third = 0] = frames.slice(2);
    const damaged = Buffer.from(bytes);
    damaged[second + 20] = (damaged[second + 20] as number) ^ 0xff;
    writeFileSync(file, damaged);
    const found = `found a wrong checksum (${third - second} bytes are not a complete block)`;
    expect((await play(file, false)).report).toBe(`${file}, byte ${second}: expected a whole block, ${found}`);
    expect((await play(file, true)).report.split('\n')).toEqual([
      `${file}: skipped 1 bad block; the first: byte ${second}: expected a whole block, ${found}`,
      `${file}: 10 ticks are missing`,
    ]);
  });

  it('detects a block that is missing, repeated or out of order', async () => {
    const { file, bytes, ticks, frames } = await makeRecording();
    const [a = 0, b = 0, c = 0] = frames.slice(1);
    const [head, first, second, rest] = [
      bytes.subarray(0, a),
      bytes.subarray(a, b),
      bytes.subarray(b, c),
      bytes.subarray(c),
    ];
    writeFileSync(file, Buffer.concat([head, second, rest]));
    expect((await play(file, false)).report).toBe(`${file}, byte ${a}: expected tick 1, found tick 11`);
    expect((await play(file, true)).ticks).toEqual(ticks.slice(10));
    writeFileSync(file, Buffer.concat([head, first, first, second, rest]));
    expect((await play(file, false)).report).toBe(`${file}, byte ${b}: expected tick 11, found tick 1`);
    expect((await play(file, true)).ticks).toEqual(ticks);
    writeFileSync(file, Buffer.concat([head, second, first, rest]));
    expect((await play(file, true)).ticks).toEqual(ticks.slice(10));
  });

  it('detects missing blocks before a whole end', async () => {
    const { file, bytes, frames } = await makeRecording();
    writeFileSync(file, Buffer.concat([bytes.subarray(0, frames.at(-2)), bytes.subarray(frames.at(-1))]));
    expect((await play(file, false)).report).toContain('expected tick 31, found tick 41');
  });

  it.each([
    ['no ticks', [0, 0, 1], 'found a block of 0 ticks'],
    ['an unknown instrument', [0, 1, 1, 0x01, 9], 'found a tick of instrument 9'],
    ['no instrument', [0, 1, 1, 0x09], 'found a tick of instrument -1'],
    ['an unknown kind', [0, 1, 1, 0x07, 0], 'found a tick of an unknown kind'],
    ['an unknown market session', [0, 1, 1, 0x06, 0, 99, 0], 'found a market session 99'],
    ['an unknown reason', [0, 1, 1, 0x06, 0, 0, 99], 'found a reason 99'],
    ['a price out of range', [0, 1, 1, 0x05, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f], 'found a price of'],
    ['a size out of range', [0, 1, 1, 0x15, 0, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x1f], 'found a size of'],
    ['half a tick', [0, 1, 1, 0x05, 0], 'found the end of the data in the middle of a tick'],
    ['bytes after its last tick', [0, 1, 1, 0x15, 0, 0, 0, 0], 'found 2 bytes after the last tick'],
  ])('refuses a block with a correct checksum but %s', async (_, payload, found) => {
    const { file, bytes, frames } = await makeRecording();
    const head = bytes.subarray(0, frames[1]);
    writeFileSync(
      file,
      Buffer.concat([head, encodeFrame(BLOCK, new Uint8Array(payload)), encodeFrame(0x45, encodeEnd(0))]),
    );
    const { report } = await play(file, false);
    expect(report).toContain(`${file}, byte ${frames[1]}: expected a block of ticks, found`);
    expect(report).toContain(found);
  });

  it('skips frames of unknown kinds', async () => {
    const { file, bytes, ticks, frames } = await makeRecording();
    const [before, after] = [bytes.subarray(0, frames[2]), bytes.subarray(frames[2])];
    writeFileSync(file, Buffer.concat([before, encodeFrame(0x58, Buffer.from('news')), after]));
    expect(await play(file, false)).toEqual({ ticks, report: '' });
  });
});
