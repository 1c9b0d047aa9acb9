// A recording as a source: seeking, sessions, symbols, and bounded reading ahead.
import { statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPENING, readRecording, writeRecording } from '../../../tests/support/recordings/recording-files.ts';
import { makeFolder } from '../../../tests/support/files/temporary-folder.ts';
import { collectTicks, randomTicks, type Tick } from '../../../tests/support/market/ticks.ts';
import { openRecording } from '../open-recording.ts';

const trade = (id: number, ms: number, price = 100): Tick => ['trade', id, OPENING + ms, price, 300];

async function makeRecording(ticks: readonly Tick[]): Promise<string> {
  const file = path.join(makeFolder(), 'day.twr');
  await writeRecording(file, ticks);
  return file;
}

describe('RecordedSource', () => {
  it('plays up to the given time and resolves with the time of the next tick', async () => {
    const recording = await openRecording(await makeRecording([trade(0, 5), trade(1, 5), trade(0, 9_000)]));
    const { sink, ticks } = collectTicks();
    expect(await recording.source.advance(OPENING + 4, sink)).toBe(OPENING + 5);
    expect(ticks).toEqual([]);
    expect(await recording.source.advance(OPENING + 5, sink)).toBe(OPENING + 9_000);
    expect(ticks).toHaveLength(2);
    expect(await recording.source.advance(OPENING + 9_000, sink)).toBe(Infinity);
    expect(ticks).toHaveLength(3);
    expect(await recording.source.advance(Infinity, sink)).toBe(Infinity);
    await recording.close();
  });

  it.each([1, 7, 100, 100_000])('plays the same in steps of %i ms', async (step) => {
    const ticks = Array.from({ length: 500 }, (_, i) => trade(i % 3, i * 2, 100 + i));
    const recording = await openRecording(await makeRecording(ticks));
    const kept = collectTicks();
    let until = OPENING;
    while ((await recording.source.advance(until, kept.sink)) !== Infinity) until += step;
    await recording.close();
    expect(kept.ticks).toEqual(ticks);
  });

  it('plays the chosen symbols in the order of the file, with ids from 0', async () => {
    const file = await makeRecording([trade(0, 0), trade(2, 1), trade(1, 2), trade(2, 3)]);
    const { ticks, recording } = await readRecording(file, { symbols: ['S2', 'S1'] });
    expect(recording.source.instruments).toMatchObject([
      { id: 0, symbol: 'S1' },
      { id: 1, symbol: 'S2' },
    ]);
    expect(recording.source.references).toEqual([undefined, 1_002]);
    expect(ticks).toEqual([trade(1, 1), trade(0, 2), trade(1, 3)]);
    await expect(openRecording(file, { symbols: ['S2', 'NOPE'] })).rejects.toMatchObject({
      code: 'no-symbol',
      message: `${file}: expected ticks of NOPE, found S0, S1, S2`,
    });
    await expect(openRecording(file, { symbols: ['s2'] })).rejects.toMatchObject({
      code: 'no-symbol',
      message: `${file}: no symbol "s2"; did you mean S2?`,
    });
  });

  it('has the session of most instruments, whatever is halted', async () => {
    const statuses: Tick[] = [
      ['status', 0, OPENING, 'open', 'schedule', 500],
      ['status', 1, OPENING + 1, 'pre-market', 'schedule', 500],
      ['status', 2, OPENING + 2, 'pre-market', 'schedule', undefined],
      ['status', 1, OPENING + 3, 'halted', 'news-pending', undefined],
      ['status', 1, OPENING + 4, 'opening-auction', 'schedule', undefined],
      ['status', 2, OPENING + 4, 'opening-auction', 'schedule', undefined],
      trade(0, 9),
    ];
    const { source, close } = await openRecording(await makeRecording(statuses)).then((recording) => ({
      source: recording.source,
      close: () => recording.close(),
    }));
    const { sink } = collectTicks();
    const sessions = [source.sessionAt(OPENING)];
    for (const ms of [0, 2, 3, 4, 9]) {
      await source.advance(OPENING + ms, sink);
      sessions.push(source.sessionAt(OPENING + ms));
    }
    await close();
    expect(sessions).toEqual(['open', 'open', 'pre-market', 'pre-market', 'opening-auction', 'closed']);
  });

  it('follows the calendar of US equities if no status was recorded', async () => {
    const { recording } = await readRecording(await makeRecording([]));
    expect(recording.source.sessionAt(OPENING)).toBe('closed');
    const unplayed = await openRecording(await makeRecording([trade(0, 0)]));
    expect(unplayed.source.sessionAt(OPENING - 1)).toBe('opening-auction');
    expect(unplayed.source.sessionAt(OPENING)).toBe('open');
    await unplayed.close();
  });

  it('reads at most a window ahead of the ticks that it has published', async () => {
    const file = path.join(makeFolder(), 'day.twr');
    const ticks = randomTicks(3, 100_000, 3, OPENING);
    await writeRecording(file, ticks);
    const recording = await openRecording(file);
    const kept = collectTicks();
    await recording.source.advance(ticks[0]?.[2] ?? 0, kept.sink);
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const error: unknown = await recording.source.advance(Infinity, kept.sink).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'changed',
      message: `${file}: expected 100000 ticks, as when it was opened, found ${kept.ticks.length}`,
    });
    await recording.close();
    expect(kept.ticks.length).toBeGreaterThan(20_000);
    expect(kept.ticks).toEqual(ticks.slice(0, kept.ticks.length));
    expect(kept.ticks.length).toBeLessThan(60_000);
  });
});

