// Sinks that duplicate and filter ticks.
import { expect, it } from 'vitest';
import { makeSink } from '../../tests/support/wire/builders.ts';
import type { TickSink } from '../market/source.ts';
import { mute, tee } from './sinks.ts';

/** Creates a sink that records every tick. */
function recordingSink(): { sink: TickSink; received: unknown[][] } {
  const received: unknown[][] = [];
  const sink = makeSink({
    quote: (...quote) => received.push(['quote', ...quote]),
    trade: (...trade) => received.push(['trade', ...trade]),
    status: (...status) => received.push(['status', ...status]),
  });
  return { sink, received };
}

const TICKS = [0, 1].flatMap((id) => [
  ['quote', id, 1_000, 99, 1, 101, 2],
  ['trade', id, 1_001, 100, 3],
  ['status', id, 1_002, 'open', 'schedule', 100],
]);

function publish(sink: TickSink): void {
  for (const id of [0, 1]) {
    sink.quote(id, 1_000, 99, 1, 101, 2);
    sink.trade(id, 1_001, 100, 3);
    sink.status(id, 1_002, 'open', 'schedule', 100);
  }
}

it('passes every tick on to both sinks', () => {
  const [first, second] = [recordingSink(), recordingSink()];
  publish(tee(first.sink, second.sink));
  expect([first.received, second.received]).toEqual([TICKS, TICKS]);
});

it('returns a single sink unchanged', () => {
  const { sink } = recordingSink();
  expect(tee(sink, undefined)).toBe(sink);
});

it('drops quotes and trades of muted instruments, but not their status', () => {
  const { sink, received } = recordingSink();
  publish(mute(sink, (id) => id === 1));
  expect(received).toEqual(TICKS.filter(([kind, id]) => id === 0 || kind === 'status'));
});
