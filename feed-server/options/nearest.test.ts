// Suggestions for mistyped names.
import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  it.each([
    ['sped', 'speed'],
    ['Speed', 'speed'],
    ['symbol', 'symbols'],
    ['start_at', 'start-at'],
    ['seed', 'seed'],
    ['sectros', 'sectors'],
    ['color', undefined],
    ['', undefined],
  ])('for "%s" suggests %s', (found, expected) => {
    expect(nearest(found, ['seed', 'speed', 'symbols', 'sectors', 'start-at'])).toBe(expected);
  });
});
