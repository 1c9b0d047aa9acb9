// What somebody may have meant.
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
    ['colour', undefined],
    ['', undefined],
  ])('of "%s" is %s', (found, expected) => {
    expect(nearest(found, ['seed', 'speed', 'symbols', 'sectors', 'start-at'])).toBe(expected);
  });
});
