// Handles: all consumers of a symbol share one subscription.
import { beforeEach, describe, expect, it } from 'vitest';
import { Handles } from './handles.ts';

let sent: string[];
let handles: Handles;

beforeEach(() => {
  sent = [];
  handles = new Handles({
    subscribe: ({ symbol, mode, intervalMs }) => sent.push(`subscribe ${mode} ${symbol} ${intervalMs}`),
    unsubscribe: ({ symbol, mode }) => sent.push(`unsubscribe ${mode} ${symbol}`),
  });
});

/** Returns what was sent since the last call. */
function takeSent(): string[] {
  return sent.splice(0);
}

describe('handles of one symbol', () => {
  it('share a subscription, which ends with the last handle', () => {
    const [first, second] = [handles.open('AAPL', { mode: 'board' }), handles.open('AAPL', { mode: 'board' })];
    takeSent();
    first.close();
    expect(takeSent()).not.toContain('unsubscribe board AAPL');
    second.close();
    expect(takeSent()).toEqual(['unsubscribe board AAPL']);
  });

  it('get the shortest of their intervals, even after it changes or closes', () => {
    const slow = handles.open('AAPL', { mode: 'board', intervalMs: 1_000 });
    expect(takeSent()).toEqual(['subscribe board AAPL 1000']);
    const fast = handles.open('AAPL', { mode: 'board', intervalMs: 250 });
    expect(takeSent()).toEqual(['subscribe board AAPL 250']);
    fast.setInterval(2_000);
    expect(takeSent()).toEqual(['subscribe board AAPL 1000']);
    slow.close();
    expect(takeSent()).toEqual(['subscribe board AAPL 2000']);
  });

  it('can be closed twice', () => {
    const [first, second] = [handles.open('AAPL', { mode: 'board' }), handles.open('AAPL', { mode: 'board' })];
    first.close();
    first.close();
    takeSent();
    first.setInterval(500);
    expect(takeSent()).toEqual([]);
    second.close();
    expect(takeSent()).toEqual(['unsubscribe board AAPL']);
  });
});

it('keeps the subscriptions of a board, of a tape and of symbols with a space separate', () => {
  const tape = handles.open('A', { mode: 'tape' });
  handles.open('A', { mode: 'board' });
  handles.open('A A', { mode: 'board' });
  takeSent();
  tape.close();
  expect(takeSent()).toEqual(['unsubscribe tape A']);
});

it.each([-1, 0.5, NaN, 3_600_001])('rejects an interval of %s ms, and subscribes nothing', (intervalMs) => {
  expect(() => handles.open('AAPL', { mode: 'board', intervalMs })).toThrow(
    `AAPL interval: expected 0 to 3600000 ms, found ${intervalMs}`,
  );
  const handle = handles.open('AAPL', { mode: 'board' });
  takeSent();
  expect(() => handle.setInterval(intervalMs)).toThrow(RangeError);
  expect(takeSent()).toEqual([]);
});

it('rejects arguments that cannot be encoded, and subscribes nothing', () => {
  const open = (symbol: unknown, mode: unknown, intervalMs?: number) => () =>
    handles.open(symbol as string, { mode: mode as 'board', ...(intervalMs !== undefined && { intervalMs }) });
  expect(open(undefined, 'board')).toThrow(new RangeError('symbol: expected text, found undefined'));
  expect(open('AAPL', 'tapes')).toThrow(new RangeError('AAPL mode: expected board or tape, found tapes'));
  expect(open('AAPL', 'tape', 1_000)).toThrow(new RangeError('AAPL interval: expected 0 ms for a tape, found 1000'));
  expect(takeSent()).toEqual([]);
  const tape = handles.open('AAPL', { mode: 'tape' });
  takeSent();
  expect(() => tape.setInterval(1_000)).toThrow(RangeError);
  expect(takeSent()).toEqual([]);
});
