// Reading files up to a size limit, including devices that never end.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../tests/support/files/temporary-folder.ts';
import { readTextFile } from './text-file.ts';

const inFolder = (name: string): string => path.join(makeFolder({ 'ten.txt': 'ten bytes.' }), name);

it('reads a file up to the limit', () => {
  expect(readTextFile('--config', inFolder('ten.txt'), 10)).toBe('ten bytes.');
});

it('refuses a named pipe, which may never get a writer', () => {
  const pipe = inFolder('pipe');
  execFileSync('mkfifo', [pipe]);
  expect(() => readTextFile('--scenario', pipe, 10)).toThrow(
    `--scenario: expected a file, not a named pipe, found "${pipe}"`,
  );
});

it('reads from a shell pipe', () => {
  const script = `import { readTextFile } from ${JSON.stringify(new URL('text-file.ts', import.meta.url).href)};
    process.stdout.write(readTextFile('--config', '/dev/stdin', 10));`;
  const command = `printf 'piped in' | "$NODE" --input-type=module -e "$SCRIPT"`;
  const env = { ...process.env, NODE: process.execPath, SCRIPT: script };
  expect(execFileSync('sh', ['-c', command], { env }).toString()).toBe('piped in');
});

it.each([
  ['a longer file', inFolder('ten.txt'), 'a file of at most 9 bytes'],
  ['a device without an end', '/dev/zero', 'a file of at most 9 bytes'],
  ['a file that does not exist', inFolder('none.txt'), 'a file that can be read (ENOENT)'],
])('refuses %s and names the option', (_, file, expected) => {
  expect(() => readTextFile('--config', file, 9)).toThrow(`--config: expected ${expected}, found "${file}"`);
});
