// Which ticks the sinks pass on or drop.
import { expect, it } from 'vitest';
import { makeSink } from '../../tests/support/wire/builders.ts';
import type { TickSink } from '../market/source.ts';
import { mute, tee } from './sinks.ts';

/** A sink that keeps every tick it gets. */
function keeping(): { sink: TickSink; kept: unknown[][] } {
  const kept: unknown[][] = [];
  const sink = makeSink({
    quote: (...quote) => kept.push(['quote', ...quote]),
    trade: (...trade) => kept.push(['trade', ...trade]),
    status: (...status) => kept.push(['status', ...status]),
  });
  return { sink, kept };
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
  const [first, second] = [keeping(), keeping()];
  publish(tee(first.sink, second.sink));
  expect([first.kept, second.kept]).toEqual([TICKS, TICKS]);
});

it('returns a single sink unchanged', () => {
  const { sink } = keeping();
  expect(tee(sink, undefined)).toBe(sink);
});

it('drops quotes and trades of muted instruments, but not their status', () => {
  const { sink, kept } = keeping();
  publish(mute(sink, (id) => id === 1));
  expect(kept).toEqual(TICKS.filter(([kind, id]) => id === 0 || kind === 'status'));
});
