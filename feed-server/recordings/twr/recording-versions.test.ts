// Recordings of every version of the format: version 1 still plays, and version 2 has larger numbers and decimals of sizes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import type { Tick } from '../../../tests/support/market/ticks.ts';
import { OPENING, makeHead, readRecording, writeRecording } from '../../../tests/support/recordings/recording-files.ts';
import { VERSION_1_FILE, VERSION_1_TICKS } from '../../../tests/support/recordings/version-1.ts';
import { makeInstrument } from '../../../tests/support/wire/builders.ts';
import { MAX_PRICE, MAX_SIZE } from '../../../proto/messages.ts';
import { inspectRecording } from '../inspect.ts';

describe('a recording of version 1', () => {
  it('plays as it was recorded, with whole sizes', async () => {
    const file = path.join(makeFolder(), 'old.twr');
    writeFileSync(file, VERSION_1_FILE);
    const { ticks, recording } = await readRecording(file);
    expect(ticks).toEqual(VERSION_1_TICKS);
    expect(recording.source.instruments).toMatchObject([0, 1, 2].map((id) => ({ id, decimals: 2, sizeDecimals: 0 })));
    expect(recording.source.references).toEqual([1_000, undefined, 1_002]);
    expect(recording.closedProperly).toBe(true);
    expect(recording.notes).toEqual([]);
  });

  it('has the digest of the same ticks in version 2', async () => {
    const [old, copy] = ['old.twr', 'copy.twr'].map((name) => path.join(makeFolder(), name)) as [string, string];
    writeFileSync(old, VERSION_1_FILE);
    await writeRecording(copy, VERSION_1_TICKS);
    expect([VERSION_1_FILE[8], readFileSync(copy)[8]]).toEqual([1, 2]);
    expect((await inspectRecording(copy)).digest).toBe((await inspectRecording(old)).digest);
  });
});

describe('a recording of version 2', () => {
  it('preserves size decimals, and prices and sizes over their full ranges', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const coin = makeInstrument(0, { symbol: 'BTCUSD', decimals: 8, sizeDecimals: 4 });
    const ticks: Tick[] = [
      ['quote', 0, OPENING, -MAX_PRICE, MAX_SIZE, MAX_PRICE, 1],
      ['quote', 0, OPENING + 1, MAX_PRICE, 1, -MAX_PRICE, MAX_SIZE],
      ['quote', 0, OPENING + 2, -MAX_PRICE + 1, 0, MAX_PRICE, MAX_SIZE - 1],
      ['quote', 0, OPENING + 3, 12_000_012_345_678, 15, 12_000_012_345_679, 9_007_199_254_740_900],
      ['trade', 0, OPENING + 4, 12_000_012_345_677, 15],
      ['trade', 0, OPENING + 5, -MAX_PRICE, MAX_SIZE],
      ['trade', 0, OPENING + 6, MAX_PRICE, 0],
      ['status', 0, OPENING + 7, 'open', 'schedule', -MAX_PRICE],
    ];
    await writeRecording(file, ticks, makeHead({ instruments: [coin], references: [MAX_PRICE] }));
    const played = await readRecording(file);
    expect(played.ticks).toEqual(ticks);
    expect(played.recording.source.instruments).toEqual([coin]);
    expect(played.recording.source.references).toEqual([MAX_PRICE]);
  });
});