it('counts the missing ticks of a file truncated while it plays, if bad blocks are skipped', async () => {
  const file = await makeRecording(randomTicks(3, 100_000, 3, OPENING));
  const recording = await openRecording(file, { skipBadRows: true });
  const kept = collectTicks();
  await recording.source.advance(OPENING, kept.sink);
  truncateSync(file, Math.floor(statSync(file).size / 2));
  expect(await recording.source.advance(Infinity, kept.sink)).toBe(Infinity);
  await recording.close();
  expect(recording.notes.at(-1)).toBe(`${file}: ${100_000 - kept.ticks.length} ticks are missing`);
});

describe('seeking', () => {
  const ticks: Tick[] = [
    ['status', 0, OPENING, 'open', 'schedule', 500],
    trade(0, 10, 101),
    ['quote', 0, OPENING + 20, 100, 1, 102, 1],
    trade(0, 8_000, 103),
    trade(0, 9_000, 104),
  ];

  it('starts at the given time, after publishing all earlier ticks with their own times', async () => {
    const recording = await openRecording(await makeRecording(ticks), { seek: OPENING + 8_500 });
    const { sink, ticks: played } = collectTicks();
    expect(recording.source.startTime).toBe(OPENING + 8_500);
    expect(recording.source.references[0]).toBe(1_000);
    expect(await recording.source.advance(recording.source.startTime, sink)).toBe(OPENING + 9_000);
    expect(played).toEqual(ticks.slice(0, 4));
    expect(recording.source.sessionAt(OPENING + 8_500)).toBe('open');
    expect(await recording.source.advance(Infinity, sink)).toBe(Infinity);
    expect(played).toEqual(ticks);
    await recording.close();
  });

  it('starts no earlier than the recording, and plays all of it at once if the time is past its end', async () => {
    const file = await makeRecording(ticks);
    const early = await openRecording(file, { seek: OPENING - 5_000 });
    expect(early.source.startTime).toBe(OPENING);
    await early.close();
    const late = await openRecording(file, { seek: OPENING + 99_000 });
    const { sink, ticks: played } = collectTicks();
    expect(await late.source.advance(late.source.startTime, sink)).toBe(Infinity);
    expect(played).toEqual(ticks);
    await late.close();
  });
});
