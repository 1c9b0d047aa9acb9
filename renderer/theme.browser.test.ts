// The theme's contrast: all text is legible on every background it appears on, in light and dark mode.
import { expect, test } from 'vitest';
import theme from './theme.css?raw';

/** The minimum of WCAG 2 for text. */
const MIN_CONTRAST = 4.5;

type Tokens = ReadonlyMap<string, string>;

/** The backgrounds that each text color appears on. */
const BACKGROUNDS_BY_COLOR: Readonly<Record<string, readonly string[]>> = {
  text: ['background', 'panel', 'raised', 'selection', 'flash-up', 'flash-down'],
  secondary: ['background', 'panel', 'raised', 'selection', 'warn-back'],
  faint: ['panel'],
  old: ['panel', 'raised', 'selection'],
  up: ['panel', 'selection', 'flash-up'],
  down: ['panel', 'selection', 'flash-down'],
  warn: ['panel', 'raised', 'selection', 'warn-back'],
  accent: ['panel'],
};

/** The colors of a block of the style sheet, by name. */
function parseColors(block: string): Tokens {
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]));
}

const [LIGHT = '', DARK = ''] = theme.split('@media (prefers-color-scheme: dark)');

/** The relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Pairs that are hard to read, such as "old on panel: 3.9". */
function findIllegiblePairs(tokens: Tokens): string[] {
  return Object.entries(BACKGROUNDS_BY_COLOR).flatMap(([color, backgrounds]) =>
    backgrounds.flatMap((background) => {
      const ratio = contrast(tokens.get(color) ?? '#000000', tokens.get(background) ?? '#000000');
      return ratio >= MIN_CONTRAST ? [] : [`${color} on ${background}: ${ratio.toFixed(1)}`];
    }),
  );
}

test.for([
  ['light', LIGHT],
  ['dark', DARK],
] as const)('%s: all text is legible', ([, block]) => {
  expect(findIllegiblePairs(parseColors(block))).toEqual([]);
});

test('the check fires if a color is too faint or missing', () => {
  const faint = new Map(parseColors(LIGHT)).set('old', '#8a93a3');
  expect(findIllegiblePairs(faint)).toEqual(['old on panel: 3.1', 'old on raised: 2.9', 'old on selection: 2.7']);
  const missing = new Map(parseColors(DARK));
  missing.delete('old');
  expect(findIllegiblePairs(missing)).toHaveLength(3);
});

test('black on white is 21 to 1', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
