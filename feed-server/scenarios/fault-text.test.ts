// Parsing faults, and the errors about invalid ones.
import { describe, expect, it } from 'vitest';
import { parseFault } from './fault-text.ts';
import type { Target } from './faults.ts';
import { ScenarioError } from './scenario-error.ts';

const ALL: Target = { share: 1, client: undefined, nth: undefined, symbols: [] };

it.each([
  ['drop', { kind: 'drop' }],
  ['delay by=200ms', { kind: 'delay', byMs: 200 }],
  ['jitter by=1.5s', { kind: 'jitter', byMs: 1_500 }],
  ['stall', { kind: 'stall' }],
  ['duplicate', { kind: 'duplicate' }],
  ['reorder', { kind: 'reorder' }],
  ['skip', { kind: 'skip', ticks: 100 }],
  ['skip ticks=1000000', { kind: 'skip', ticks: 1_000_000 }],
  ['mute', { kind: 'mute', symbols: [] }],
  ['mute symbols=AAPL,MSFT', { kind: 'mute', symbols: ['AAPL', 'MSFT'] }],
  ['epoch', { kind: 'epoch' }],
  ['close', { kind: 'close', code: 4_000, reason: 'closed by a scenario' }],
  ['close code=4999 reason="go away, please"', { kind: 'close', code: 4_999, reason: 'go away, please' }],
  ['refuse symbols=JPM', { kind: 'refuse', symbols: ['JPM'] }],
  ['throttle bytes=2000', { kind: 'throttle', unit: 'bytes', rate: 2_000 }],
  ['throttle batches=0.5', { kind: 'throttle', unit: 'batches', rate: 0.5 }],
  ['skew by=-5m', { kind: 'skew', byMs: -300_000 }],
  ['malformed', { kind: 'malformed' }],
  ['restart', { kind: 'restart', downMs: 1_000 }],
  ['restart for=2s', { kind: 'restart', downMs: 2_000 }],
])('parses %s', (text, fault) => {
  expect(parseFault(text)).toMatchObject({ fault, text, target: ALL });
});

describe('the trigger', () => {
  it.each([
    ['drop at=10s', { kind: 'once', atMs: 10_000 }],
    ['drop at=1d', { kind: 'once', atMs: 86_400_000 }],
    ['drop at=2.3s', { kind: 'once', atMs: 2_300 }],
    ['drop at=0s', { kind: 'once', atMs: 0 }],
    ['drop every=30s', { kind: 'every', atMs: 30_000, everyMs: 30_000, times: Infinity }],
    ['drop at=0s every=1m times=3', { kind: 'every', atMs: 0, everyMs: 60_000, times: 3 }],
    ['drop probability=0.01', { kind: 'chance', atMs: 0, probability: 0.01, times: Infinity }],
    ['drop at=1h probability=1 times=2', { kind: 'chance', atMs: 3_600_000, probability: 1, times: 2 }],
  ])('of %s', (text, trigger) => {
    expect(parseFault(text).trigger).toEqual(trigger);
  });

  it.each([
    'drop',
    'duplicate',
    'reorder',
    'skip',
    'epoch',
    'close',
    'malformed',
    'restart for=2s',
    'stall for=3s',
    'mute for=1s',
  ])('of %s, which ends by itself, defaults to the first connection', (text) => {
    expect(parseFault(text).trigger).toEqual({ kind: 'first' });
  });

  it.each([
    'delay by=1s',
    'jitter by=1s',
    'stall',
    'mute',
    'refuse',
    'refuse for=1s',
    'throttle bytes=1',
    'skew by=1s',
  ])('of %s, which lasts or concerns new clients, defaults to now', (text) => {
    expect(parseFault(text).trigger).toEqual({ kind: 'once', atMs: 0 });
  });

  it.each([
    ['stall', Infinity],
    ['stall for=3s', 3_000],
    ['duplicate', undefined],
    ['duplicate for=3s', 3_000],
    ['drop', undefined],
    ['restart for=3s', undefined],
  ])('reads the duration of %s', (text, forMs) => {
    expect(parseFault(text).forMs).toBe(forMs);
  });
});

it.each([
  ['stall share=0.5', { ...ALL, share: 0.5 }],
  ['stall client=x7Yz', { ...ALL, client: 'x7Yz' }],
  ['stall nth=2', { ...ALL, nth: 2 }],
  ['stall symbols=AAPL,MSFT', { ...ALL, symbols: ['AAPL', 'MSFT'] }],
])('reads the target of %s', (text, target) => {
  expect(parseFault(text).target).toEqual(target);
});

describe('the error about', () => {
  it.each([
    ['', 'expected one of drop, delay'],
    ['stal', 'found "stal"; did you mean stall?'],
    ['DROP', 'found "DROP"; did you mean drop?'],
    [
      'stall At=1s',
      'expected one of at, every, probability, times, for, share, client, nth, symbols for stall, found "At"; did you mean at?',
    ],
    ['drop probabilty=0.1', 'found "probabilty"; did you mean probability?'],
    ['drop"', 'expected a closing double quote'],
    ['close reason="too late', 'expected a closing double quote'],
    ['stall now', 'expected key=value, found "now"'],
    ['stall at=1s at=2s', 'at: expected a single value, found "at=2s"'],
    ['stall at=10', 'at: expected a duration from 0ms to 20d, such as 500ms, 10s or 2m, found "10"'],
    ['stall at=-1s', 'found "-1s"'],
    ['stall until=3s', 'found "until"'],
    ['stall share=0', 'share: expected a number above 0, up to 1, found "0"'],
    ['stall share=1.1', 'found "1.1"'],
    ['stall nth=0', 'nth: expected a whole number from 1 to 1000000000, found "0"'],
    ['stall times=3', 'times: expected to be combined with every or probability, found "3"'],
    ['stall every=3s probability=0.1', 'probability: expected every or probability, not both, found "0.1"'],
    ['stall every=3s', 'expected for=3s, how long each stall lasts, found nothing'],
    ['stall every=3s for=4s', 'for: expected at most the time of every, found "4s"'],
    ['drop for=3s', 'found "for"'],
    ['delay', 'expected by=200ms, how much later, found nothing'],
    ['delay by=2m', 'by: expected a duration from 1ms to 1m'],
    ['throttle', 'expected bytes=2000 or batches=2, how much a second, found nothing'],
    ['throttle bytes=1 batches=1', 'batches: expected bytes or batches, not both, found "1"'],
    ['close code=1000', 'code: expected a whole number from 4000 to 4999, found "1000"'],
    [`close reason=${'x'.repeat(121)}`, 'reason: expected at most 120 characters'],
    ['mute symbols=AAPL,,MSFT', 'symbols: expected symbols, such as AAPL,MSFT, found "AAPL,,MSFT"'],
    ['mute share=0.5', 'found "share"'],
    ['skip ticks=1.5', 'ticks: expected a whole number from 1 to 1000000, found "1.5"'],
  ])('%j: %s', (text, message) => {
    const parse = (): unknown => parseFault(text);
    expect(parse).toThrow(ScenarioError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(`fault "${text}"`);
  });
});
