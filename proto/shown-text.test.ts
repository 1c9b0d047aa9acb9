// Text and values from outside, made safe to show.
import { expect, it } from 'vitest';
import { excerpt, quoted, shownText, shownValue } from './shown-text.ts';

it.each([
  ['Apple Inc.', 'Apple Inc.'],
  ['<b>bold</b> & "quoted"', '<b>bold</b> & "quoted"'],
  ['שלום', 'שלום'],
  ['Rock \u{1f3b8}', 'Rock \u{1f3b8}'],
  ['two\nlines\u0007', 'two lines'],
  ['abc\u202Edef\u2066g', 'abc def g'],
  ['half \uD83D pair', 'half   pair'],
  ['e\u0301', 'e\u0301'],
  [`Z${'\u0335'.repeat(500)}`, `Z${'\u0335'.repeat(4)}`],
  ['', ''],
])('shows %j as %j', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

it.each([300, 600, 601, 2_000_000])('shows a text of %i letters as 300 code units', (length) => {
  const shown = shownText('x'.repeat(length));
  expect(shown).toHaveLength(300);
  expect(shown.endsWith('…')).toBe(length > 300);
});

it('does not cut a surrogate pair in half', () => {
  expect(shownText('\u{1f3b8}'.repeat(200))).toBe(`${'\u{1f3b8}'.repeat(149)}…`);
});

it('quotes at most 40 code units in an error', () => {
  expect(quoted('A'.repeat(500))).toBe(`"${'A'.repeat(39)}…"`);
});

it.each([
  ['Sym,Px', 'Sym,Px'],
  [' 3', ' 3'],
  ['A\u001b[2J\n', 'A\\u{1b}[2J\\u{a}'],
  ['x'.repeat(200), 'x'.repeat(200)],
  ['x'.repeat(65_000), `${'x'.repeat(199)}…`],
])('quotes %j in an error as %j', (text, expected) => {
  expect(excerpt(text)).toBe(expected);
});

it.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [7.5, '7.5'],
  [Infinity, 'Infinity'],
  [NaN, 'NaN'],
  ['two\nlines', '"two lines"'],
  [{ a: 1 }, 'an object'],
  [Array.from({ length: 3 }), 'a list'],
])('shows the value %j as %s', (value, shown) => {
  expect(shownValue(value)).toBe(shown);
});
