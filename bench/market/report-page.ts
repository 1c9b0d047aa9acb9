// The report of the stylized facts: as lines of text, and as one HTML page with plots.
import { RETURN_LAGS, SIGN_LAGS, SPREAD_CLASSES, type Facts } from './facts.ts';
import { escapeText, plotFigure, type Plot, type Series } from './plots.ts';

/** The facts of one day, and its name in the report. */
export interface Day {
  readonly name: string;
  readonly facts: Facts;
}

const STYLE = `
:root { color-scheme: light dark; --a: #2a6fdb; --b: #d9822b; --line: #8884; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 1180px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child { text-align: left; font-weight: normal; } td { font-variant-numeric: tabular-nums; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1.5rem; margin-top: 1.5rem; }
figure { margin: 0; } svg { width: 100%; } svg text { font-size: 11px; fill: currentColor; }
.x { text-anchor: middle; } .y { text-anchor: end; dominant-baseline: middle; } svg line { stroke: var(--line); }
rect.s0 { fill: var(--a); } rect.s1 { fill: var(--b); } polyline { fill: none; stroke-width: 2; }
polyline.s0 { stroke: var(--a); } polyline.s1 { stroke: var(--b); }
.key { margin-left: .75rem; white-space: nowrap; } .key::before { content: "■ "; } .key.s0::before { color: var(--a); } .key.s1::before { color: var(--b); }
`;

/** The measures that are single numbers, with their descriptions. */
const NUMBERS: readonly [name: string, of: (facts: Facts) => string][] = [
  ['instruments', (f) => String(f.instruments)],
  ['kurtosis of 1-minute returns (normal: 3)', (f) => decimal(f.kurtosis, 1)],
  ['tail exponent of 1-minute returns (real markets: about 3)', (f) => decimal(f.tailExponent, 1)],
  ['autocorrelation of returns, 1 minute', (f) => decimal(f.returnAutocorrelation[0], 3)],
  ['autocorrelation of absolute returns, 1 minute', (f) => decimal(f.absoluteReturnAutocorrelation[0], 3)],
  [
    'autocorrelation of absolute returns, 10 minutes',
    (f) => decimal(f.absoluteReturnAutocorrelation[RETURN_LAGS.indexOf(10)], 3),
  ],
  ['autocorrelation of trade signs, 1 trade', (f) => decimal(f.signAutocorrelation[0], 3)],
  ['autocorrelation of trade signs, 20 trades', (f) => decimal(f.signAutocorrelation[SIGN_LAGS.indexOf(20)], 3)],
  ['volume in the first half hour', (f) => percent(f.volumeShares[0])],
  ['volume in the quietest half hour', (f) => percent(Math.min(...f.volumeShares))],
  ['volume in the last half hour', (f) => percent(f.volumeShares.at(-1))],
  [
    'spread in basis points: 10th, 50th, 90th percentile',
    (f) => f.spreadPercentiles.map((s) => decimal(s, 1)).join(' · '),
  ],
  ['correlation within a sector, 5 minutes', (f) => decimal(f.correlationWithinSector, 2)],
  ['correlation across sectors, 5 minutes', (f) => decimal(f.correlationAcrossSectors, 2)],
];

export function reportText(days: readonly Day[]): string {
  const rows = [
    ['', ...days.map((d) => d.name)],
    ...NUMBERS.map(([name, of]) => [name, ...days.map((d) => of(d.facts))]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const padded = rows.map((row) => {
    return row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  });
  return `${padded.join('\n')}\n`;
}

export function reportPage(days: readonly Day[]): string {
  const head = days.map((d) => `<th>${escapeText(d.name)}</th>`).join('');
  const rows = NUMBERS.map(([name, of]) => {
    return `<tr><th>${escapeText(name)}</th>${days.map((d) => `<td>${escapeText(of(d.facts))}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Tapewire: stylized facts of the simulated market</title>
<style>${STYLE}</style>
<h1>Stylized facts of the simulated market</h1>
<table><tr><th></th>${head}</tr>${rows.join('')}</table>
<main>${plots(days).map(plotFigure).join('')}</main>
</html>
`;
}

function plots(days: readonly Day[]): Plot[] {
  const series = (of: (facts: Facts) => readonly number[]): Series[] => {
    return days.map(({ name, facts }) => ({ name, values: of(facts) }));
  };
  const lags = RETURN_LAGS.map(String);
  const halfHours = (days[0]?.facts.volumeShares ?? []).map((_, i) => clock(9.5 + i / 2));
  const classes = [...SPREAD_CLASSES.map((upper) => `≤ ${upper}`), 'more'];
  const correlation = (value: number): string => value.toFixed(2);
  return [
    {
      title: 'Volume by half hour',
      categories: halfHours,
      series: series((f) => f.volumeShares),
      kind: 'bars',
      format: percent,
    },
    {
      title: 'Spreads, basis points',
      categories: classes,
      series: series((f) => f.spreadShares),
      kind: 'bars',
      format: percent,
    },
    {
      title: 'Autocorrelation of returns, lag in minutes',
      categories: lags,
      series: series((f) => f.returnAutocorrelation),
      kind: 'bars',
      format: correlation,
    },
    {
      title: 'Autocorrelation of absolute returns, lag in minutes',
      categories: lags,
      series: series((f) => f.absoluteReturnAutocorrelation),
      kind: 'lines',
      format: correlation,
    },
    {
      title: 'Autocorrelation of trade signs, lag in trades',
      categories: SIGN_LAGS.map(String),
      series: series((f) => f.signAutocorrelation),
      kind: 'lines',
      format: correlation,
    },
    {
      title: 'Correlation of 5-minute returns',
      categories: ['within a sector', 'across sectors'],
      series: series((f) => [f.correlationWithinSector, f.correlationAcrossSectors]),
      kind: 'bars',
      format: correlation,
    },
  ];
}

function clock(hours: number): string {
  return `${Math.floor(hours)}:${hours % 1 === 0 ? '00' : '30'}`;
}

function decimal(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function percent(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : `${(100 * value).toFixed(0)} %`;
}
