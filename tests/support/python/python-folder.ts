// The folder that proto/README.md tells its readers to create: .proto files, the code generated from them, and programs.
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { addCleanup } from '../time/cleanup.ts';
import { fenced } from '../wire/protocol-page.ts';
import { NoPythonError, Python, type PythonProcess } from './python.ts';

export const SIMPLE_CLIENT = 'A whole client in Python';
export const RESUMING_CLIENT = 'A client that resumes, in Python';

const PROTO = path.join(import.meta.dirname, '../../../proto');

const python = await prepare();

/** A `describe` that is skipped with a warning if there is no Python. */
export const describePython = python === undefined ? describe.skip : describe;

async function prepare(): Promise<Python | undefined> {
  try {
    return await Python.prepare();
  } catch (error) {
    if (!(error instanceof NoPythonError)) throw error;
    process.stderr.write(`\n*** SKIPPED: the Python clients of proto/README.md: ${error.message} ***\n\n`);
    return undefined;
  }
}

export class PythonFolder {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Removed after the test, or after the file's last test. */
  static async make(): Promise<PythonFolder> {
    const folder = await mkdtemp(path.join(tmpdir(), 'tapewire-python-'));
    addCleanup(() => rm(folder, { recursive: true, force: true }));
    for (const file of ['market.proto', 'feed.proto']) await copyFile(path.join(PROTO, file), path.join(folder, file));
    const made = new PythonFolder(folder);
    const [, protoc = ''] = fenced('sh', SIMPLE_CLIENT).trim().split('\n');
    await made.start(protoc.split(' ').slice(1)).expectSuccess();
    return made;
  }

  write(name: string, program: string): Promise<void> {
    return writeFile(path.join(this.#folder, name), program);
  }

  /** Runs python3 with `args`. */
  start(args: readonly string[]): PythonProcess {
    if (!python) throw new Error('expected python3, found none');
    return python.start(args, this.#folder);
  }

  /** Runs the client under `heading` with the command on the page, for this feed and these symbols. */
  startClient(heading: string, url: string, symbols: readonly string[]): PythonProcess {
    const [, program = ''] = fenced('sh', heading).trim().split('\n').at(-1)?.split(' ') ?? [];
    return this.start([program, url, ...symbols]);
  }
}
