// The sessions, auctions, halts, pauses, splits and dividends of the simulated market.
import { beforeAll, describe, expect, it } from 'vitest';
import { selectListings } from './instruments.ts';
import { Simulation, type SimulationOptions } from './simulation.ts';
import type { TickSink } from './source.ts';

const MINUTE_MS = 60_000;

type Event =
  | { readonly kind: 'quote'; readonly time: number; readonly bid: number; readonly ask: number }
  | { readonly kind: 'trade'; readonly time: number; readonly price: number; readonly size: number }
  | { readonly kind: 'status'; readonly time: number; readonly text: string; readonly reference: number | undefined };

/** The events of each symbol from `from` to `to`. */
async function play(
  symbols: readonly string[],
  from: string,
  to: string,
  options: Partial<SimulationOptions> = {},
): Promise<Map<string, Event[]>> {
  const listings = selectListings(symbols);
  const source = new Simulation({ seed: 7, listings, startTime: Date.parse(from), ...options });
  const events = new Map(listings.map((l) => [l.instrument.symbol, [] as Event[]]));
  const add = (id: number, event: Event): unknown => events.get(source.instruments[id]?.symbol ?? '')?.push(event);
  await source.advance(Date.parse(to), {
    quote: (id, time, bid, _, ask) => add(id, { kind: 'quote', time, bid, ask }),
    trade: (id, time, price, size) => add(id, { kind: 'trade', time, price, size }),
    status: (id, time, session, reason, reference) =>
      add(id, { kind: 'status', time, text: `${session} ${reason}`, reference }),
  });
  return events;
}

function formatTime(time: number): string {
  return new Date(time).toISOString().slice(5, 19);
}

function statusesOf(events: readonly Event[]): string[] {
  return events.flatMap((e) =>
    e.kind === 'status' ? [`${formatTime(e.time)} ${e.text}${e.reference ? ', a new day' : ''}`] : [],
  );
}

function tradesOf(events: readonly Event[]): Extract<Event, { kind: 'trade' }>[] {
  return events.filter((e) => e.kind === 'trade');
}

function indexOfStatus(events: readonly Event[], text: string, from = 0): number {
  const i = events.findIndex((e, at) => at >= from && e.kind === 'status' && e.text === text);
  if (i < 0) throw new Error(`status: expected "${text}", found ${statusesOf(events).join('; ')}`);
  return i;
}

