// Tapewire's own feed server with its default options, playing the schedule.
import { startFeedServer } from '../../../feed-server/feed-server.ts';
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';
import { keepYoungGenerationSmall } from '../../../feed-server/process/v8-flags.ts';
import { parseCommand } from '../../../feed-server/options/command.ts';
import manifest from '../../../package.json' with { type: 'json' };
import type { Instrument } from '../../../proto/messages.ts';
import { now } from '../../wire/wall-clock.ts';
import { DECIMALS, type Schedule } from '../schedule.ts';
import { runServer } from './serving.ts';

/** How far market time advances at a time before the schedule starts, milliseconds. */
const WAITING_STRIDE_MS = 100;

/** The schedule as a tick source that starts on command. */
class ScheduleSource implements TickSource {
  readonly description = 'benchmark schedule';
  readonly kind = 'simulated';
  readonly instruments: readonly Instrument[];
  readonly references: readonly undefined[];
  readonly startTime = now();
  readonly #schedule: Schedule;
  #start = Infinity;
  #next = 0;
  /** Market time lags the machine's clock by this: the time that the server took to start. */
  #behindMs = Infinity;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
    this.instruments = schedule.symbols.map((symbol, id) => ({
      id,
      symbol,
      name: symbol,
      sector: '',
      currency: 'USD',
      decimals: DECIMALS,
      sizeDecimals: 0,
    }));
    this.references = schedule.symbols.map(() => undefined);
  }

  begin(start: number): void {
    this.#start = start;
  }

  sessionAt(): 'open' {
    return 'open';
  }

  advance(until: number, sink: TickSink): Promise<number> {
    const { due, symbol, price, size, length } = this.#schedule;
    const at = (column: ArrayLike<number>): number => column[this.#next] as number;
    if (this.#start === Infinity) {
      this.#behindMs = Math.min(this.#behindMs, now() - until);
      return Promise.resolve(until + WAITING_STRIDE_MS);
    }
    const dueBy = until + this.#behindMs - this.#start;
    for (; this.#next < length && at(due) <= dueBy; this.#next++)
      sink.trade(at(symbol), this.#start + at(due), at(price), at(size));
    return Promise.resolve(this.#next < length ? this.#start + at(due) - this.#behindMs : Infinity);
  }
}

await runServer(async (schedule) => {
  const source = new ScheduleSource(schedule);
  keepYoungGenerationSmall();
  const command = parseCommand(['--host', '127.0.0.1', '--port', '0'], {});
  if (command.kind !== 'serve') throw new Error(`expected the options to serve, found ${command.kind}`);
  const options = { ...command.options, dashboard: undefined };
  const server = await startFeedServer(source, options, manifest.version, (error) => {
    throw error;
  });
  const begin = (start: number): void => source.begin(start);
  return { port: Number(new URL(server.url).port), version: `Tapewire ${manifest.version}`, begin };
});
