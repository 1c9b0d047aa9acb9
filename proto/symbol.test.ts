// The rule for symbols, and suggestions if only the case is wrong.
import { describe, expect, it } from 'vitest';
import { SymbolSuggestions, isSymbol } from './symbol.ts';

describe('a symbol', () => {
  it.each([
    'A',
    'BRK.B',
    'BTC-USD',
    'kPEPE',
    '^GSPC',
    'ES=F',
    'AAPL 250117C00200000',
    '7203',
    'CLF5,CLG5',
    'constructor',
    '__proto__',
    'Ａ株',
    '😀'.repeat(17),
    '😀'.repeat(32),
    'S'.repeat(32),
  ])('may be %s', (text) => {
    expect(isSymbol(text)).toBe(true);
  });

  it.each([
    ['no characters', ''],
    ['33 letters', 'S'.repeat(33)],
    ['33 emoji', '😀'.repeat(33)],
    ['a space at the start', ' AAPL'],
    ['a space at the end', 'AAPL\u00a0'],
    ['only a space', ' '],
    ['an escape sequence', 'A\u001b[2J'],
    ['a line end', 'A\n'],
    ['a line separator', 'A\u2028B'],
    ['a format character', 'A\u200dB'],
    ['a replacement character', 'A\ufffd'],
    ['half of a surrogate pair', 'A\ud83d'],
  ])('is invalid if it has %s', (_, text) => {
    expect(isSymbol(text)).toBe(false);
  });
});

describe('a suggestion', () => {
  it('names the symbol in its right case', () => {
    const suggestions = new SymbolSuggestions(['AAPL', 'BTCUSDT']);
    expect(suggestions.for('btcusdt')).toBe('no symbol "btcusdt"; did you mean BTCUSDT?');
  });

  it('names all symbols that differ in case alone', () => {
    const suggestions = new SymbolSuggestions(['kPEPE', 'KPEPE']);
    expect(suggestions.for('kpepe')).toBe('no symbol "kpepe"; did you mean kPEPE or KPEPE?');
  });

  it('is not made if no symbol differs in case alone', () => {
    const suggestions = new SymbolSuggestions(['AAPL']);
    expect(['APPL', '', 'constructor', '__proto__'].map((text) => suggestions.for(text))).toEqual(
      Array(4).fill(undefined),
    );
  });
});
