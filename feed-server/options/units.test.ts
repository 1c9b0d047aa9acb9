// Durations and sizes as people write them.
import { describe, expect, it } from 'vitest';
import { durationText, readDuration, readSize, sizeText } from './units.ts';

describe('durations', () => {
  it.each([
    ['1ms', 1],
    ['0.5ms', 0.5],
    ['1.5s', 1_500],
    ['2.3s', 2_300],
    ['90m', 5_400_000],
    ['1h', 3_600_000],
    ['1d', 86_400_000],
    ['0.5d', 43_200_000],
    ['-5m', -300_000],
  ])('reads %s as %d ms', (text, ms) => {
    expect(readDuration(text)).toBe(ms);
  });

  it.each(['', '1', 's', '1 s', '1S', '1w', '1h30m', '.5s', '1e3ms', '+1s', '1,5s'])('refuses "%s"', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });

  it.each([
    [0, '0ms'],
    [1, '1ms'],
    [0.5, '0.5ms'],
    [1_500, '1500ms'],
    [60_000, '1m'],
    [5_400_000, '90m'],
    [86_400_000, '1d'],
    [-86_400_000, '-1d'],
    [36_000_000_000, '10000h'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
    expect(readDuration(text)).toBe(ms);
  });
});

describe('sizes', () => {
  it.each([
    ['0.5KB', 512],
    ['1.5MB', 1_572_864],
    ['2gb', 2 ** 31],
    ['1.0005KB', 1_024],
  ])('reads %s as %d bytes', (text, bytes) => {
    expect(readSize(text)).toBe(bytes);
  });

  it.each(['', '1', '1000000', 'KB', '12x', '1 MB', '-1KB', '1e3KB', '0x10', '1TB'])('refuses "%s"', (text) => {
    expect(readSize(text)).toBeUndefined();
  });

  it.each([
    [0, '0B'],
    [270, '270B'],
    [70_000, '70000B'],
    [1_536_000, '1500KB'],
    [2 ** 25, '32MB'],
    [1.5 * 2 ** 30, '1536MB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
    expect(readSize(text)).toBe(bytes);
  });
});
