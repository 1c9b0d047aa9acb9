// Requests that the server refuses as too fast: sent again in order, at the time that it names.
import { describe, expect, it } from 'vitest';
import { encodeBarsReply, encodeInstrumentsRefused, encodeReply, encodeTradesReply } from '../../proto/codec.ts';
import type { ClientEvents } from '../../proto/events.ts';
import { makeReply } from '../../tests/support/wire/builders.ts';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeConnection } from '../../tests/support/clients/fake-connection.ts';
import { PacedRequests } from './paced-requests.ts';

const NOTHING = new Uint8Array();
const ANSWER = encodeReply(makeReply({}));

function tooFast(event: keyof ClientEvents, retryAfterMs: number): Uint8Array {
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

  ask(event: keyof ClientEvents): void {
    this.requests.request(event, NOTHING, () => this.replies.push(event));
  }

  /** Answers the requests so far from number `from`, counted from 0. */
  answer(from: number, reply: (event: keyof ClientEvents) => Uint8Array): void {
    for (const asked of this.connection.requests.slice(from)) asked.reply(reply(asked.event));
  }

  get asked(): string[] {
    return this.connection.requests.map(({ event }) => event);
  }
}

describe('PacedRequests', () => {
  it.each(['subscribe', 'unsubscribe', 'resume', 'configure', 'instruments', 'trades', 'bars'] as const)(
    'sends %s again after the time that the server names, and no sooner',
    (event) => {
      const run = new Run();
      run.ask(event);
      run.answer(0, () => tooFast(event, 1_500));
      expect(run.waits).toEqual([1_500]);
      run.clock.advance(1_499);
      expect(run.asked).toEqual([event]);
      run.clock.advance(1);
      expect(run.asked).toEqual([event, event]);
      run.answer(1, () => ANSWER);
      expect(run.replies).toEqual([event]);
    },
  );

  it('keeps the order of refused requests and of those made in the meantime', () => {
    const run = new Run();
    run.ask('subscribe');
    run.ask('unsubscribe');
    run.answer(0, (event) => tooFast(event, 1_000));
    run.ask('configure');
    expect(run.asked).toEqual(['subscribe', 'unsubscribe']);
    run.clock.advance(1_000);
    expect(run.asked.slice(2)).toEqual(['subscribe', 'unsubscribe', 'configure']);
    run.answer(2, () => ANSWER);
    expect(run.replies).toEqual(['subscribe', 'unsubscribe', 'configure']);
  });

  it('waits again if it is refused again', () => {
    const run = new Run();
    run.ask('subscribe');
    run.answer(0, (event) => tooFast(event, 1_000));
    run.clock.advance(1_000);
    run.answer(1, (event) => tooFast(event, 2_000));
    run.clock.advance(1_999);
    expect(run.asked).toHaveLength(2);
    run.clock.advance(1);
    expect(run.asked).toHaveLength(3);
  });

  it('does not hammer a server that names no time, and does not wait an hour for one that names it', () => {
    const run = new Run();
    run.ask('subscribe');
    run.answer(0, (event) => tooFast(event, 0));
    run.clock.advance(99);
    expect(run.asked).toHaveLength(1);
    run.clock.advance(1);
    run.answer(1, (event) => tooFast(event, 3_600_000));
    run.clock.advance(60_000);
    expect(run.asked).toHaveLength(3);
  });

  it('sends nothing after it is closed', () => {
    const run = new Run();
    run.ask('subscribe');
    run.answer(0, (event) => tooFast(event, 1_000));
    run.ask('configure');
    run.requests.close();
    run.clock.advance(10_000);
    expect(run.asked).toEqual(['subscribe']);
    expect(run.clock.pending).toBe(0);
  });

  it('passes on any other reply unchanged', () => {
    const run = new Run();
    run.ask('subscribe');
    run.answer(0, () => Uint8Array.of(255));
    expect(run.replies).toEqual(['subscribe']);
  });
});
