// The same seed, recorded and replayed: the digest does not depend on the steps of either.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { playInto } from '../../../tests/support/market/ticks.ts';
import { selectListings } from '../../market/instruments.ts';
import { Simulation } from '../../market/simulation.ts';
import { inspectRecording } from '../inspect.ts';
import { RecordingWriter } from './recording-writer.ts';
import { TickDigest } from '../tick-digest.ts';

/** A minute before the market opens. */
const START = Date.UTC(2024, 0, 9, 14, 29);
const MINUTES = 3;

function simulate(seed: number): Simulation {
  return new Simulation({ seed, listings: selectListings(['AAPL', 'MSFT', 'XOM', 'JPM']), startTime: START });
}

/** Records in steps of `stepMs` of market time. */
async function recordSimulation(file: string, seed: number, stepMs: number): Promise<void> {
  const source = simulate(seed);
  const { description, instruments, references, startTime } = source;
  const writer = await RecordingWriter.open(file, { source: description, instruments, references, startTime });
  const end = START + MINUTES * 60_000;
  for (let until = START; until < end; until += stepMs) await source.advance(until, writer);
  await source.advance(end, writer);
  await writer.close();
}

describe('a simulated market, recorded', () => {
  it('is the same file for any steps, and a different one for another seed', async () => {
    const folder = makeFolder();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => path.join(folder, name)) as [string, string, string];
    await recordSimulation(a, 7, 60_000);
    await recordSimulation(b, 7, 33);
    await recordSimulation(c, 8, 60_000);
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
    const digests = await Promise.all([a, b, c].map(async (file) => (await inspectRecording(file)).digest));
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(digests[2]);
  });

  it('has the digest of the recorded ticks when replayed', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    await recordSimulation(file, 7, 1_000);
    const [live, replayed] = [new TickDigest(), new TickDigest()];
    await simulate(7).advance(START + MINUTES * 60_000, live);
    const { ticks, recording } = await readRecording(file);
    playInto(replayed, ticks);
    expect(ticks.length).toBeGreaterThan(1_000);
    expect(replayed.hex()).toBe(live.hex());
    expect(recording.source.instruments).toEqual(simulate(7).instruments);
    expect(recording.source.references).toEqual(simulate(7).references);
  });
});
