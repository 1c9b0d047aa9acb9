// Faults that slow a connection down, and their effects after they end.
import { beforeEach, describe, expect, it } from 'vitest';
import { decodeBatch } from '../../proto/codec.ts';
import { FaultyConnection } from '../../tests/support/feeds/faulty-connection.ts';
import { MAX_HELD_BYTES } from './outbox.ts';

let on: FaultyConnection;

beforeEach(() => {
  on = new FaultyConnection();
});

describe('delay', () => {
  it('sends everything later and in order, replies too', () => {
    on.begin('delay by=200ms');
    on.batch(0, 5);
    on.clock.advance(50);
    on.port.pass(10, () => on.outlet.send('reply', new Uint8Array()));
    on.heartbeat(5);
    expect(on.sent()).toEqual([]);
    on.clock.advance(1_000);
    expect(on.sent()).toEqual(['0..5@200', 'reply@250', 'beat 5@250']);
  });

  it('holds a limited number of bytes, then takes no more', () => {
    on.begin('delay by=200ms');
    const big = new Uint8Array(MAX_HELD_BYTES / 4);
    for (let i = 0; i < 3; i++) on.port.send('snapshot', big);
    expect(on.port.writable()).toBe(true);
    on.port.send('snapshot', big);
    expect([on.port.writable(), on.port.heldBytes]).toEqual([false, MAX_HELD_BYTES]);
    on.clock.advance(200);
    expect([on.port.writable(), on.port.heldBytes, on.outlet.drainedCalls]).toEqual([true, 0, 1]);
  });
});

it('jitter sends everything later and in order, each by a different time', () => {
  on.begin('jitter by=100ms');
  for (let i = 0; i < 50; i++) {
    on.batch(i, i + 1);
    on.clock.advance(10);
  }
  on.clock.advance(100);
  const waits = on.outlet.sent.map(({ at }, i) => at - on.start - 10 * i);
  expect(on.outlet.sent.map(({ payload }) => decodeBatch(payload).after)).toEqual(waits.map((_, i) => i));
  expect(Math.max(...waits)).toBeLessThanOrEqual(100);
  expect(new Set(waits).size).toBeGreaterThan(10);
});

describe('stall', () => {
  it('stops taking messages, so that the hub merges, and sends waiting ones when it ends', () => {
    on.begin('stall');
    on.port.pass(10, () => on.outlet.send('reply', new Uint8Array()));
    expect([on.port.writable(), on.port.heldBytes]).toEqual([false, 10]);
    on.clock.advance(60_000);
    expect(on.sent()).toEqual([]);
    on.endAll();
    expect([on.sent(), on.port.writable(), on.outlet.drainedCalls]).toEqual([['reply@60000'], true, 1]);
  });
});

describe('throttle', () => {
  it('by bytes takes more once the time for sent bytes has passed', () => {
    on.begin('throttle bytes=100');
    on.port.send('snapshot', new Uint8Array(50));
    expect(on.port.writable()).toBe(false);
    on.clock.advance(499);
    expect([on.port.writable(), on.outlet.drainedCalls]).toEqual([false, 0]);
    on.clock.advance(1);
    expect([on.port.writable(), on.outlet.drainedCalls]).toEqual([true, 1]);
  });

  it('by batches delays nothing else for long', () => {
    on.begin('throttle batches=2');
    on.heartbeat(0);
    expect(on.port.writable()).toBe(true);
    on.batch(0, 5);
    on.batch(5, 6);
    on.clock.advance(1_000);
    expect(on.sent()).toEqual(['beat 0@0', '0..5@0', '5..6@500']);
  });
});

describe('the end of a fault that slows a connection down', () => {
  it('ends its remaining wait', () => {
    on.begin('throttle bytes=1');
    on.port.send('snapshot', new Uint8Array(50_000));
    on.batch(0, 5);
    on.clock.advance(60_000);
    expect([on.sent(), on.port.writable()]).toEqual([['snapshot@0'], false]);
    on.endAll();
    on.batch(5, 6);
    expect([on.sent(), on.port.writable(), on.outlet.drainedCalls]).toEqual([
      ['snapshot@0', '0..5@60000', '5..6@60000'],
      true,
      1,
    ]);
    expect(on.clock.pending).toBe(0);
  });

  it('keeps the wait of another throttle', () => {
    on.begin('throttle bytes=1');
    on.begin('throttle bytes=100');
    on.port.send('snapshot', new Uint8Array(1_000));
    on.endFirst();
    on.clock.advance(9_999);
    expect(on.port.writable()).toBe(false);
    on.clock.advance(1);
    expect(on.port.writable()).toBe(true);
  });

  it.each(['delay by=1m', 'jitter by=1m'])('sends waiting messages at once: %s', (text) => {
    on.begin(text);
    on.batch(0, 5);
    on.heartbeat(5);
    on.endAll();
    on.batch(5, 6);
    expect(on.sent()).toEqual(['0..5@0', 'beat 5@0', '5..6@0']);
  });

  it('keeps the wait of another delay', () => {
    on.begin('delay by=1m');
    on.begin('delay by=1s');
    on.batch(0, 5);
    on.endFirst();
    expect([on.sent(), on.port.heldBytes > 0]).toEqual([[], true]);
  });
});
