// Requests that the server refuses as too fast are sent again in order, after the wait that it asks for.
import { describe, expect, it } from 'vitest';
import { encodeBarsReply, encodeInstrumentsRefused, encodeReply, encodeTradesReply } from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import { makeReply } from '../../tests/support/wire/builders.ts';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeConnection } from '../../tests/support/clients/fake-connection.ts';
import { PacedRequests } from './paced-requests.ts';

const EMPTY = new Uint8Array();
const ACCEPTED = encodeReply(makeReply({}));

function tooFastReply(event: keyof ClientEvents, retryAfterMs: number): Uint8Array {
  const refusal = { kind: 'too-fast', symbol: '', mode: undefined, message: 'wait', retryAfterMs } as const;
  if (event === 'instruments') return encodeInstrumentsRefused(refusal);
  if (event === 'bars') return encodeBarsReply({ kind: 'refused', refusal }, 1);
  if (event === 'trades') return encodeTradesReply({ kind: 'refused', refusal });
  return encodeReply(makeReply({ refused: [refusal] }));
}

class Run {
  readonly clock = new FakeClock();
  readonly connection = new FakeConnection('http://feed', 1, {
    onEvent: () => undefined,
    onRefused: () => undefined,
    onInvalid: () => undefined,
    onLost: () => undefined,
  });
  readonly waits: number[] = [];
  readonly replies: string[] = [];
  readonly requests = new PacedRequests(this.connection, this.clock, (ms) => this.waits.push(ms));

  request(event: keyof ClientEvents): void {
    this.requests.request(event, EMPTY, () => this.replies.push(event));
  }

  /** Replies to the requests sent so far, starting with number `from` (from 0). */
  reply(from: number, replyTo: (event: keyof ClientEvents) => Uint8Array): void {
    for (const request of this.connection.requests.slice(from)) request.reply(replyTo(request.event));
  }

  get sentEvents(): string[] {
    return this.connection.requests.map(({ event }) => event);
  }
}

describe('PacedRequests', () => {
  it.each(['subscribe', 'unsubscribe', 'resume', 'configure', 'instruments', 'trades', 'bars'] as const)(
    'sends %s again exactly after the wait that the server asks for',
    (event) => {
      const run = new Run();
      run.request(event);
      run.reply(0, () => tooFastReply(event, 1_500));
      expect(run.waits).toEqual([1_500]);
      run.clock.advance(1_499);
      expect(run.sentEvents).toEqual([event]);
      run.clock.advance(1);
      expect(run.sentEvents).toEqual([event, event]);
      run.reply(1, () => ACCEPTED);
      expect(run.replies).toEqual([event]);
    },
  );

  it('keeps the order of refused requests and later ones', () => {
    const run = new Run();
    run.request('subscribe');
    run.request('unsubscribe');
    run.reply(0, (event) => tooFastReply(event, 1_000));
    run.request('configure');
    expect(run.sentEvents).toEqual(['subscribe', 'unsubscribe']);
    run.clock.advance(1_000);
    expect(run.sentEvents.slice(2)).toEqual(['subscribe', 'unsubscribe', 'configure']);
    run.reply(2, () => ACCEPTED);
    expect(run.replies).toEqual(['subscribe', 'unsubscribe', 'configure']);
  });

  it('waits again if it is refused again', () => {
    const run = new Run();
    run.request('subscribe');
    run.reply(0, (event) => tooFastReply(event, 1_000));
    run.clock.advance(1_000);
    run.reply(1, (event) => tooFastReply(event, 2_000));
    run.clock.advance(1_999);
    expect(run.sentEvents).toHaveLength(2);
    run.clock.advance(1);
    expect(run.sentEvents).toHaveLength(3);
  });

  it('waits at least 100 ms and at most a minute, whatever the server asks for', () => {
    const run = new Run();
    run.request('subscribe');
    run.reply(0, (event) => tooFastReply(event, 0));
    run.clock.advance(99);
    expect(run.sentEvents).toHaveLength(1);
    run.clock.advance(1);
    run.reply(1, (event) => tooFastReply(event, 3_600_000));
    run.clock.advance(60_000);
    expect(run.sentEvents).toHaveLength(3);
  });

  it('sends nothing once closed', () => {
    const run = new Run();
    run.request('subscribe');
    run.reply(0, (event) => tooFastReply(event, 1_000));
    run.request('configure');
    run.requests.close();
    run.clock.advance(10_000);
    expect(run.sentEvents).toEqual(['subscribe']);
    expect(run.clock.pending).toBe(0);
  });

  it('passes on any other reply unchanged', () => {
    const run = new Run();
    run.request('subscribe');
    run.reply(0, () => Uint8Array.of(255));
    expect(run.replies).toEqual(['subscribe']);
  });
});
