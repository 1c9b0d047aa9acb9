// A source that starts playing at a later time. Earlier ticks are published first, all at once.
import type { Instrument, MarketSession } from '../../proto/messages.ts';
import type { TickSink, TickSource } from '../market/source.ts';

/**
 * The first `advance` publishes all earlier ticks with their original times, so that last values, volume and reference are correct at
 * the start.
 */
export class SeekSource implements TickSource {
  readonly description: string;
  readonly kind = 'replay';
  readonly instruments: readonly Instrument[];
  readonly references: readonly (number | undefined)[];
  readonly startTime: number;
  readonly #source: TickSource;
  #state: 'unplayed' | 'playing' | 'past-end' = 'unplayed';

  /** `time`: market time, milliseconds since 1970-01-01 UTC. Ignored if it is before the source's start. */
  constructor(source: TickSource, time: number) {
    this.description = source.description;
    this.instruments = source.instruments;
    this.references = source.references;
    this.startTime = Math.max(source.startTime, time);
    this.#source = source;
  }

  /** Whether no tick follows the start; false before the first `advance`. */
  get isPastEnd(): boolean {
    return this.#state === 'past-end';
  }

  sessionAt(time: number): MarketSession {
    return this.#source.sessionAt(time);
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    if (this.#state === 'unplayed') {
      const next = await this.#source.advance(this.startTime, sink);
      this.#state = next === Infinity ? 'past-end' : 'playing';
      if (next > until) return next;
    }
    return await this.#source.advance(until, sink);
  }
}
