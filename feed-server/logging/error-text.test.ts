// Errors as text that is safe to print.
import { expect, it } from 'vitest';
import { stackOf } from './error-text.ts';

it('formats an error with its stack', () => {
  expect(stackOf(new TypeError('x is not a function'))).toMatch(/^TypeError: x is not a function\n {4}at /);
});

it.each([
  ['a string', "expected an Error, found 'a string'"],
  [Object.create(null), 'expected an Error, found [Object: null prototype] {}'],
  [Object.assign(new Error(), { stack: 'Error: \u001b[2Jgone' }), 'Error: ?[2Jgone'],
  [Object.assign(new Error(), { stack: 'x'.repeat(10_000) }), `${'x'.repeat(4_000)} ...`],
])(
  'prints values that are not errors, truncates long text, and replaces control characters (%#)',
  (...[thrown, text]) => {
    expect(stackOf(thrown)).toBe(text);
  },
);
