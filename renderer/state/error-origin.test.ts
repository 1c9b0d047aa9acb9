// Whether an uncaught error is ours, judging by what browsers report.
import { expect, test } from 'vitest';
import { isOurs } from './error-origin.ts';

const SCRIPTS = 'https://host/ticker/assets/';
const OURS = `${SCRIPTS}index-Bx.js:9:120`;
const THEIRS = 'chrome-extension://abc/inpage.js:1:2';

function makeError(...frames: string[]): { message: string; stack: string } {
  return { message: 'no', stack: ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n') };
}

test.for<readonly [string, string, unknown, boolean]>([
  ['counts an error of our script as ours', OURS, makeError(`f (${OURS})`), true],
  ['counts a thrown string of our script as ours', OURS, 'text', true],
  [
    'counts an error of a built-in function that our script called as ours',
    '',
    makeError('Array.map (<anonymous>)', `f (${OURS})`),
    true,
  ],
  ['counts a rejection of our script as ours', '', makeError(`async f (${OURS})`), true],
  [
    'counts an error of our script in Firefox or Safari as ours',
    '',
    { message: 'no', stack: `map@[native code]\nf@${OURS}\n` },
    true,
  ],
  [
    'counts an error of our script as ours if another script rethrows it',
    THEIRS,
    makeError(`f (${OURS})`, `g (${THEIRS})`),
    true,
  ],
  ['ignores an error of an extension', THEIRS, makeError(`f (${THEIRS})`), false],
  [
    'ignores an error of an extension that our event triggered',
    THEIRS,
    makeError(`f (${THEIRS})`, `g (${OURS})`),
    false,
  ],
  [
    'ignores an error of an extension in Firefox',
    '',
    { message: 'no', stack: 'f@moz-extension://abc/inpage.js:1:2\n' },
    false,
  ],
  ['ignores an error of an inline script', 'https://host/ticker/', makeError('https://host/ticker/:3:9'), false],
  ['ignores an error of evaluated code', '', makeError('<anonymous>:1:7', `g (${OURS})`), false],
  [
    'ignores our script in an error message',
    '',
    { message: `x\n    at ${OURS}`, stack: `Error: x\n    at ${OURS}\n    at ${THEIRS}` },
    false,
  ],
  ['ignores an error of another origin', '', null, false],
  ['ignores a rejection with a string', '', 'wallet', false],
  ['ignores a rejection without a reason', '', undefined, false],
  ['ignores an error without a stack', '', { message: 'no', stack: undefined }, false],
])('%s', ([, filename, error, ours]) => {
  expect(isOurs({ filename, error }, SCRIPTS)).toBe(ours);
});
