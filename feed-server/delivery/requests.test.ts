// Each requested subscription is accepted or refused, and takes effect at the head that the reply names.
import { describe, expect, it } from 'vitest';
import type { RequestedSubscription } from '../../proto/codec.ts';
import type { SubscriptionReply } from '../../proto/messages.ts';
import { makeReply } from '../../tests/support/wire/builders.ts';
import { Delivery } from '../../tests/support/delivery/delivery.ts';
import { MAX_SUBSCRIPTIONS } from './requests.ts';

/** As "board S0", or "too-many board S0" if refused. */
function summary({ accepted, refused }: SubscriptionReply): { accepted: string[]; refused: string[] } {
  return {
    accepted: accepted.map(({ instrument, mode }) => `${mode} ${instrument.symbol}`),
    refused: refused.map(({ kind, mode, symbol }) => `${kind} ${mode ?? 'none'} ${symbol}`),
  };
}

const board = (symbol: string): RequestedSubscription => ({ symbol, mode: 'board', intervalMs: 0 });
const tape = (symbol: string): RequestedSubscription => ({ symbol, mode: 'tape', intervalMs: 0 });

describe('subscribe', () => {
  it('accepts what it can, with the terms of the instrument, and refuses the rest with a reason', () => {
    const delivery = new Delivery();
    const { subscriber } = delivery.join();
    const reply = delivery.requests.subscribe(subscriber, [board('S0'), board('NOPE'), tape('S1'), tape('s1')]);
    expect(summary(reply)).toEqual({
      accepted: ['board S0', 'tape S1'],
      refused: ['unknown-symbol board NOPE', 'unknown-symbol tape s1'],
    });
    expect(reply.accepted[0]).toEqual({ instrument: delivery.instruments[0], mode: 'board', receipt: undefined });
    expect(reply.refused[0]?.message).toBe('no symbol "NOPE" on this feed');
  });

  it('refuses an unknown mode', () => {
    const delivery = new Delivery();
    const reply = delivery.requests.subscribe(delivery.join().subscriber, [
      { symbol: 'S0', mode: undefined, intervalMs: 0 },
    ]);
    expect(summary(reply)).toEqual({ accepted: [], refused: ['bad-mode none S0'] });
    expect(reply.refused[0]?.message).toBe('S0: expected mode board or tape');
  });

  it('answers an empty request with the head only', () => {
    const delivery = new Delivery({ epoch: 5 });
    delivery.trades(0, 3);
    const reply = delivery.requests.subscribe(delivery.join().subscriber, []);
    expect(reply).toEqual(
      makeReply({ head: { epoch: 5, sequence: 3 }, kept: { after: 0, since: delivery.clock.now() } }),
    );
  });

  it('replies with the head at which it takes effect, after sending everything before it', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    delivery.trade(0);
    expect(delivery.requests.subscribe(reader.subscriber, [tape('S1')]).head.sequence).toBe(1);
    expect(reader.port.ranges).toEqual(['0..1']);
  });

  it('adds a repeated subscription once', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    expect(summary(reader.subscribe('tape', 'S0', 'S0'))).toEqual({ accepted: ['tape S0'], refused: [] });
    reader.subscribe('tape', 'S0');
    expect(reader.subscriber.subscriptionCount).toBe(1);
    delivery.trades(0, 2);
    expect(reader.port.batches).toMatchObject([{ tape: { sequence: [1, 2] } }]);
  });

  it('sends another snapshot of a board that is already subscribed', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribe('board', 'S0');
    expect(reader.port.kinds).toEqual(['snapshot', 'snapshot']);
    expect(reader.subscriber.subscriptionCount).toBe(1);
  });

  it('keeps board and tape of one symbol apart', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('board', 'S0');
    reader.subscribe('tape', 'S0');
    expect(reader.subscriber.subscriptionCount).toBe(2);
    delivery.trades(0, 2);
    reader.unsubscribe('board', 'S0');
    delivery.clock.advance(100);
    delivery.trades(0, 1);
    expect(reader.port.batches).toMatchObject([
      { sales: { id: [0], volume: [2] }, tape: { sequence: [1, 2] } },
      { sales: { id: [] }, tape: { sequence: [3] } },
    ]);
  });
});

