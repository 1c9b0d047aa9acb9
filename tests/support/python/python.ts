// Python for tests: installs the packages of requirements.txt once, and runs programs with them.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { addCleanup } from '../time/cleanup.ts';
import { until, within } from '../time/until.ts';

const run = promisify(execFile);

const REQUIREMENTS = path.join(import.meta.dirname, 'requirements.txt');
const CACHE = path.join(import.meta.dirname, '../../../.cache/python');
const INSTALL_LIMIT_MS = 240_000;

/** Its message says why there is no Python, and how to get it. */
export class NoPythonError extends Error {
  readonly code = 'no-python';
}

export class Python {
  readonly #packages: string;

  private constructor(packages: string) {
    this.#packages = packages;
  }

  /** Installs missing packages into a cache in this checkout, and Python itself if apt-get is allowed. @throws NoPythonError */
  static async prepare(): Promise<Python> {
    if (!(await hasPip())) await installPip();
    const { stdout: tag } = await run('python3', ['-c', 'import sys; print(sys.implementation.cache_tag)']);
    const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
    const packages = path.join(CACHE, `${tag.trim()}-${hash}`);
    if (!existsSync(packages)) await installPackages(packages);
    return new Python(packages);
  }

  /** Starts `python3` with `args` in `folder`. It is killed after the test, or after the file's last test, if it still runs. */
  start(args: readonly string[], folder: string): PythonProcess {
    return new PythonProcess(args, folder, this.#packages);
  }
}

export class PythonProcess {
  readonly #name: string;
  readonly #closeStdout: () => void;
  readonly #ended: Promise<number | null>;
  #stdout = '';
  #stderr = '';

  constructor(args: readonly string[], folder: string, packages: string) {
    this.#name = args.join(' ');
    const env = { ...process.env, PYTHONPATH: packages };
    const child = spawn('python3', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    this.#closeStdout = () => child.stdout.destroy();
    this.#ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    this.#ended.catch(() => undefined);
    addCleanup(() => {
      child.kill('SIGKILL');
      return this.#ended.catch(() => undefined);
    });
  }

  /** The lines of stdout so far. */
  get lines(): string[] {
    return this.#stdout.split('\n').slice(0, -1);
  }

  /** Its stderr so far. */
  get stderr(): string {
    return this.#stderr;
  }

  /** `description` completes "waited for". */
  async untilLines(description: string, condition: (lines: string[]) => boolean): Promise<void> {
    try {
      await until(description, () => condition(this.lines));
    } catch (cause) {
      const tail = this.lines.slice(-5).join('\n');
      throw new Error(`python3 ${this.#name} printed, at the end: ${tail}\n${this.#stderr}`, { cause });
    }
  }

  /** Closes its stdout, as `head` does at its end. */
  closeOutput(): void {
    this.#closeStdout();
  }

  /** Its exit code; null if it was killed. */
  ended(): Promise<number | null> {
    return within(`python3 ${this.#name} to end`, this.#ended);
  }

  /** Waits for its end. @throws with its stderr, if the exit code is not 0. */
  async expectSuccess(): Promise<void> {
    const code = await this.ended();
    if (code !== 0) throw new Error(`python3 ${this.#name} ended with ${String(code)}: ${this.#stderr}`);
  }
}

async function hasPip(): Promise<boolean> {
  try {
    await run('python3', ['-m', 'pip', '--version']);
    return true;
  } catch {
    return false;
  }
}

async function installPip(): Promise<void> {
  const requirement = 'python3 with pip (on Debian and Ubuntu: apt-get install python3 python3-pip)';
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    throw new NoPythonError(`expected ${requirement}, found none`);
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, timeout: INSTALL_LIMIT_MS };
    await run('apt-get', ['update', '-q'], options);
    await run('apt-get', ['install', '-qy', '--no-install-recommends', 'python3', 'python3-pip'], options);
  } catch (cause) {
    throw new NoPythonError(`expected ${requirement}, found none, and apt-get could not install it: ${String(cause)}`);
  }
}

/** Installs into a temporary folder and renames it, so that the final one is always complete, even if two runs install at once. */
async function installPackages(packages: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${packages}-unfinished-`);
  try {
    const quietFlags = ['--quiet', '--no-input', '--disable-pip-version-check'];
    const args = ['-m', 'pip', 'install', ...quietFlags, '--target', unfinished, '--requirement', REQUIREMENTS];
    await run('python3', args, { timeout: INSTALL_LIMIT_MS });
    await rename(unfinished, packages);
  } catch (cause) {
    if (existsSync(packages)) return;
    throw new NoPythonError(`pip could not install ${REQUIREMENTS}: ${String(cause)}`);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
