// The effect of each fault on the messages of one connection.
import { beforeEach, describe, expect, it } from 'vitest';
import { CodecError, decodeBatch, decodeHeartbeat, encodeHeartbeat } from '../../proto/codec.ts';
import { makeHeartbeat } from '../../tests/support/wire/builders.ts';
import { FaultyConnection } from '../../tests/support/feeds/faulty-connection.ts';

let connection: FaultyConnection;

beforeEach(() => {
  connection = new FaultyConnection();
});

describe('without a fault', () => {
  it('everything is sent at once, unchanged', () => {
    connection.batch(0, 5);
    connection.heartbeat(5);
    connection.port.send('snapshot', new Uint8Array([1, 2, 3]));
    expect(connection.sent()).toEqual(['0..5@0', 'beat 5@0', 'snapshot@0']);
    expect(connection.outlet.sent[2]?.payload).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('is writable when the outlet is, and reports it', () => {
    connection.outlet.isWritable = false;
    connection.port.drained();
    expect([connection.port.writable(), connection.outlet.drainedCalls]).toEqual([false, 0]);
    connection.outlet.isWritable = true;
    connection.port.drained();
    expect([connection.port.writable(), connection.outlet.drainedCalls]).toEqual([true, 1]);
  });

  it('checks again if the outlet was writable while a fault held messages back', () => {
    connection.begin('stall for=1s');
    connection.port.drained();
    connection.outlet.isWritable = false;
    expect([connection.outlet.drainedCalls, connection.outlet.drainAwaited]).toEqual([0, false]);
    connection.endAll();
    expect([connection.outlet.drainedCalls, connection.outlet.drainAwaited]).toEqual([0, true]);
  });
});

it('duplicate sends the next batch twice, and nothing else', () => {
  connection.strike('duplicate');
  connection.heartbeat(0);
  connection.batch(0, 5);
  connection.batch(5, 6);
  expect(connection.sent()).toEqual(['beat 0@0', '0..5@0', '0..5@0', '5..6@0']);
});

it('duplicate for a time sends each batch twice', () => {
  connection.begin('duplicate for=1s');
  connection.batch(0, 5);
  connection.batch(5, 6);
  connection.endAll();
  connection.batch(6, 7);
  expect(connection.sent()).toEqual(['0..5@0', '0..5@0', '5..6@0', '5..6@0', '6..7@0']);
});

describe('reorder', () => {
  it('sends a batch after the next message', () => {
    connection.strike('reorder');
    connection.batch(0, 5);
    connection.batch(5, 6);
    connection.batch(6, 7);
    expect(connection.sent()).toEqual(['5..6@0', '0..5@0', '6..7@0']);
  });

  it('waits at most for a heartbeat', () => {
    connection.strike('reorder');
    connection.batch(0, 5);
    connection.heartbeat(5);
    expect(connection.sent()).toEqual(['beat 5@0', '0..5@0']);
  });

  it('swaps batches in pairs for a time', () => {
    connection.begin('reorder for=1s');
    for (let i = 0; i < 4; i++) connection.batch(i, i + 1);
    expect(connection.sent()).toEqual(['1..2@0', '0..1@0', '3..4@0', '2..3@0']);
  });
});

describe('skip', () => {
  it('drops batches until the given number of sequences is missing', () => {
    connection.strike('skip ticks=10');
    connection.batch(0, 5);
    connection.batch(5, 9);
    connection.heartbeat(9);
    connection.batch(9, 12);
    connection.batch(12, 14);
    expect(connection.sent()).toEqual(['beat 9@0', '12..14@0']);
  });

  it('sends a range that is requested again', () => {
    connection.strike('skip ticks=10');
    connection.batch(0, 5);
    connection.batch(0, 6);
    connection.batch(6, 20);
    connection.batch(20, 21);
    expect(connection.sent()).toEqual(['0..6@0', '20..21@0']);
  });
});

describe('another log', () => {
  it('is not affected by a skip of the previous log', () => {
    connection.strike('skip ticks=1000000');
    connection.batch(0, 5);
    connection.port.forgetSequences();
    connection.batch(0, 2);
    expect(connection.sent()).toEqual(['0..2@0']);
  });

  it('sends no late batch of the previous log', () => {
    connection.strike('reorder');
    connection.batch(0, 5);
    connection.port.forgetSequences();
    connection.batch(0, 2);
    connection.heartbeat(2);
    expect(connection.sent()).toEqual(['0..2@0', 'beat 2@0']);
  });
});

it('malformed replaces a batch with garbage', () => {
  connection.strike('malformed');
  connection.batch(0, 5);
  connection.batch(5, 6);
  expect(() => decodeBatch(connection.outlet.sent[0]?.payload)).toThrow(CodecError);
  expect(decodeBatch(connection.outlet.sent[1]?.payload).after).toBe(5);
});

it('skew changes the time in heartbeats, and nothing else', () => {
  connection.begin('skew by=-5m');
  connection.begin('skew by=1m');
  const heartbeat = makeHeartbeat({ after: 3, through: 4, head: 6 });
  connection.port.send('heartbeat', encodeHeartbeat(heartbeat));
  const skewed = decodeHeartbeat(connection.outlet.sent[0]?.payload);
  expect(skewed).toEqual({ ...heartbeat, serverTime: heartbeat.serverTime - 240_000 });
  expect(connection.port.skewMs).toBe(-240_000);
});

describe('refuse', () => {
  it('applies to its symbols', () => {
    connection.begin('refuse symbols=AAPL');
    expect([connection.port.refuses('AAPL'), connection.port.refuses('MSFT')]).toEqual([true, false]);
  });

  it('applies to all symbols if it names none, until it ends', () => {
    connection.begin('refuse');
    expect(connection.port.refuses('MSFT')).toBe(true);
    connection.endAll();
    expect(connection.port.refuses('MSFT')).toBe(false);
  });
});

describe('a connection', () => {
  it.each([
    ['drop', 'dropped'],
    ['close code=4321 reason="go away"', { code: 4_321, message: 'go away' }],
  ])('ends at once by %s, and is sent nothing more', (text, end) => {
    connection.begin('delay by=200ms');
    connection.batch(0, 5);
    connection.strike(text);
    connection.batch(5, 6);
    connection.port.sendInOrder(10, () => connection.outlet.send('reply', new Uint8Array()));
    connection.clock.advance(1_000);
    expect(connection.outlet.closedWith).toEqual(end);
    expect([connection.sent(), connection.port.writable(), connection.clock.pending]).toEqual([[], false, 0]);
  });

  it('is closed if the hub closes it', () => {
    connection.port.close('fell-behind', 'too slow');
    expect(connection.outlet.closedWith).toEqual({ code: 4_001, message: 'too slow' });
    expect(connection.port.writable()).toBe(false);
  });
});

it('a fault that hits other connections does nothing to this one', () => {
  connection.begin('stall nth=2');
  connection.batch(0, 5);
  expect([connection.sent(), connection.port.writable()]).toEqual([['0..5@0'], true]);
});