describe('the simulated market over two days', () => {
  let events: Map<string, Event[]>;
  const eventsOf = (symbol: string): Event[] => events.get(symbol) ?? [];

  beforeAll(async () => {
    const symbols = ['NVDA', 'BTCUSD', 'EURUSD', 'SPX'];
    events = await play(symbols, '2025-10-06T06:00Z', '2025-10-07T13:45Z', { rate: 0.1, incidents: 0 });
  });

  it('goes through the sessions of US equities', () => {
    expect(statusesOf(eventsOf('NVDA'))).toEqual([
      '10-06T06:00:00 closed schedule, a new day',
      '10-06T08:00:00 pre-market schedule, a new day',
      '10-06T13:28:00 opening-auction schedule',
      '10-06T13:30:00 open schedule',
      '10-06T19:50:00 closing-auction schedule',
      '10-06T20:00:00 after-hours schedule',
      '10-07T00:00:00 closed schedule',
      '10-07T08:00:00 pre-market schedule, a new day',
      '10-07T13:28:00 opening-auction schedule',
      '10-07T13:30:00 open schedule',
    ]);
  });

  it('starts trading days of other instruments at their own times', () => {
    expect(statusesOf(eventsOf('BTCUSD'))).toEqual([
      '10-06T06:00:00 open schedule, a new day',
      '10-07T00:00:00 open schedule, a new day',
    ]);
    expect(statusesOf(eventsOf('EURUSD'))).toEqual([
      '10-06T06:00:00 open schedule, a new day',
      '10-06T21:00:00 open schedule, a new day',
    ]);
    expect(statusesOf(eventsOf('SPX'))).toEqual([
      '10-06T06:00:00 closed schedule, a new day',
      '10-06T13:30:00 open schedule, a new day',
      '10-06T20:00:00 closed schedule',
      '10-07T13:30:00 open schedule, a new day',
    ]);
  });

  it('opens and closes equities with one large trade each', () => {
    const nvda = eventsOf('NVDA');
    const averageSize = tradesOf(nvda).reduce((sum, { size }) => sum + size, 0) / tradesOf(nvda).length;
    const opened = indexOfStatus(nvda, 'open schedule');
    expect(nvda[opened + 1]?.kind).toBe('quote');
    expect(nvda[opened + 2]).toMatchObject({ kind: 'trade', time: Date.parse('2025-10-06T13:30Z') });
    const closed = indexOfStatus(nvda, 'after-hours schedule');
    expect(nvda[closed - 1]).toMatchObject({ kind: 'trade', time: Date.parse('2025-10-06T20:00Z') });
    for (const cross of [nvda[opened + 2], nvda[closed - 1]])
      expect(cross?.kind === 'trade' && cross.size).toBeGreaterThan(5 * averageSize);
  });

  it('quotes but does not trade in the opening auction', () => {
    const nvda = eventsOf('NVDA');
    const auction = nvda.slice(
      indexOfStatus(nvda, 'opening-auction schedule') + 1,
      indexOfStatus(nvda, 'open schedule'),
    );
    expect(auction.length).toBeGreaterThan(10);
    expect(auction.every((e) => e.kind === 'quote')).toBe(true);
  });

  it('uses the last close as the reference of a new day', () => {
    const lastPriceUntil = (symbol: string, time: string): number | undefined => {
      return tradesOf(eventsOf(symbol))
        .filter((e) => e.time <= Date.parse(time))
        .at(-1)?.price;
    };
    const referencesOf = (symbol: string): (number | undefined)[] => {
      return eventsOf(symbol).flatMap((e) => (e.kind === 'status' && e.reference !== undefined ? [e.reference] : []));
    };
    expect(referencesOf('NVDA')[2]).toBe(lastPriceUntil('NVDA', '2025-10-06T20:00Z'));
    expect(referencesOf('SPX')[2]).toBe(lastPriceUntil('SPX', '2025-10-06T20:00Z'));
    expect(referencesOf('BTCUSD')[1]).toBe(lastPriceUntil('BTCUSD', '2025-10-07T00:00Z'));
    expect(referencesOf('EURUSD')[1]).toBe(lastPriceUntil('EURUSD', '2025-10-06T21:00Z'));
  });

  it('calculates an index without quotes, only while it is open', () => {
    const trades = tradesOf(eventsOf('SPX'));
    expect(trades.length).toBeGreaterThan(1_000);
    expect(eventsOf('SPX').some((e) => e.kind === 'quote')).toBe(false);
    const firstDay = trades.filter(({ time }) => time <= Date.parse('2025-10-06T20:00Z'));
    expect(firstDay[0]?.time).toBe(Date.parse('2025-10-06T13:30Z'));
    expect(trades.length - firstDay.length).toBeGreaterThan(10);
  });
});

describe('the simulated market while closed', () => {
  const friday = Date.parse('2025-10-10T23:59:59Z');
  const sink: TickSink = { quote: () => undefined, trade: () => undefined, status: () => undefined };

  it('skips a weekend in one step', async () => {
    const source = new Simulation({ seed: 7, listings: selectListings(['NVDA', 'SPX']), startTime: friday });
    await source.advance(friday + 1_000, sink);
    expect(new Date(await source.advance(friday + 1_001, sink)).toISOString()).toBe('2025-10-13T08:00:00.000Z');
    const received: number[] = [];
    const next = await source.advance(Date.parse('2025-10-13T07:59:59Z'), {
      ...sink,
      quote: (id) => received.push(id),
    });
    expect(received).toEqual([]);
    expect(new Date(next).toISOString()).toBe('2025-10-13T08:00:00.000Z');
  });

  it('trades at night and on weekends if always open, with days starting at midnight UTC', async () => {
    const options = { alwaysOpen: true, incidents: 0 };
    const events = await play(['NVDA', 'SPX'], '2025-10-11T23:50Z', '2025-10-12T00:10Z', options);
    for (const symbol of ['NVDA', 'SPX']) {
      const received = events.get(symbol) ?? [];
      expect(statusesOf(received)).toEqual([
        '10-11T23:50:00 open schedule, a new day',
        '10-12T00:00:00 open schedule, a new day',
      ]);
      expect(tradesOf(received).length).toBeGreaterThan(100);
    }
  });
});

