// Parsing scenario files, and the lines that errors name.
import { describe, expect, it } from 'vitest';
import { parseScenario } from './scenario-file.ts';
import { parseFault } from './fault-text.ts';
import { ScenarioError } from './scenario-error.ts';

const MORNING = `# A bad morning.
faults:
  - fault: stall
    at: 10s
    for: 3s
    share: 0.5
  - { fault: close, every: 30s, times: 3, code: 4321, reason: too much on its mind }
  - fault: mute
    symbols: [AAPL, MSFT]
    at: 1m
  - fault: drop
    probability: 0.01
`;

it('a file has the same effect as its faults on the command line', () => {
  expect(parseScenario(MORNING, 'morning.yaml')).toEqual(
    [
      'stall at=10s for=3s share=0.5',
      'close every=30s times=3 code=4321 reason="too much on its mind"',
      'mute symbols=AAPL,MSFT at=1m',
      'drop probability=0.01',
    ].map(parseFault),
  );
});

it('symbols that YAML could read as other values stay as written', () => {
  const text = 'faults:\n  - { fault: mute, symbols: [ON, TRUE, NO, 1e3] }\n';
  expect(parseScenario(text, 'x.yaml')[0]?.fault).toEqual({ kind: 'mute', symbols: ['ON', 'TRUE', 'NO', '1e3'] });
});

it('an empty list is a scenario without faults', () => {
  expect(parseScenario('faults: []', 'x.yaml')).toEqual([]);
});

/** Nine nested lists of nine aliases: it expands to billions of values. */
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
const ALIASES = LETTERS.map((letter, i) => {
  const before = LETTERS[i - 1];
  return `${letter}: &${letter} [${before === undefined ? 'x' : `*${before},`.repeat(9)}]`;
}).join('\n');

describe('the error about', () => {
  it.each([
    ['', 'x.yaml:1: expected faults:, a list'],
    [
      'stall',
      'x.yaml:1: expected faults:, a list with entries such as { fault: stall, at: 10s, for: 3s }, found "stall"',
    ],
    ['# nothing\nfault: stall', 'x.yaml:2: expected faults, found "fault"'],
    ['faults: stall', 'x.yaml:1: faults: expected faults:, a list'],
    ['faults:\n  - stall', 'x.yaml:2: expected a fault such as { fault: stall, at: 10s }, found "stall"'],
    ['faults:\n  - at: 10s', 'x.yaml:2: fault: expected one of drop, delay'],
    ['faults:\n  - fault: stall\n    at: soon', 'x.yaml:3: at: expected a duration from 0ms to 20d'],
    ['faults:\n  - fault: stall\n    at: 10', 'found "10"'],
    ['faults:\n  - fault: stall\n\n    until: 3s', 'x.yaml:4: expected one of'],
    ['faults:\n  - fault: stal', 'x.yaml:2: fault: expected one of drop, delay'],
    ['faults:\n  - fault: delay', 'x.yaml:2: fault: expected by=200ms, how much later, found nothing'],
    [
      'faults:\n  - fault: mute\n    symbols: { AAPL: yes }',
      'x.yaml:3: symbols: expected a value, or a list of values, found "a map"',
    ],
    ['faults:\n  - fault: stall\n    at: 1s\n    at: 2s', 'x.yaml:4: expected at once, found "it again"'],
    ['faults: []\nfaults: []', 'x.yaml:2: expected faults once, found "it again"'],
    [
      'faults:\n  - &x { fault: drop }\n  - *x',
      'x.yaml:3: expected a fault such as { fault: stall, at: 10s }, found "the',
    ],
    ['faults: *x', 'x.yaml:1: faults: expected faults:, a list with entries such as'],
    [`faults: ${'['.repeat(5_000)}`, 'x.yaml:1: invalid YAML: lists or maps nested too deeply'],
    [ALIASES, 'x.yaml:1: expected faults, found "a"'],
    ['faults:\n  - fault: [', 'x.yaml:2: invalid YAML: wrong indentation, or a bracket that is never closed'],
    ['faults: []\n---\nfaults: []', 'x.yaml:2: invalid YAML: a second document (after "---" or "...")'],
    ['faults:\n  - fault: !secret drop', 'x.yaml:2: invalid YAML: a tag (a word that starts with "!")'],
  ])('%j: %s', (text, message) => {
    const parse = (): unknown => parseScenario(text, 'x.yaml');
    expect(parse).toThrow(ScenarioError);
    expect(parse).toThrow(message);
  });
});
