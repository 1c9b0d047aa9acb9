// Wraps a source so that it waits for the consumers of its ticks.
import type { TickSource } from '../market/source.ts';

/** Awaits `waitForConsumers` after each advance. */
export function paced(source: TickSource, waitForConsumers: () => Promise<void>): TickSource {
  const { description, kind, instruments, references, startTime, isLive } = source;
  return {
    description,
    kind,
    instruments,
    references,
    startTime,
    isLive,
    sessionAt: (time) => source.sessionAt(time),
    async advance(until, sink) {
      const next = await source.advance(until, sink);
      await waitForConsumers();
      return next;
    },
  };
}