describe('the simulated market with incidents', () => {
  let all: [string, Event[]][];
  beforeAll(async () => {
    const symbols = selectListings([], ['Energy']).map((l) => l.instrument.symbol);
    const options = { incidents: 1_000, rate: 0.5 };
    all = [...(await play(symbols, '2025-10-06T07:00Z', '2025-10-07T13:31Z', options))];
  });

  it('halts for news, announces its release, and resumes five minutes later with an auction', () => {
    let halts = 0;
    for (const [, events] of all) {
      const at = events.findIndex((e) => e.kind === 'status' && e.text === 'halted news-pending');
      if (at < 0) continue;
      halts++;
      const [halted, released, resumed, quote, trade] = events.slice(at, at + 5);
      expect(released).toMatchObject({ text: 'halted news-released', reference: undefined });
      expect(resumed).toMatchObject({ text: 'open resumed', reference: undefined });
      expect((resumed?.time ?? 0) - (released?.time ?? 0)).toBe(5 * MINUTE_MS);
      expect(released?.time).toBeGreaterThan(halted?.time ?? Infinity);
      expect(quote).toMatchObject({ kind: 'quote', time: resumed?.time });
      expect(trade).toMatchObject({ kind: 'trade', time: resumed?.time });
    }
    expect(halts).toBeGreaterThan(5);
  });

  it.each(['halted regulatory', 'halted technical'])('resumes a stock after it was %s', (text) => {
    const [, events] = all.find(([, e]) => e.some((one) => one.kind === 'status' && one.text === text)) ?? ['', []];
    const at = indexOfStatus(events, text);
    expect(events[at + 1]).toMatchObject({ kind: 'status', text: 'open resumed' });
    expect((events[at + 1]?.time ?? 0) - (events[at]?.time ?? 0)).toBeGreaterThanOrEqual(5 * MINUTE_MS);
  });

  it.each([
    ['paused limit-up', 1],
    ['paused limit-down', -1],
  ])('is %s for five minutes if the price leaves its band, and reopens beyond it', (text, sign) => {
    let pauses = 0;
    for (const [symbol, events] of all) {
      for (const [at, event] of events.entries()) {
        if (event.kind !== 'status' || event.text !== text) continue;
        pauses++;
        const [resumed, , trade] = events.slice(at + 1, at + 4);
        expect(resumed, symbol).toMatchObject({ text: 'open resumed', time: event.time + 5 * MINUTE_MS });
        const before = tradesOf(events.slice(0, at)).at(-1);
        if (trade?.kind !== 'trade' || !before) throw new Error(`${symbol}: expected trades around a pause`);
        expect(sign * Math.log(trade.price / before.price), symbol).toBeGreaterThan(0.02);
      }
    }
    expect(pauses).toBeGreaterThan(2);
  });

  it('splits shares and pays dividends at the start of a day, adjusting price and reference without a move', () => {
    const actions = new Set<string>();
    for (const [symbol, events] of all) {
      const at = indexOfStatus(events, 'closed schedule', indexOfStatus(events, 'after-hours schedule')) + 1;
      const dayStart = events[at];
      if (dayStart?.kind !== 'status' || dayStart.reference === undefined)
        throw new Error(`${symbol}: expected a new day`);
      const close = tradesOf(events)
        .filter((e) => e.time === Date.parse('2025-10-06T20:00Z'))
        .at(-1);
      if (!close) throw new Error(`${symbol}: expected a closing auction`);
      const ratio = close.price / dayStart.reference;
      if (dayStart.text === 'pre-market split') expect([2, 3, 4, 10], symbol).toContain(Math.round(ratio));
      else expect(ratio, symbol).toBeGreaterThan(1.001);
      actions.add(dayStart.text);
      const first = events[at + 1];
      if (first?.kind !== 'quote') throw new Error(`${symbol}: expected a quote`);
      expect(Math.abs(first.bid / dayStart.reference - 1), symbol).toBeLessThan(0.06);
    }
    expect([...actions].sort()).toEqual(['pre-market dividend', 'pre-market split']);
  });
});
