// The report has every measured number, both as text and as a page, and accepts days with missing values.
import { describe, expect, it } from 'vitest';
import type { Facts } from './facts.ts';
import { plotFigure } from './plots.ts';
import { reportPage, reportText, type Day } from './report-page.ts';

const FACTS: Facts = {
  instruments: 40,
  kurtosis: 11.26,
  tailExponent: 3.14,
  returnAutocorrelation: [0.011, 0, 0, 0, 0, 0, 0],
  absoluteReturnAutocorrelation: [0.123, 0.1, 0.1, 0.1, 0.087, 0.1, 0.1],
  signAutocorrelation: [0.456, 0, 0, 0, 0.065, 0, 0],
  volumeShares: [0.3, 0.1, 0.6],
  spreadPercentiles: [0.71, 1.52, 3.93],
  spreadShares: [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0],
  correlationWithinSector: 0.38,
  correlationAcrossSectors: 0.24,
};
const DAYS: Day[] = [
  { name: 'simulated', facts: FACTS },
  { name: 'R&D <day>', facts: { ...FACTS, kurtosis: NaN, correlationWithinSector: NaN } },
];

describe('reportText and reportPage', () => {
  it.each([
    '40',
    '11.3',
    '3.1',
    '0.011',
    '0.123',
    '0.087',
    '0.456',
    '0.065',
    '30 %',
    '10 %',
    '60 %',
    '0.7 · 1.5 · 3.9',
    '0.38',
  ])('contain %s', (number) => {
    expect(reportText(DAYS)).toContain(number);
    expect(reportPage(DAYS)).toContain(`<td>${number}</td>`);
  });

  it('show a dash for missing values, and don\u2019t draw them', () => {
    expect(reportText(DAYS)).toMatch(/kurtosis.* 11\.3 +–\n/);
    expect(reportPage(DAYS)).not.toContain('NaN');
  });

  it('have one figure per kind of fact, and escape names', () => {
    const page = reportPage(DAYS);
    expect(page.match(/<svg /g)).toHaveLength(6);
    expect(page).toContain('R&amp;D &lt;day>');
    expect(page).not.toContain('<day>');
  });
});

describe('plotFigure', () => {
  const plot = { title: 'T', categories: ['a', 'b'], format: (v: number) => v.toFixed(1) };

  it('draws bars from zero, upwards and downwards', () => {
    const svg = plotFigure({ ...plot, kind: 'bars', series: [{ name: 'one', values: [1, -1] }] });
    const [up, down] = [...svg.matchAll(/<rect class="s0" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g)];
    expect(Number(up?.[1]) + Number(up?.[2])).toBeCloseTo(Number(down?.[1]), 1);
    expect(up?.[2]).toBe(down?.[2]);
  });

  it('omits missing values from a line', () => {
    const svg = plotFigure({ ...plot, kind: 'lines', series: [{ name: 'one', values: [0.5, NaN] }] });
    expect(/points="([^"]*)"/.exec(svg)?.[1]?.split(' ')).toHaveLength(1);
  });
});
