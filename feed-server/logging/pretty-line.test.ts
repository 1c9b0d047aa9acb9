// Log lines for a terminal.
import { expect, it } from 'vitest';
import { prettyLine } from './pretty-line.ts';

const LINE = { level: 'warn', time: '2025-01-06T14:30:00.250Z', msg: 'a worker ended on SIGKILL' };

it.each([
  [{}, '14:30:00.250Z WARN  a worker ended on SIGKILL\n'],
  [{ worker: 17, connection: 'a-B_1' }, '14:30:00.250Z WARN  a worker ended on SIGKILL worker=17 connection=a-B_1\n'],
  [{ address: 'two words' }, '14:30:00.250Z WARN  a worker ended on SIGKILL address="two words"\n'],
  [{ err: { stack: 'Error: x\n    at y' } }, '14:30:00.250Z WARN  a worker ended on SIGKILL\nError: x\n    at y\n'],
])('shows time, level, message, fields and stack: %j', (fields, text) => {
  expect(prettyLine(JSON.stringify({ ...LINE, ...fields }), false)).toBe(text);
});

it('colors only the level', () => {
  expect(prettyLine(JSON.stringify(LINE), true)).toBe(
    '14:30:00.250Z \u001b[33mWARN \u001b[0m a worker ended on SIGKILL\n',
  );
});

it('replaces control characters', () => {
  const line = { ...LINE, msg: 'x\u001b[2J', address: '\u009b2J', err: { stack: '\u0007' } };
  expect(prettyLine(JSON.stringify(line), false)).toBe('14:30:00.250Z WARN  x?[2J address=?2J\n?\n');
});
