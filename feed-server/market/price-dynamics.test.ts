// The parts of the simulated market's dynamics: activity, diffusion, factors, order flow, quotes, price bands.
import { describe, expect, it } from 'vitest';
import { activityAt, varianceAt } from './activity.ts';
import { BestQuote } from './best-quote.ts';
import { Diffusion } from './diffusion.ts';
import { Factors } from './factors.ts';
import { planCorporateAction, planIncidents } from './incidents.ts';
import { factorTerms } from './instrument-terms.ts';
import { OrderFlow } from './order-flow.ts';
import { PriceBand } from './price-band.ts';
import { Random } from './random.ts';
import { phaseAt } from './trading-hours.ts';

const MINUTE_MS = 60_000;
const OPEN = Date.UTC(2025, 9, 7, 13, 30);
const CLOSE = Date.UTC(2025, 9, 7, 20);

function average(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

describe('activity and variance', () => {
  const minutes = Array.from({ length: 390 }, (_, i) => OPEN + (i + 0.5) * MINUTE_MS);
  it.each([
    ['activity', activityAt],
    ['variance', varianceAt],
  ])('%s: averages 1 over a session, peaks at its ends, and is far lower outside it', (_, valueAt) => {
    const at = (time: number): number => valueAt('us-equities', phaseAt('us-equities', time), time);
    const session = minutes.map(at);
    expect(average(session)).toBeCloseTo(1, 1);
    const noon = session[180] as number;
    expect(session[0]).toBeGreaterThan(1.5 * noon);
    expect(session[389]).toBeGreaterThan(1.5 * noon);
    expect(at(OPEN - 60 * MINUTE_MS)).toBeLessThan(0.2 * noon);
    expect(at(CLOSE + 60 * MINUTE_MS)).toBeLessThan(0.2 * noon);
  });

  it('has some variance but no activity while closed', () => {
    const night = Date.UTC(2025, 9, 7, 6);
    const phase = phaseAt('us-equities', night);
    expect(activityAt('us-equities', phase, night)).toBe(0);
    expect(varianceAt('us-equities', phase, night)).toBeGreaterThan(0);
  });

  it('is flat for continuous trading', () => {
    for (const time of [OPEN, OPEN + 200 * MINUTE_MS, Date.UTC(2025, 9, 11, 3)])
      expect(activityAt('continuous', phaseAt('continuous', time), time)).toBe(1);
  });
});

describe('Diffusion', () => {
  it('has the configured volatility for any step size', () => {
    for (const step of [0.2, 5, 100]) {
      const moves: number[] = [];
      for (let path = 0; path < 300; path++) {
        const terms = { volatility: 0.001, jumpsPerSecond: 0, minJump: 0 };
        const diffusion = new Diffusion(terms, new Random(path, 'diffusion'));
        let level = 0;
        for (let seconds = 0; seconds < 1_000; seconds += step) level += diffusion.move(step);
        moves.push(level);
      }
      const deviation = Math.sqrt(average(moves.map((m) => m * m))) / (0.001 * Math.sqrt(1_000));
      expect(deviation).toBeGreaterThan(0.8);
      expect(deviation).toBeLessThan(1.2);
    }
  });

  it('jumps as often as configured, by at least the minimum and at most 15 %', () => {
    const diffusion = new Diffusion({ volatility: 0, jumpsPerSecond: 0.01, minJump: 0.01 }, new Random(7, 'jumps'));
    const jumps = Array.from({ length: 100_000 }, () => diffusion.move(1)).filter((m) => m !== 0);
    expect(Math.abs(jumps.length - 1_000)).toBeLessThan(120);
    expect(Math.min(...jumps.map(Math.abs))).toBeGreaterThanOrEqual(0.01);
    expect(Math.max(...jumps.map(Math.abs))).toBeLessThanOrEqual(0.15);
    // In a tail with exponent 3, one in eight is larger than twice the minimum.
    expect(jumps.filter((m) => Math.abs(m) > 0.02).length / jumps.length).toBeCloseTo(1 / 8, 1);
  });

  it('has mean-reverting volatility', () => {
    const diffusion = new Diffusion({ volatility: 1, jumpsPerSecond: 0, minJump: 0 }, new Random(7, 'wander'));
    const multiples = Array.from({ length: 50_000 }, () => {
      diffusion.move(60);
      return diffusion.relativeVolatility;
    });
    expect(average(multiples.map((m) => m * m))).toBeCloseTo(1, 0);
    expect(Math.min(...multiples)).toBeLessThan(0.4);
    expect(Math.max(...multiples)).toBeGreaterThan(2);
  });
});

describe('Factors', () => {
  const START = Date.UTC(2025, 9, 6, 13);
  const factors = (): Factors => new Factors(7, 'equities', 'us-equities', factorTerms('equities'), START);

  it('do not depend on how often they are read', () => {
    const [often, once] = [factors(), factors()];
    const sectors = [often.sector('Energy'), once.sector('Energy')];
    // Other factors have no influence.
    once.sector('Materials');
    const end = START + 40 * 60 * MINUTE_MS;
    for (let time = START; time < end; time += 777) often.advanceTo(time);
    often.advanceTo(end);
    once.advanceTo(end);
    expect(often.market.level).not.toBe(0);
    expect(often.market.level).toBe(once.market.level);
    expect(sectors[0]?.level).toBe(sectors[1]?.level);
    expect(often.secondsAt(end)).toBe(once.secondsAt(end));
    expect(often.activity).toBe(once.activity);
  });

  it('count the seconds of open-market time: all those of a session, few of a night', () => {
    const clock = factors();
    clock.advanceTo(OPEN - 24 * 60 * MINUTE_MS);
    const secondsAtOpen = clock.secondsAt(OPEN - 24 * 60 * MINUTE_MS);
    clock.advanceTo(CLOSE - 24 * 60 * MINUTE_MS);
    const secondsAtClose = clock.secondsAt(CLOSE - 24 * 60 * MINUTE_MS);
    clock.advanceTo(OPEN);
    const session = 6.5 * 3_600;
    expect((secondsAtClose - secondsAtOpen) / session).toBeCloseTo(1, 1);
    expect((clock.secondsAt(OPEN) - secondsAtClose) / session).toBeLessThan(0.3);
    expect((clock.secondsAt(OPEN) - secondsAtClose) / session).toBeGreaterThan(0.05);
  });
});

describe('OrderFlow', () => {
  it('has as many buyers as sellers, with long memory in their signs', () => {
    const flow = new OrderFlow(new Random(7, 'flow'));
    const signs = Array.from({ length: 200_000 }, () => (flow.nextIsBuy() ? 1 : -1));
    const autocorrelation = (lag: number): number => average(signs.slice(lag).map((s, i) => s * (signs[i] as number)));
    expect(Math.abs(average(signs))).toBeLessThan(0.05);
    expect(autocorrelation(1)).toBeGreaterThan(0.35);
    expect(autocorrelation(10)).toBeGreaterThan(0.1);
    expect(autocorrelation(100)).toBeGreaterThan(0.02);
    expect(autocorrelation(100)).toBeLessThan(autocorrelation(10));
  });
});

describe('BestQuote', () => {
  function averages(relativeVolatility: number, thinness: number): { spread: number; size: number } {
    const quote = new BestQuote({ halfSpread: 0.001, lots: 5, lot: 100 }, new Random(7, 'quote'));
    const [spreads, sizes]: [number[], number[]] = [[], []];
    for (let i = 0; i < 3_000; i++) {
      quote.update(10_000, relativeVolatility, thinness);
      spreads.push(quote.ask - quote.bid);
      sizes.push(quote.bidSize, quote.askSize);
    }
    return { spread: average(spreads), size: average(sizes) };
  }

  it('widens and shrinks in volatile or thin markets', () => {
    const usual = averages(1, 1);
    expect(usual.spread).toBeCloseTo(20, 0);
    for (const stressed of [averages(2, 1), averages(1, 2)]) {
      expect(stressed.spread).toBeGreaterThan(1.4 * usual.spread);
      expect(stressed.size).toBeLessThan(0.8 * usual.size);
    }
  });

  it('keeps the bid below the ask and above 0 at the lowest prices', () => {
    const quote = new BestQuote({ halfSpread: 0.00001, lots: 1, lot: 1 }, new Random(7, 'quote'));
    for (let i = 0; i < 1_000; i++) {
      quote.update(2, 1, 1);
      expect(quote.bid).toBeGreaterThan(0);
      expect(quote.ask).toBeGreaterThan(quote.bid);
      expect(quote.bidSize).toBeGreaterThan(0);
    }
  });
});

describe('PriceBand', () => {
  it('reports which limit a price exceeds, from its start until it is removed', () => {
    const band = new PriceBand();
    expect(band.exceededLimit(1)).toBeUndefined();
    band.restart(10_000, 0);
    expect([9_499, 9_500, 10_500, 10_501].map((p) => band.exceededLimit(p))).toEqual([
      'limit-down',
      undefined,
      undefined,
      'limit-up',
    ]);
    band.lift();
    expect(band.exceededLimit(20_000)).toBeUndefined();
  });

  it('follows the mean of the last minutes\u2019 trades, in steps of at least one percent', () => {
    const band = new PriceBand();
    band.restart(10_000, 0);
    band.addTrade(10_400, 1_000);
    expect(band.exceededLimit(10_550)).toBe('limit-up');
    for (let minute = 1; minute < 20; minute++) band.addTrade(10_400, minute * MINUTE_MS);
    expect(band.exceededLimit(10_550)).toBeUndefined();
    expect(band.exceededLimit(9_700)).toBe('limit-down');
  });
});

describe('incidents', () => {
  it('stay within the given time range, and are absent if it is empty', () => {
    const random = new Random(7, 'incidents');
    for (let i = 0; i < 500; i++) {
      const planned = planIncidents(random, 1_000, OPEN, CLOSE);
      expect(planned).toHaveLength(2);
      for (const incident of planned) {
        expect(incident.at).toBeGreaterThanOrEqual(OPEN);
        expect(incident.at).toBeLessThanOrEqual(CLOSE);
        if (incident.kind === 'shock') continue;
        expect(incident.until).toBeGreaterThanOrEqual(incident.at);
        expect(incident.until).toBeLessThanOrEqual(CLOSE);
        if (incident.releasedAt !== undefined) expect(incident.releasedAt).toBeGreaterThan(incident.at);
      }
    }
    expect(planIncidents(random, 1_000, CLOSE, OPEN)).toEqual([]);
  });

  it('are rare, and absent at scale 0', () => {
    const random = new Random(7, 'incidents');
    const days = 20_000;
    const [halts, actions] = [{ n: 0 }, { n: 0 }];
    for (let i = 0; i < days; i++) {
      halts.n += planIncidents(random, 1, OPEN, CLOSE).filter(({ kind }) => kind === 'halt').length;
      actions.n += planCorporateAction(random, 1, 10_000)?.kind === 'dividend' ? 1 : 0;
      expect(planIncidents(random, 0, OPEN, CLOSE)).toEqual([]);
      expect(planCorporateAction(random, 0, 10_000)).toBeUndefined();
    }
    expect(halts.n / days).toBeCloseTo(0.002, 3);
    expect(actions.n / days).toBeCloseTo(0.012, 2);
  });

  it('do not split shares that are already cheap', () => {
    const random = new Random(7, 'splits');
    for (let i = 0; i < 200; i++) expect(planCorporateAction(random, 1e6, 5_000)?.kind).toBe('dividend');
  });
});
