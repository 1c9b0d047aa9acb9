// Files that are read up to a limit, devices without an end included.
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../tests/support/temporary-folder.ts';
import { readTextFile } from './text-file.ts';

it('reads a file of as many bytes as are allowed, and no longer one', () => {
  const folder = makeFolder({ 'ten.txt': 'ten bytes.', 'eleven.txt': 'eleven byt.' });
  expect(readTextFile(path.join(folder, 'ten.txt'), 10)).toBe('ten bytes.');
  expect(readTextFile(path.join(folder, 'eleven.txt'), 10)).toBeUndefined();
});

it('ends where a device does not', () => {
  expect(readTextFile('/dev/zero', 1_000)).toBeUndefined();
});

it('throws where there is no file', () => {
  expect(() => readTextFile(path.join(makeFolder(), 'none.txt'), 10)).toThrow('ENOENT');
});
