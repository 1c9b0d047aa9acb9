// The effect of each fault on the messages of one connection.
import { beforeEach, describe, expect, it } from 'vitest';
import { CodecError, decodeBatch, decodeHeartbeat, encodeHeartbeat } from '../../proto/codec.ts';
import { makeHeartbeat } from '../../tests/support/wire/builders.ts';
import { FaultyConnection } from '../../tests/support/feeds/faulty-connection.ts';

let on: FaultyConnection;

beforeEach(() => {
  on = new FaultyConnection();
});

describe('without a fault', () => {
  it('everything is sent at once, unchanged', () => {
    on.batch(0, 5);
    on.heartbeat(5);
    on.port.send('snapshot', new Uint8Array([1, 2, 3]));
    expect(on.sent()).toEqual(['0..5@0', 'beat 5@0', 'snapshot@0']);
    expect(on.outlet.sent[2]?.payload).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('is writable when the outlet is, and reports it', () => {
    on.outlet.isWritable = false;
    on.port.drained();
    expect([on.port.writable(), on.outlet.drainedCalls]).toEqual([false, 0]);
    on.outlet.isWritable = true;
    on.port.drained();
    expect([on.port.writable(), on.outlet.drainedCalls]).toEqual([true, 1]);
  });

  it('checks again if the outlet was writable while a fault held messages back', () => {
    on.begin('stall for=1s');
    on.port.drained();
    on.outlet.isWritable = false;
    expect([on.outlet.drainedCalls, on.outlet.drainAwaited]).toEqual([0, false]);
    on.endAll();
    expect([on.outlet.drainedCalls, on.outlet.drainAwaited]).toEqual([0, true]);
  });
});

it('duplicate sends the next batch twice, and nothing else', () => {
  on.strike('duplicate');
  on.heartbeat(0);
  on.batch(0, 5);
  on.batch(5, 6);
  expect(on.sent()).toEqual(['beat 0@0', '0..5@0', '0..5@0', '5..6@0']);
});

it('duplicate for a time sends each batch twice', () => {
  on.begin('duplicate for=1s');
  on.batch(0, 5);
  on.batch(5, 6);
  on.endAll();
  on.batch(6, 7);
  expect(on.sent()).toEqual(['0..5@0', '0..5@0', '5..6@0', '5..6@0', '6..7@0']);
});

describe('reorder', () => {
  it('sends a batch after the next message', () => {
    on.strike('reorder');
    on.batch(0, 5);
    on.batch(5, 6);
    on.batch(6, 7);
    expect(on.sent()).toEqual(['5..6@0', '0..5@0', '6..7@0']);
  });

  it('waits at most for a heartbeat', () => {
    on.strike('reorder');
    on.batch(0, 5);
    on.heartbeat(5);
    expect(on.sent()).toEqual(['beat 5@0', '0..5@0']);
  });

  it('swaps batches in pairs for a time', () => {
    on.begin('reorder for=1s');
    for (let i = 0; i < 4; i++) on.batch(i, i + 1);
    expect(on.sent()).toEqual(['1..2@0', '0..1@0', '3..4@0', '2..3@0']);
  });
});

describe('skip', () => {
  it('drops batches until the given number of sequences is missing', () => {
    on.strike('skip ticks=10');
    on.batch(0, 5);
    on.batch(5, 9);
    on.heartbeat(9);
    on.batch(9, 12);
    on.batch(12, 14);
    expect(on.sent()).toEqual(['beat 9@0', '12..14@0']);
  });

  it('sends a range that is requested again', () => {
    on.strike('skip ticks=10');
    on.batch(0, 5);
    on.batch(0, 6);
    on.batch(6, 20);
    on.batch(20, 21);
    expect(on.sent()).toEqual(['0..6@0', '20..21@0']);
  });
});

describe('another log', () => {
  it('is not affected by a skip of the log before', () => {
    on.strike('skip ticks=1000000');
    on.batch(0, 5);
    on.port.forgetSequences();
    on.batch(0, 2);
    expect(on.sent()).toEqual(['0..2@0']);
  });

  it('is not followed by a batch of the log before', () => {
    on.strike('reorder');
    on.batch(0, 5);
    on.port.forgetSequences();
    on.batch(0, 2);
    on.heartbeat(2);
    expect(on.sent()).toEqual(['0..2@0', 'beat 2@0']);
  });
});

it('malformed replaces a batch with garbage', () => {
  on.strike('malformed');
  on.batch(0, 5);
  on.batch(5, 6);
  expect(() => decodeBatch(on.outlet.sent[0]?.payload)).toThrow(CodecError);
  expect(decodeBatch(on.outlet.sent[1]?.payload).after).toBe(5);
});

it('skew changes the time in heartbeats, and nothing else', () => {
  on.begin('skew by=-5m');
  on.begin('skew by=1m');
  const heartbeat = makeHeartbeat({ after: 3, through: 4, head: 6 });
  on.port.send('heartbeat', encodeHeartbeat(heartbeat));
  const skewed = decodeHeartbeat(on.outlet.sent[0]?.payload);
  expect(skewed).toEqual({ ...heartbeat, serverTime: heartbeat.serverTime - 240_000 });
  expect(on.port.skewMs).toBe(-240_000);
});

describe('refuse', () => {
  it('applies to its symbols', () => {
    on.begin('refuse symbols=AAPL');
    expect([on.port.refuses('AAPL'), on.port.refuses('MSFT')]).toEqual([true, false]);
  });

  it('applies to all symbols if it names none, until it ends', () => {
    on.begin('refuse');
    expect(on.port.refuses('MSFT')).toBe(true);
    on.endAll();
    expect(on.port.refuses('MSFT')).toBe(false);
  });
});

describe('the end', () => {
  it.each([
    ['drop', 'dropped'],
    ['close code=4321 reason="go away"', { code: 4_321, message: 'go away' }],
  ])('by %s comes at once, and nothing is sent after it', (text, end) => {
    on.begin('delay by=200ms');
    on.batch(0, 5);
    on.strike(text);
    on.batch(5, 6);
    on.port.pass(10, () => on.outlet.send('reply', new Uint8Array()));
    on.clock.advance(1_000);
    expect(on.outlet.closedWith).toEqual(end);
    expect([on.sent(), on.port.writable(), on.clock.pending]).toEqual([[], false, 0]);
  });

  it('by the hub is passed on', () => {
    on.port.close('fell-behind', 'too slow');
    expect(on.outlet.closedWith).toEqual({ code: 4_001, message: 'too slow' });
    expect(on.port.writable()).toBe(false);
  });
});

it('a fault that hits other connections does nothing to this one', () => {
  on.begin('stall nth=2');
  on.batch(0, 5);
  expect([on.sent(), on.port.writable()]).toEqual([['0..5@0'], true]);
});
