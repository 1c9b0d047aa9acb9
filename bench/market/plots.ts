// Small SVG plots: bars and lines of several series over the same categories.

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

export interface Plot {
  readonly title: string;
  /** The label below each category. */
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly kind: 'bars' | 'lines';
  readonly format: (value: number) => string;
}

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 28;
const GRID_LINES = 4;

/** One figure: title, legend, plot. NaN values are omitted. */
export function plotFigure(plot: Plot): string {
  const legend = plot.series.map(({ name }, i) => `<span class="key s${i}">${escapeText(name)}</span>`).join(' ');
  return `<figure><figcaption>${escapeText(plot.title)} ${legend}</figcaption>${svg(plot)}</figure>`;
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function svg({ title, categories, series, kind, format }: Plot): string {
  const finite = series.flatMap((s) => s.values).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
  const span = high - low || 1;
  const slot = (WIDTH - LEFT - RIGHT) / categories.length;
  const y = (value: number): number => TOP + ((high - value) / span) * (HEIGHT - TOP - BOTTOM);
  const grid = Array.from({ length: GRID_LINES + 1 }, (_, i) => {
    const value = low + (span * i) / GRID_LINES;
    const at = y(value).toFixed(1);
    const line = `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/>`;
    return `${line}<text x="${LEFT - 6}" y="${at}" class="y">${escapeText(format(value))}</text>`;
  });
  const labels = categories.map((category, i) => {
    return `<text x="${(LEFT + slot * (i + 0.5)).toFixed(1)}" y="${HEIGHT - 8}" class="x">${escapeText(category)}</text>`;
  });
  const drawn = series.map(({ values }, s) => {
    return kind === 'bars' ? bars(values, s, series.length, slot, y) : line(values, s, slot, y);
  });
  const label = escapeText(title);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">${[...grid, ...labels, ...drawn].join('')}</svg>`;
}

function bars(values: readonly number[], s: number, of: number, slot: number, y: (value: number) => number): string {
  const width = (0.8 * slot) / of;
  return values
    .map((value, i) => {
      if (!Number.isFinite(value)) return '';
      const x = LEFT + slot * (i + 0.1) + s * width;
      const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
      const box = `width="${width.toFixed(1)}" height="${(bottom - top).toFixed(1)}"`;
      return `<rect class="s${s}" x="${x.toFixed(1)}" y="${top.toFixed(1)}" ${box}/>`;
    })
    .join('');
}

function line(values: readonly number[], s: number, slot: number, y: (value: number) => number): string {
  const points = values.flatMap((value, i) => {
    return Number.isFinite(value) ? [`${(LEFT + slot * (i + 0.5)).toFixed(1)},${y(value).toFixed(1)}`] : [];
  });
  return `<polyline class="s${s}" points="${points.join(' ')}"/>`;
}
