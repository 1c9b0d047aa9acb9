// A source that begins later than it does: what came before is published first, at once.
import type { Instrument, MarketSession } from '../../proto/messages.ts';
import type { TickSink, TickSource } from '../market/source.ts';

/**
 * Everything before the time sought is played into the sink by the first `advance`, with its own times, so that last
 * values, the day's volume and its reference are what they were at that time.
 */
export class SoughtSource implements TickSource {
  readonly description: string;
  readonly kind = 'replay';
  readonly instruments: readonly Instrument[];
  readonly references: readonly (number | undefined)[];
  readonly startTime: number;
  readonly #source: TickSource;
  #state: 'unplayed' | 'playing' | 'past-end' = 'unplayed';

  /** `time`: market time, milliseconds since 1970-01-01 UTC; where it is before the source's start, that is kept. */
  constructor(source: TickSource, time: number) {
    this.description = source.description;
    this.instruments = source.instruments;
    this.references = source.references;
    this.startTime = Math.max(source.startTime, time);
    this.#source = source;
  }

  /** Whether no tick comes after the time sought; false where nothing has been played yet. */
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
