// The history of trends: requested one row at a time, as far back as a trend reaches, and never from a feed that keeps
// no bars.
import { describe, expect, it } from 'vitest';
import type { Bar, Bars, BarsRequest } from '../../proto/messages.ts';
import { makeInstrument, makeState, makeTrades } from '../../tests/support/wire/builders.ts';
import { makeFeedInfo, START } from '../../tests/support/pages/dashboard-fixtures.ts';
import type { Answer, FeedInfo } from '../../feed-client/index.ts';
import { MAX_SAMPLES, SAMPLE_INTERVAL_MS } from '../model/trend.ts';
import { QuoteBoard } from '../model/quote-board.ts';
import { BoardState } from './board.svelte.ts';
import { TrendHistory } from './trend-history.ts';

class Fixture {
  readonly quotes = new QuoteBoard();
  readonly board = new BoardState(this.quotes);
  readonly requests: BarsRequest[] = [];
  feedInfo: FeedInfo = makeFeedInfo();
  replyTo: (request: BarsRequest) => Answer<Bars> = (request) => makeBarsReply(request, []);
  readonly history = new TrendHistory(
    {
      fetchBars: (request) => {
        this.requests.push(request);
        return Promise.resolve(this.replyTo(request));
      },
    },
    this.board,
    () => this.feedInfo,
  );

  /** A board with these symbols at 100 each, sampled once. */
  constructor(...symbols: string[]) {
    for (const [id, symbol] of symbols.entries()) this.quotes.accept(makeInstrument(id, { symbol }));
    const states = symbols.map((_, id) => makeState({ id, trades: makeTrades() }));
    this.quotes.applySnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 1 }, states });
    this.board.publish();
    this.board.sample(START, () => true);
  }
}

function makeBarsReply({ begin, end }: BarsRequest, bars: Bar[]): Answer<Bars> {
  return { kind: 'sent', content: { begin, end, bars, holes: [], at: { epoch: 1, sequence: 1 } } };
}

function makeBar(time: number, close: number): Bar {
  return { time, open: close, high: close, low: close, close, volume: 1, trades: 1 };
}

function makeRefusal(kind: 'unknown-event' | 'unknown-symbol'): Answer<Bars> {
  return { kind: 'refused', refusal: { kind, symbol: '', mode: undefined, message: '' } };
}

describe('trend history', () => {
  it('is requested once per row, up to the latest sample, in bars about as long as a step', async () => {
    const fixture = new Fixture('AAPL', 'MSFT');
    await Promise.all([fixture.history.fetch(), fixture.history.fetch()]);
    await fixture.history.fetch();
    const range = { intervalS: 5, begin: START - MAX_SAMPLES * SAMPLE_INTERVAL_MS, end: START };
    expect(fixture.requests).toEqual([
      { symbol: 'AAPL', ...range },
      { symbol: 'MSFT', ...range },
    ]);
  });

  it('is prepended to the samples of the row', async () => {
    const fixture = new Fixture('AAPL');
    fixture.replyTo = (request) =>
      makeBarsReply(request, [makeBar(START - 3 * SAMPLE_INTERVAL_MS, 97), makeBar(START - SAMPLE_INTERVAL_MS, 99)]);
    await fixture.history.fetch();
    expect(fixture.board.row('AAPL').trend).toEqual([97, 97, 99, 100]);
  });

  it('covers market time when that runs faster', async () => {
    const fixture = new Fixture('AAPL');
    fixture.feedInfo = makeFeedInfo({ speed: 60, marketTime: 5_000_000, receivedAt: START - 1_000 });
    await fixture.history.fetch();
    const at = 5_000_000 + 60_000;
    expect(fixture.requests).toEqual([
      { symbol: 'AAPL', intervalS: 300, begin: at - MAX_SAMPLES * SAMPLE_INTERVAL_MS * 60, end: at },
    ]);
  });

  it('is requested again if the reply was lost, but not if the feed has no such symbol', async () => {
    const fixture = new Fixture('AAPL');
    fixture.replyTo = () => ({ kind: 'lost', why: 'the link dropped' });
    await fixture.history.fetch();
    fixture.replyTo = () => makeRefusal('unknown-symbol');
    await fixture.history.fetch();
    await fixture.history.fetch();
    expect(fixture.requests).toHaveLength(2);
    expect(fixture.board.row('AAPL').trend).toEqual([100]);
  });

  it('is not requested again from a feed that does not support the request', async () => {
    const fixture = new Fixture('AAPL', 'MSFT');
    fixture.replyTo = () => makeRefusal('unknown-event');
    await fixture.history.fetch();
    await fixture.history.fetch();
    expect(fixture.requests).toHaveLength(1);
  });

  it('is not requested while the market is paused', async () => {
    const fixture = new Fixture('AAPL');
    fixture.feedInfo = makeFeedInfo({ speed: 0 });
    await fixture.history.fetch();
    expect(fixture.requests).toEqual([]);
  });
});
