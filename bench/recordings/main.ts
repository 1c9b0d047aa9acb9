// Measures the size of recordings and how fast they are written and read: a simulated market, and a recorded day if
// there is one.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { QUOTE, TRADE, TickLog } from '../../feed-server/log/tick-log.ts';
import { selectListings } from '../../feed-server/market/instruments.ts';
import { Simulation } from '../../feed-server/market/simulation.ts';
import { reasonOf, sessionOf } from '../../proto/enums.ts';
import type { TickSink, TickSource } from '../../feed-server/market/source.ts';
import { openRecording } from '../../feed-server/recordings/open-recording.ts';
import { RecordingWriter } from '../../feed-server/recordings/twr/recording-writer.ts';

/** 10:30 in New York, on a Tuesday. */
const START = Date.UTC(2024, 0, 9, 15, 30);
const MINUTE_MS = 60_000;
const LEAN = path.join(import.meta.dirname, '../../../shared/data/lean-usa-equity-tick');

/** More ticks than any minute has: a minute of ticks is buffered here, so that generating them is not measured. */
const WAITING_TICKS = 2 ** 20;

/** Milliseconds of this process's CPU time, so that other processes are not included. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Writes the ticks of `source` up to `until` to `file`. Returns the writer's CPU time, milliseconds. */
async function write(file: string, source: TickSource, until: number): Promise<number> {
  const { description, instruments, references, startTime } = source;
  const log = new TickLog(1, WAITING_TICKS, references);
  const writer = await RecordingWriter.open(file, { source: description, instruments, references, startTime });
  let ms = 0;
  const measure = async (task: () => Promise<void> | void): Promise<void> => {
    const before = cpuTime();
    await task();
    ms += cpuTime() - before;
  };
  for (let time = startTime, next = startTime; next <= until && next !== Infinity; time += MINUTE_MS) {
    const from = log.head + 1;
    next = await source.advance(Math.min(time, until), log);
    await measure(async () => {
      for (let sequence = from; sequence <= log.head; sequence++) publish(log, log.slotOf(sequence), writer);
      await writer.drained();
    });
  }
  await measure(() => writer.close());
  return ms;
}

function publish(log: TickLog, slot: number, sink: TickSink): void {
  const { kind, id, time, price, size, ask, askSize } = log;
  const at = (column: ArrayLike<number>): number => column[slot] ?? 0;
  if (kind[slot] === QUOTE) sink.quote(at(id), at(time), at(price), at(size), at(ask), at(askSize));
  else if (kind[slot] === TRADE) sink.trade(at(id), at(time), at(price), at(size));
  else {
    const reference = at(size) === 1 ? at(price) : undefined;
    sink.status(at(id), at(time), sessionOf(at(ask)), reasonOf(at(askSize)), reference);
  }
}

async function measure(name: string, source: TickSource, until: number): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tapewire-bench-'));
  try {
    const file = path.join(folder, 'recording');
    const writing = await write(file, source, until);
    const recording = await openRecording(file);
    let ticks = 0;
    const count = (): void => {
      ticks++;
    };
    const before = cpuTime();
    await recording.source.advance(Infinity, { quote: count, trade: count, status: count });
    const reading = cpuTime() - before;
    await recording.close();
    const pace = (ms: number): string => `${(ticks / ms / 1_000).toFixed(1)} million ticks per second of CPU`;
    process.stdout.write(
      `${name}: ${ticks.toLocaleString('en-US')} ticks, ${(statSync(file).size / ticks).toFixed(2)} bytes per tick, ` +
        `written at ${pace(writing)}, read at ${pace(reading)}\n`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

process.stdout.write(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`);
const simulation = new Simulation({ seed: 7, listings: selectListings([]), startTime: START, rate: 10 });
await measure('simulated, 10 minutes', simulation, START + 10 * MINUTE_MS);
if (existsSync(LEAN)) {
  const day = await openRecording(LEAN, { date: '2013-10-08' });
  await measure('8 October 2013', day.source, Infinity);
  await day.close();
}