describe('subscribe, at the limit', () => {
  const delivery = new Delivery({ instruments: MAX_SUBSCRIPTIONS + 10 });
  const symbols = delivery.instruments.map((i) => i.symbol);

  it(`refuses subscriptions beyond ${MAX_SUBSCRIPTIONS} on one connection`, () => {
    const reader = delivery.join();
    const reply = reader.subscribe('board', ...symbols);
    expect(reply.accepted).toHaveLength(MAX_SUBSCRIPTIONS);
    expect(summary(reply).refused).toEqual(symbols.slice(MAX_SUBSCRIPTIONS).map((s) => `too-many board ${s}`));
    expect(reply.refused[0]?.message).toBe(`S${MAX_SUBSCRIPTIONS}: over ${MAX_SUBSCRIPTIONS} subscriptions`);
    expect(reader.subscriber.subscriptionCount).toBe(MAX_SUBSCRIPTIONS);
  });

  it('counts both modes, and subscriptions that wait for a snapshot', () => {
    const reader = delivery.join();
    reader.port.fill();
    reader.subscribe('board', ...symbols.slice(0, 1_000));
    reader.subscribe('tape', ...symbols.slice(0, 1_000));
    expect(reader.subscribe('tape', ...symbols.slice(1_000, 1_050)).refused).toHaveLength(2);
    reader.drain();
    expect(reader.subscribe('tape', 'S2000').refused).toHaveLength(1);
  });

  it('accepts another subscription after an unsubscribe', () => {
    const reader = delivery.join();
    reader.subscribe('tape', ...symbols.slice(0, MAX_SUBSCRIPTIONS));
    reader.unsubscribe('tape', 'S0');
    expect(summary(reader.subscribe('tape', 'S2050', 'S2051'))).toEqual({
      accepted: ['tape S2050'],
      refused: ['too-many tape S2051'],
    });
  });

  it('accepts repeated subscriptions, which do not count', () => {
    const reader = delivery.join();
    reader.subscribe('tape', ...symbols.slice(1, MAX_SUBSCRIPTIONS));
    expect(summary(reader.subscribe('tape', 'S0', 'S0', 'S5'))).toEqual({
      accepted: ['tape S0', 'tape S5'],
      refused: [],
    });
    expect(reader.subscriber.subscriptionCount).toBe(MAX_SUBSCRIPTIONS);
  });

  it('also applies to a resume, whatever was subscribed before', () => {
    const reader = delivery.join();
    reader.subscribe('tape', ...symbols.slice(0, 2_000));
    const reply = reader.resume(0, 'board', ...symbols);
    expect(reply.accepted).toHaveLength(MAX_SUBSCRIPTIONS);
    expect(reply.refused).toHaveLength(symbols.length - MAX_SUBSCRIPTIONS);
  });
});

describe('unsubscribe', () => {
  it('removes existing subscriptions and refuses others', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    const reply = delivery.requests.unsubscribe(reader.subscriber, [tape('S0'), board('S0'), tape('S1'), tape('NOPE')]);
    expect(summary(reply)).toEqual({
      accepted: ['tape S0'],
      refused: ['unknown-symbol tape NOPE', 'not-subscribed board S0', 'not-subscribed tape S1'],
    });
    expect(reply.refused[1]?.message).toBe('S0 is not subscribed on the board');
    expect(reader.subscriber.subscriptionCount).toBe(0);
    delivery.trades(0, 1);
    expect(reader.port.kinds).toEqual([]);
  });

  it('removes a board whose snapshot has not been sent', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.port.fill();
    reader.subscribe('board', 'S0');
    expect(summary(reader.unsubscribe('board', 'S0')).accepted).toEqual(['board S0']);
    reader.drain();
    expect(reader.port.snapshots).toEqual([]);
    expect(reader.subscriber.subscriptionCount).toBe(0);
  });

  it('answers a repeated subscription once', () => {
    const delivery = new Delivery();
    const reader = delivery.join();
    reader.subscribe('tape', 'S0');
    expect(summary(reader.unsubscribe('tape', 'S0', 'S0'))).toEqual({ accepted: ['tape S0'], refused: [] });
  });
});
