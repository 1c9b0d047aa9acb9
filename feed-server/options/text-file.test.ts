// Files that are read up to a limit, including devices without an end.
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../tests/support/temporary-folder.ts';
import { readTextFile } from './text-file.ts';

const inFolder = (name: string): string => path.join(makeFolder({ 'ten.txt': 'ten bytes.' }), name);

it('reads a file up to the limit', () => {
  expect(readTextFile('--config', inFolder('ten.txt'), 10)).toBe('ten bytes.');
});

it.each([
  ['a longer file', inFolder('ten.txt'), 'a file of at most 9 bytes'],
  ['a device without an end', '/dev/zero', 'a file of at most 9 bytes'],
  ['a file that does not exist', inFolder('none.txt'), 'a file that can be read (ENOENT)'],
])('refuses %s, and names the option', (_, file, expected) => {
  expect(() => readTextFile('--config', file, 9)).toThrow(`--config: expected ${expected}, found "${file}"`);
});
