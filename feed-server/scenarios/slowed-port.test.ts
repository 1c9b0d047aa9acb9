// Faults that slow a connection down, and their effects after they end.
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeBatch } from '../../proto/codec.ts';
import { FaultyConnection } from '../../tests/support/feeds/faulty-connection.ts';
import { MAX_HELD_BYTES } from './outbox.ts';

let connection: FaultyConnection;

beforeEach(() => {
  connection = new FaultyConnection();
});

describe('delay', () => {
  it('sends everything later and in order, replies too', () => {
    connection.begin('delay by=200ms');
    connection.batch(0, 5);
    connection.clock.advance(50);
    connection.port.sendInOrder(10, () => connection.outlet.send('reply', new Uint8Array()));
    connection.heartbeat(5);
    expect(connection.sent()).toEqual([]);
    connection.clock.advance(1_000);
    expect(connection.sent()).toEqual(['0..5@200', 'reply@250', 'beat 5@250']);
  });

  it('holds a limited number of bytes, then takes no more', () => {
    connection.begin('delay by=200ms');
    const big = new Uint8Array(MAX_HELD_BYTES / 4);
    for (let i = 0; i < 3; i++) connection.port.send('snapshot', big);
    expect(connection.port.writable()).toBe(true);
    connection.port.send('snapshot', big);
    expect([connection.port.writable(), connection.port.heldBytes]).toEqual([false, MAX_HELD_BYTES]);
    connection.clock.advance(200);
    expect([connection.port.writable(), connection.port.heldBytes, connection.outlet.drainedCalls]).toEqual([
      true,
      0,
      1,
    ]);
  });
});

it('jitter sends everything later and in order, each by a different time', () => {
  connection.begin('jitter by=100ms');
  for (let i = 0; i < 50; i++) {
    connection.batch(i, i + 1);
    connection.clock.advance(10);
  }
  connection.clock.advance(100);
  const waits = connection.outlet.sent.map(({ at }, i) => at - connection.start - 10 * i);
  expect(connection.outlet.sent.map(({ payload }) => decodeBatch(payload).after)).toEqual(waits.map((_, i) => i));
  expect(Math.max(...waits)).toBeLessThanOrEqual(100);
  expect(new Set(waits).size).toBeGreaterThan(10);
});

describe('stall', () => {
  it('stops taking messages, so that the hub merges, and sends waiting ones when it ends', () => {
    connection.begin('stall');
    connection.port.sendInOrder(10, () => connection.outlet.send('reply', new Uint8Array()));
    expect([connection.port.writable(), connection.port.heldBytes]).toEqual([false, 10]);
    connection.clock.advance(60_000);
    expect(connection.sent()).toEqual([]);
    connection.endAll();
    expect([connection.sent(), connection.port.writable(), connection.outlet.drainedCalls]).toEqual([
      ['reply@60000'],
      true,
      1,
    ]);
  });
});

describe('throttle', () => {
  it('by bytes takes more once the time for sent bytes has passed', () => {
    connection.begin('throttle bytes=100');
    connection.port.send('snapshot', new Uint8Array(50));
    expect(connection.port.writable()).toBe(false);
    connection.clock.advance(499);
    expect([connection.port.writable(), connection.outlet.drainedCalls]).toEqual([false, 0]);
    connection.clock.advance(1);
    expect([connection.port.writable(), connection.outlet.drainedCalls]).toEqual([true, 1]);
  });

  it('by batches delays nothing else for long', () => {
    connection.begin('throttle batches=2');
    connection.heartbeat(0);
    expect(connection.port.writable()).toBe(true);
    connection.batch(0, 5);
    connection.batch(5, 6);
    connection.clock.advance(1_000);
    expect(connection.sent()).toEqual(['beat 0@0', '0..5@0', '5..6@500']);
  });
});

describe('the end of a fault that slows a connection down', () => {
  it('ends its remaining wait', () => {
    connection.begin('throttle bytes=1');
    connection.port.send('snapshot', new Uint8Array(50_000));
    connection.batch(0, 5);
    connection.clock.advance(60_000);
    expect([connection.sent(), connection.port.writable()]).toEqual([['snapshot@0'], false]);
    connection.endAll();
    connection.batch(5, 6);
    expect([connection.sent(), connection.port.writable(), connection.outlet.drainedCalls]).toEqual([
      ['snapshot@0', '0..5@60000', '5..6@60000'],
      true,
      1,
    ]);
    expect(connection.clock.pending).toBe(0);
  });

  it('keeps the wait of another throttle', () => {
    connection.begin('throttle bytes=1');
    connection.begin('throttle bytes=100');
    connection.port.send('snapshot', new Uint8Array(1_000));
    connection.endFirst();
    connection.clock.advance(9_999);
    expect(connection.port.writable()).toBe(false);
    connection.clock.advance(1);
    expect(connection.port.writable()).toBe(true);
  });

  it.each(['delay by=1m', 'jitter by=1m'])('sends waiting messages at once: %s', (text) => {
    connection.begin(text);
    connection.batch(0, 5);
    connection.heartbeat(5);
    connection.endAll();
    connection.batch(5, 6);
    expect(connection.sent()).toEqual(['0..5@0', 'beat 5@0', '5..6@0']);
  });

  it('keeps the wait of another delay', () => {
    connection.begin('delay by=1m');
    connection.begin('delay by=1s');
    connection.batch(0, 5);
    connection.endFirst();
    expect([connection.sent(), connection.port.heldBytes > 0]).toEqual([[], true]);
  });
});
