// The command proto: writes the .proto files of the protocol into a folder.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import protoFiles from '../../proto/gen/proto-files.json' with { type: 'json' };
import type { ProtoOptions } from '../options/command.ts';

/** `exists`: a file with different content exists. `unusable`: the folder or the file cannot be used. */
export type ProtoFilesErrorCode = 'exists' | 'unusable';

export class ProtoFilesError extends Error {
  readonly code: ProtoFilesErrorCode;

  constructor(code: ProtoFilesErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ProtoFilesError';
    this.code = code;
  }
}

/** Returns the text to print: a line for each file. If a file may not be overwritten, writes none. @throws ProtoFilesError */
export function writeProtoFiles({ folder, force }: ProtoOptions): string {
  attempt(folder, 'a folder to write to', () => createFolder(path.resolve(folder)));
  const files = Object.entries(protoFiles).map(([name, text]) => {
    const file = path.join(folder, name);
    const found = attempt(file, 'a file to write', () => readIfExists(file));
    return { file, text, found };
  });
  const different = files.find(({ text, found }) => found !== undefined && found !== text);
  if (different && !force)
    throw new ProtoFilesError(
      'exists',
      `${different.file}: expected no file or this version's, found a different one; --force overwrites it`,
    );
  const lines = files.map(({ file, text, found }) => {
    if (found === text) return `${file} is up to date\n`;
    attempt(file, 'a file to write', () => writeFileSync(file, text));
    return found === undefined ? `wrote ${file}\n` : `overwrote ${file}\n`;
  });
  return lines.join('');
}

/** Node's recursive mkdir never returns in places like /proc, where nothing can be created. */
function createFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = path.dirname(folder);
  if (!existsSync(parent)) createFolder(parent);
  mkdirSync(folder);
}

/** Undefined if there is no such file. */
function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function attempt<T>(place: string, expected: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const found = REASONS.get((error as NodeJS.ErrnoException).code ?? '') ?? (error as Error).message;
    throw new ProtoFilesError('unusable', `${place}: expected ${expected}, found ${found}`, error);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'something that is not a folder'],
  ['ENOENT', 'a place where nothing can be created'],
  ['ENOTDIR', 'a file in its path'],
  ['EISDIR', 'a folder'],
  ['EACCES', 'no permission'],
  ['EPERM', 'no permission'],
  ['EROFS', 'a read-only file system'],
  ['ENOSPC', 'a full disk'],
]);
