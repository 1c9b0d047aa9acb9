// Wraps a source so that it waits for the consumers of its ticks.
import type { TickSource } from '../market/source.ts';

/** `caughtUp` is awaited after each advance. */
export function paced(source: TickSource, caughtUp: () => Promise<void>): TickSource {
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
      await caughtUp();
      return next;
    },
  };
}
