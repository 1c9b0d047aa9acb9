// Writes and reads recording files for tests.
import { openRecording, type OpenOptions, type OpenRecording } from '../../../feed-server/recordings/open-recording.ts';
import type { RecordingHead } from '../../../feed-server/recordings/twr/recording-format.ts';
import { RecordingWriter } from '../../../feed-server/recordings/twr/recording-writer.ts';
import { makeInstruments } from '../wire/builders.ts';
import { collectTicks, playInto, type Tick } from '../market/ticks.ts';

/** A Tuesday, 9:30 in New York. */
export const OPENING = Date.UTC(2013, 9, 8, 13, 30);

export function makeHead(overrides: Partial<RecordingHead> = {}): RecordingHead {
  const instruments = overrides.instruments ?? makeInstruments(3);
  const references = instruments.map((_, id) => (id === 1 ? undefined : 1_000 + id));
  return { source: 'Simulated, seed 7', instruments, references, startTime: OPENING, ...overrides };
}

/** Writes the ticks and closes the file. */
export async function writeRecording(
  file: string,
  ticks: readonly Tick[],
  head: RecordingHead = makeHead(),
): Promise<void> {
  const writer = await RecordingWriter.open(file, head);
  playInto(writer, ticks);
  await writer.close();
}

/** All ticks of a file, and the recording with its notes. */
export async function readRecording(
  file: string,
  options: OpenOptions = {},
): Promise<{ ticks: Tick[]; recording: OpenRecording }> {
  const recording = await openRecording(file, options);
  const { sink, ticks } = collectTicks();
  try {
    await recording.source.advance(Infinity, sink);
  } finally {
    await recording.close();
  }
  return { ticks, recording };
}
