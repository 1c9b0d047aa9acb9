// The command proto writes its files to new and existing folders, and names those that it cannot use.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../tests/support/files/temporary-folder.ts';
import { ProtoFilesError, writeProtoFiles } from './proto.ts';

const PROTO = path.join(import.meta.dirname, '../../proto');
const FILES = ['feed.proto', 'market.proto'];

const read = (file: string): string => readFileSync(file, 'utf8');

function messageOf(folder: string, force = false): string {
  try {
    writeProtoFiles({ folder, force });
  } catch (error) {
    if (error instanceof ProtoFilesError) return error.message;
    throw error;
  }
  return '';
}

it('writes the .proto files of the repository, and lists them', () => {
  const folder = makeFolder();
  const printed = writeProtoFiles({ folder, force: false });
  expect(printed).toBe(FILES.map((name) => `wrote ${path.join(folder, name)}\n`).join(''));
  expect(readdirSync(folder).sort()).toEqual(FILES);
  for (const name of FILES) expect(read(path.join(folder, name))).toBe(read(path.join(PROTO, name)));
  expect(readdirSync(PROTO).filter((name) => name.endsWith('.proto'))).toEqual(FILES);
});

it('creates the folder, and leaves up-to-date files alone', () => {
  const folder = path.join(makeFolder(), 'a/b');
  writeProtoFiles({ folder, force: false });
  chmodSync(path.join(folder, 'feed.proto'), 0o444);
  const printed = writeProtoFiles({ folder, force: false });
  expect(printed).toBe(FILES.map((name) => `${path.join(folder, name)} is up to date\n`).join(''));
});

it('writes nothing if any existing file differs, unless forced', () => {
  const folder = makeFolder({ 'market.proto': 'mine' });
  const existing = path.join(folder, 'market.proto');
  expect(messageOf(folder)).toBe(
    `${existing}: expected no file or this version's, found a different one; --force overwrites it`,
  );
  expect(readdirSync(folder)).toEqual(['market.proto']);
  expect(read(existing)).toBe('mine');
  expect(writeProtoFiles({ folder, force: true })).toContain(`overwrote ${existing}\n`);
  expect(read(existing)).toBe(read(path.join(PROTO, 'market.proto')));
});

it('names the file or folder that it cannot use', () => {
  const folder = makeFolder({ file: '' });
  mkdirSync(path.join(folder, 'taken/feed.proto'), { recursive: true });
  const at = (name: string): string => path.join(folder, name);
  expect(messageOf(at('file'))).toBe(
    `${at('file')}: expected a folder to write to, found something that is not a folder`,
  );
  expect(messageOf(at('file/below'))).toBe(
    `${at('file/below')}: expected a folder to write to, found a file in its path`,
  );
  expect(messageOf(at('taken'), true)).toBe(`${at('taken/feed.proto')}: expected a file to write, found a folder`);
  expect(existsSync(at('taken/market.proto'))).toBe(false);
});

it.runIf(process.platform === 'linux')('names a folder that it cannot create', () => {
  expect(messageOf('/proc/tapewire/a')).toBe(
    '/proc/tapewire/a: expected a folder to write to, found a place where nothing can be created',
  );
});

// Root may write everywhere.
it.skipIf(process.getuid?.() === 0)('names a folder that it may not write to', () => {
  const folder = makeFolder();
  chmodSync(folder, 0o555);
  expect(messageOf(folder)).toBe(`${path.join(folder, 'feed.proto')}: expected a file to write, found no permission`);
});
