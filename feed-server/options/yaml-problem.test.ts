// Errors about invalid YAML give a description of our own, not the library's, and the position.
import { parseDocument } from 'yaml';
import { expect, it } from 'vitest';
import { yamlProblem } from './yaml-problem.ts';

function problemOf(content: string) {
  return yamlProblem(parseDocument(content, { prettyErrors: false }), content);
}

it.each([
  ['speed: 2\n---\nspeed: 3', 9, 'a second document (after "---" or "..."); the file can have only one, at "---"'],
  [
    'speed: 2\n...\nspeed: 3',
    13,
    'a second document (after "---" or "..."); the file can have only one, at "speed: 3"',
  ],
  ['speed: 2\nrate', 9, 'a missing colon, comma, space, dash or closing quote, at "rate"'],
  ['record: "a', 10, 'a missing colon, comma, space, dash or closing quote'],
  ['symbols: [A', 11, 'wrong indentation, or a bracket that is never closed'],
  ['speed:\n\trate: 1', 7, 'a tab as indentation; use spaces, at "rate: 1"'],
  ['speed: 1\n  rate: 2', 7, 'a second key on one line, or a line that is indented too far, at "1"'],
  ['symbols: @x', 9, 'a value without quotes that starts with a reserved character, at "@x"'],
  ['record: "C:\\quotes"', 11, 'an unknown escape sequence in double quotes; in single quotes a backslash stands'],
  ['speed: &a &b 1', 10, 'two anchors on one value, at "&b 1"'],
  ['symbols: [A,,B]', 12, 'unexpected text, at ",B]"'],
  [`${'x'.repeat(1_100)}: 1`, 0, 'a key of more than 1024 characters'],
  ['%YAML 9\n---\nspeed: 1', 6, 'an unknown directive (a line that starts with %), at "9"'],
  ['speed: !!set { a: 1 }', 7, 'a tag (a word that starts with "!") that is unknown or does not fit its value'],
  ['admin-token: !secret token', 13, 'a tag (a word that starts with "!") that is unknown or does not fit its value'],
  ['['.repeat(2_000), undefined, 'lists or maps nested too deeply'],
])('%j', (content, offset, text) => {
  const problem = problemOf(content);
  expect(problem?.text).toContain(`invalid YAML: ${text}`);
  if (offset !== undefined) expect(problem?.offset).toBe(offset);
});

it.each(['', '---\nspeed: 2\n', 'speed: 2\n...\n', '{ "speed": 2 }', 'speed: !!int 2', '# nothing'])(
  '%j is valid',
  (content) => {
    expect(problemOf(content)).toBeUndefined();
  },
);
