// Whether an uncaught error is ours, judging by what browsers report.
import { expect, test } from 'vitest';
import { isOurs } from './error-origin.ts';

const SCRIPTS = 'https://host/ticker/assets/';
const OURS = `${SCRIPTS}index-Bx.js:9:120`;
const THEIRS = 'chrome-extension://abc/inpage.js:1:2';

function stack(...frames: string[]): { message: string; stack: string } {
  return { message: 'no', stack: ['Error: no', ...frames.map((frame) => `    at ${frame}`)].join('\n') };
}

test.for<readonly [string, string, unknown, boolean]>([
  ['thrown by our script', OURS, stack(`f (${OURS})`), true],
  ['thrown by our script, without an error', OURS, 'text', true],
  ['thrown by a built-in that we called', '', stack('Array.map (<anonymous>)', `f (${OURS})`), true],
  ['ours, rejected', '', stack(`async f (${OURS})`), true],
  ['ours, in Firefox or Safari', '', { message: 'no', stack: `map@[native code]\nf@${OURS}\n` }, true],
  ['ours, rethrown by another script', THEIRS, stack(`f (${OURS})`, `g (${THEIRS})`), true],
  ['an extension', THEIRS, stack(`f (${THEIRS})`), false],
  ['an extension, triggered by an event of ours', THEIRS, stack(`f (${THEIRS})`, `g (${OURS})`), false],
  ['an extension in Firefox', '', { message: 'no', stack: 'f@moz-extension://abc/inpage.js:1:2\n' }, false],
  ['an inline script of the page', 'https://host/ticker/', stack('https://host/ticker/:3:9'), false],
  ['evaluated code', '', stack('<anonymous>:1:7', `g (${OURS})`), false],
  [
    'a message that quotes us',
    '',
    { message: `x\n    at ${OURS}`, stack: `Error: x\n    at ${OURS}\n    at ${THEIRS}` },
    false,
  ],
  ['an error of another origin', '', null, false],
  ['a string, rejected', '', 'wallet', false],
  ['nothing, rejected', '', undefined, false],
  ['an error without a stack', '', { message: 'no', stack: undefined }, false],
])('%s', ([, filename, error, ours]) => {
  expect(isOurs({ filename, error }, SCRIPTS)).toBe(ours);
});
