// The command lines of tail, bars, inspect and proto.
import { describe, expect, it } from 'vitest';
import { optionErrorOf } from '../../tests/support/processes/option-error.ts';
import { parseCommand } from './command.ts';

describe('tail', () => {
  it('accepts symbols separated by spaces or commas, and keeps their case', () => {
    expect(parseCommand(['tail', 'kPEPE', 'MSFT,kPEPE', '--json'], {})).toEqual({
      kind: 'tail',
      options: { url: 'http://127.0.0.1:4400', symbols: ['kPEPE', 'MSFT'], everyMs: 0, json: true },
    });
  });

  it.each<[readonly string[], Record<string, string>, string]>([
    [['--url', 'https://feed.example/'], {}, 'https://feed.example'],
    [[], { TAPEWIRE_URL: 'http://127.0.0.1:4500' }, 'http://127.0.0.1:4500'],
    [['--url=http://[::1]:80'], { TAPEWIRE_URL: 'http://127.0.0.1:4500' }, 'http://[::1]'],
    [['--url', '127.0.0.1:4900'], {}, 'http://127.0.0.1:4900'],
    [['--url', 'https://feed.example/ticker/'], {}, 'https://feed.example/ticker'],
  ])('reads the address of the feed from %j and %j', (argv, environment, url) => {
    expect(parseCommand(['tail', 'AAPL', ...argv], environment)).toMatchObject({ options: { url } });
  });

  it('accepts the minimum time between quotes', () => {
    expect(parseCommand(['tail', 'AAPL', '--every', '1.5s'], {})).toMatchObject({ options: { everyMs: 1_500 } });
  });

  it.each<[string, readonly string[]]>([
    [
      '--every: expected a duration such as 500ms, 60s, 5m, 2h or 1d, from 1ms to 1h, found "2h"',
      ['tail', 'AAPL', '--every', '2h'],
    ],
    ['--every: expected whole milliseconds, up to 1h, found "1.5ms"', ['tail', 'AAPL', '--every', '1.5ms']],
    ['tail: expected the symbols to print, such as AAPL MSFT, found nothing', ['tail']],
    ['tail: expected symbols such as AAPL MSFT, found "AAPL,"', ['tail', 'AAPL,']],
    [
      `tail: expected a symbol of 1 to 32 printable characters (no space at either end), found "${'S'.repeat(33)}"`,
      ['tail', 'S'.repeat(33)],
    ],
    ['--every: must be given only once, found "1s" and "2s"', ['tail', 'AAPL', '--every', '1s', '--every', '2s']],
    ['--url: expected an address such as http://127.0.0.1:4400, found "feed"', ['tail', 'AAPL', '--url', 'feed']],
    [
      '--url: expected an address of a feed without a query ("?..."), found "http://host/?feed=x"',
      ['tail', 'AAPL', '--url', 'http://host/?feed=x'],
    ],
    ['--port: expected an option listed by --help, found "--port"', ['tail', 'AAPL', '--port', '1']],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });
});

describe('bars', () => {
  it('accepts one symbol, an interval and a range', () => {
    expect(parseCommand(['bars', 'kPEPE'], {})).toEqual({
      kind: 'bars',
      options: {
        url: 'http://127.0.0.1:4400',
        symbol: 'kPEPE',
        intervalS: 60,
        from: undefined,
        to: undefined,
        json: false,
      },
    });
    const range = ['--from', '2025-01-06T09:30', '--to', '2025-01-06T15:00Z'];
    expect(parseCommand(['bars', 'AAPL', '--interval', '4h', ...range, '--json'], {})).toMatchObject({
      options: { intervalS: 14_400, from: Date.UTC(2025, 0, 6, 14, 30), to: Date.UTC(2025, 0, 6, 15), json: true },
    });
  });

  it.each([
    ['1d', 86_400],
    ['24h', 86_400],
    ['60s', 60],
    ['90m', undefined],
  ])('accepts the interval %s if bars of that length exist', (interval, intervalS) => {
    const parse = (): unknown => parseCommand(['bars', 'AAPL', '--interval', interval], {});
    if (intervalS === undefined) expect(parse).toThrow(`--interval: expected one of 1s, 5s`);
    else expect(parse()).toMatchObject({ options: { intervalS } });
  });

  it.each<[string, readonly string[]]>([
    ['bars: expected one symbol, such as AAPL, found nothing', ['bars']],
    ['bars: expected one symbol, such as AAPL, found "AAPL MSFT"', ['bars', 'AAPL', 'MSFT']],
    [
      '--interval: expected one of 1s, 5s, 15s, 30s, 1m, 5m, 15m, 30m, 1h, 4h, 1d, found "2m"',
      ['bars', 'AAPL', '--interval', '2m'],
    ],
    [
      '--from: expected a time before that of --to, found "2025-01-07"',
      ['bars', 'AAPL', '--from', '2025-01-07', '--to', '2025-01-06'],
    ],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });
});

describe('inspect', () => {
  it('accepts one recording', () => {
    expect(parseCommand(['inspect', 'day.twr', '--json'], {})).toEqual({
      kind: 'inspect',
      options: { path: 'day.twr', date: undefined, columns: undefined, json: true },
    });
  });

  it.each<[string, readonly string[]]>([
    ['inspect: expected one recording, found nothing', ['inspect']],
    ['inspect: expected one recording, found "a b"', ['inspect', 'a', 'b']],
    ['--jsn: expected an option listed by --help, found "--jsn"; did you mean --json?', ['inspect', 'a', '--jsn']],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });
});

describe('proto', () => {
  it.each([
    [[], '.', false],
    [['protocol'], 'protocol', false],
    [['--force', 'protocol'], 'protocol', true],
  ])('parses %j', (argv, folder, force) => {
    expect(parseCommand(['proto', ...argv], {})).toEqual({ kind: 'proto', options: { folder, force } });
  });

  it.each<[string, readonly string[]]>([
    ['proto: expected one folder, or none, found "a b"', ['proto', 'a', 'b']],
    ['proto: expected one folder, or none, found nothing', ['proto', '']],
  ])('%s', (message, argv) => {
    expect(optionErrorOf(argv)).toBe(message);
  });
});
