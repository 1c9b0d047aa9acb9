// Which connections a strike hits.
import { describe, expect, it } from 'vitest';
import { parseFault } from './fault-text.ts';
import { Strike, type Hittable } from './strike.ts';

function connection(number: number, id = `socket-${number}`, symbols: readonly string[] = []): Hittable {
  return { id, number, listensTo: (others) => others.some((symbol) => symbols.includes(symbol)) };
}

/** The numbers of connections 1 to `n` that it hits. */
function hit(text: string, n: number, seed = 7, label = 'a'): number[] {
  const { fault, target } = parseFault(text);
  const strike = new Strike(fault, target, seed, label);
  const numbers = Array.from({ length: n }, (_, i) => i + 1);
  return numbers.filter((number) => strike.aimsAt(connection(number)));
}

describe('a strike', () => {
  it('hits all connections by default', () => {
    expect(hit('drop', 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('hits a share that depends only on seed and label, not on the order of connections', () => {
    const numbers = hit('drop share=0.3', 2_000);
    expect(numbers.length).toBeGreaterThan(540);
    expect(numbers.length).toBeLessThan(660);
    expect(hit('drop share=0.3', 2_000)).toEqual(numbers);
    expect(hit('drop share=0.3', 100)).toEqual(numbers.filter((n) => n <= 100));
    expect(hit('drop share=0.3', 2_000, 8)).not.toEqual(numbers);
    expect(hit('drop share=0.3', 2_000, 7, 'b')).not.toEqual(numbers);
  });

  it('hits a connection by its number, its id, or a symbol that it listens to', () => {
    expect(hit('drop nth=3', 5)).toEqual([3]);
    expect(hit('drop client=socket-2', 5)).toEqual([2]);
    const { fault, target } = parseFault('drop symbols=AAPL,MSFT');
    const strike = new Strike(fault, target, 7, 'a');
    expect(strike.aimsAt(connection(1, 'x', ['MSFT']))).toBe(true);
    expect(strike.aimsAt(connection(1, 'x', ['JPM']))).toBe(false);
  });

  it('forgets a connection that has ended', () => {
    const { fault, target } = parseFault('drop share=0.5');
    const strike = new Strike(fault, target, 7, 'a');
    for (let n = 1; n <= 10; n++) strike.aimsAt(connection(n));
    expect(strike.entryCount).toBe(10);
    for (let n = 1; n <= 9; n++) strike.forget(n);
    expect(strike.entryCount).toBe(1);
  });

  it('decides once about each connection', () => {
    const { fault, target } = parseFault('drop share=0.5');
    const strike = new Strike(fault, target, 7, 'a');
    const first = Array.from({ length: 50 }, (_, i) => strike.aimsAt(connection(i)));
    expect(Array.from({ length: 50 }, (_, i) => strike.aimsAt(connection(i)))).toEqual(first);
  });
});
