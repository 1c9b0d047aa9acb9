// Checks that each rule for the simulated market can fail.
import { describe, expect, it } from 'vitest';
import { makeInstrument } from '../../tests/support/wire/builders.ts';
import { MarketRules } from '../../tests/support/market/market-rules.ts';

function violations(play: (rules: MarketRules) => void): string[] {
  const rules = new MarketRules([
    makeInstrument(0, { symbol: 'S' }),
    makeInstrument(1, { symbol: 'X', sector: 'Index' }),
  ]);
  rules.status(0, 0, 'open', 'schedule', 100);
  rules.status(1, 0, 'open', 'schedule', 100);
  play(rules);
  return rules.faults.map((fault) => fault.slice(fault.indexOf('Z: ') + 3));
}

describe('MarketRules', () => {
  it('accepts a market that follows the rules', () => {
    const faults = violations((rules) => {
      rules.quote(0, 1, 100, 3, 103, 3);
      rules.trade(0, 1, 103, 5);
      rules.trade(1, 2, 99, 0);
      rules.status(0, 3, 'halted', 'news-pending', undefined);
      rules.status(0, 4, 'halted', 'news-released', undefined);
      rules.status(0, 5, 'open', 'resumed', undefined);
      rules.quote(0, 5, 100, 3, 103, 3);
      rules.trade(0, 5, 101, 3);
    });
    expect(faults).toEqual([]);
  });

  it.each<[string, (rules: MarketRules) => void]>([
    ['trade before the first quote', (rules) => rules.trade(0, 1, 0, 5)],
    ['quote 103 to 103', (rules) => rules.quote(0, 1, 103, 3, 103, 3)],
    ['quote 0 to 3', (rules) => rules.quote(0, 1, 0, 3, 3, 3)],
    ['quote 1.5 to 3', (rules) => rules.quote(0, 1, 1.5, 3, 3, 3)],
    ['quote 1 to 4503599627370496', (rules) => rules.quote(0, 1, 1, 3, 2 ** 52, 3)],
    ['sizes 0 and 3', (rules) => rules.quote(0, 1, 1, 0, 2, 3)],
    ['sizes 3 and 9007199254740992', (rules) => rules.quote(0, 1, 1, 3, 2, 2 ** 53)],
    ['value 99 of size 1', (rules) => rules.trade(1, 1, 99, 1)],
    ['reference 0', (rules) => rules.status(0, 1, 'open', 'schedule', 0)],
    ['quote after 0', (rules) => rules.quote(0, -1, 1, 3, 2, 3)],
    ['quote after 0', (rules) => rules.quote(0, 0.5, 1, 3, 2, 3)],
  ])('reports %s', (fault, play) => {
    expect(violations(play)).toContain(fault);
  });

  it.each<[string, (rules: MarketRules) => void]>([
    ['size 0', (rules) => rules.trade(0, 1, 100, 0)],
    ['trade at 101, outside bid 100 and ask 103', (rules) => rules.trade(0, 1, 101, 5)],
    ['trade at 104, outside bid 100 and ask 103', (rules) => rules.trade(0, 1, 104, 5)],
  ])('reports a violation by trades: %s', (fault, play) => {
    const faults = violations((rules) => {
      rules.quote(0, 1, 100, 3, 103, 3);
      play(rules);
    });
    expect(faults).toContain(fault);
  });

  it.each(['closed', 'halted', 'paused'] as const)('reports ticks while %s', (session) => {
    const faults = violations((rules) => {
      rules.quote(0, 1, 100, 3, 103, 3);
      rules.status(0, 2, session, 'other', undefined);
      rules.quote(0, 3, 100, 3, 103, 3);
      rules.trade(0, 3, 100, 3);
    });
    expect(faults).toEqual([`quote while ${session}`, `trade while ${session}`]);
  });

  it('reports a halt while not trading, and a trade in the opening auction', () => {
    const faults = violations((rules) => {
      rules.quote(0, 1, 100, 3, 103, 3);
      rules.status(0, 2, 'opening-auction', 'schedule', undefined);
      rules.trade(0, 3, 100, 3);
      rules.status(0, 4, 'halted', 'technical', undefined);
    });
    expect(faults).toEqual(['trade while opening-auction', 'halted while opening-auction']);
  });
});
