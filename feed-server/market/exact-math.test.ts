// exp and log are as accurate as the engine's own, with identical digits on every engine.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { exp, log } from './exact-math.ts';

describe('exp and log', () => {
  it('agree with the engine to 14 digits', () => {
    const dice = new Dice(7);
    for (let i = 0; i < 20_000; i++) {
      const x = (dice.next() - 0.5) * 80;
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
      const y = Math.exp(x / 2);
      expect(Math.abs(log(y) - Math.log(y))).toBeLessThan(1e-14 * Math.max(1, Math.abs(Math.log(y))));
    }
  });

  it('are exact if the result can be', () => {
    expect(exp(0)).toBe(1);
    expect(log(1)).toBe(0);
  });

  it('return the same digits on every engine', () => {
    expect([exp(1), exp(-0.3), exp(11.7), log(2), log(0.3), log(1e-9)]).toMatchInlineSnapshot(`
      [
        2.7182818284590455,
        0.7408182206817179,
        120571.71498645052,
        0.6931471805599453,
        -1.203972804325936,
        -20.72326583694641,
      ]
    `);
  });

  it.each([41, -41, NaN, Infinity])('exp rejects %d', (x) => {
    expect(() => exp(x)).toThrow(`exp: expected a number within ±40, found ${x}`);
  });

  it.each([0, -1, NaN, Infinity])('log rejects %d', (x) => {
    expect(() => log(x)).toThrow(`log: expected a number above 0, found ${x}`);
  });
});
