// A scripted source of ticks: tests decide when they happen and when they arrive.
import type { TickSink, TickSource } from '../../../feed-server/market/source.ts';

/** Trades at given times after its start. */
export class ScriptedSource implements TickSource {
  isLive = false;
  readonly description = 'Scripted';
  readonly kind = 'simulated';
  readonly instruments = [];
  readonly references = [];
  readonly startTime = Date.UTC(2013, 9, 8, 13, 30);
  /** The argument of each call of advance(), milliseconds after the start. */
  readonly advanceCalls: number[] = [];
  /** The most concurrent calls of advance(). */
  maxConcurrentCalls = 0;
  /** Each advance() awaits this before it publishes. */
  gate: Promise<void> = Promise.resolve();
  /** Milliseconds after the start, ascending. */
  readonly #times: readonly number[];
  #next = 0;
  #runningCalls = 0;

  constructor(times: readonly number[]) {
    this.#times = times;
  }

  sessionAt(): 'open' {
    return 'open';
  }

  async advance(until: number, sink: TickSink): Promise<number> {
    this.advanceCalls.push(until - this.startTime);
    this.maxConcurrentCalls = Math.max(this.maxConcurrentCalls, ++this.#runningCalls);
    await this.gate;
    this.#runningCalls--;
    for (;;) {
      const next = this.#times[this.#next];
      if (next === undefined) return Infinity;
      if (this.startTime + next > until) return this.startTime + next;
      sink.trade(0, this.startTime + next, 100, 1);
      this.#next++;
    }
  }
}
