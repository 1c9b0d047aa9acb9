// The npm package: packs it from this checkout, and installs it offline.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../../package.json' with { type: 'json' };
import { root } from '../../../scripts/bundles.ts';
import { makeFolder } from '../files/temporary-folder.ts';

const QUIET_FLAGS = ['--offline', '--no-audit', '--no-fund'];

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await promisify(execFile)('npm', args, { cwd });
}

export class Installation {
  /** The installed package's folder. */
  readonly home: string;
  /** The command that runs `tapewire-feed`. */
  readonly command: readonly string[];

  private constructor(modules: string, bin: string) {
    this.home = path.join(modules, packageJson.name);
    this.command = [path.join(bin, 'tapewire-feed')];
  }

  static async global(tarball: string): Promise<Installation> {
    const prefix = makeFolder();
    await npm(prefix, 'install', '--global', '--prefix', prefix, ...QUIET_FLAGS, tarball);
    return new Installation(path.join(prefix, 'lib/node_modules'), path.join(prefix, 'bin'));
  }

  static async local(folder: string, tarball: string): Promise<Installation> {
    await npm(folder, 'install', ...QUIET_FLAGS, tarball);
    return new Installation(path.join(folder, 'node_modules'), path.join(folder, 'node_modules/.bin'));
  }

  read(file: string): string {
    return readFileSync(path.join(this.home, file), 'utf8');
  }

  /** Paths relative to the package's folder. */
  files(): string[] {
    const files = readdirSync(this.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => path.relative(this.home, path.join(parentPath, name))).sort();
  }
}

/** Resolves with the path of a new tarball. */
export async function packTarball(): Promise<string> {
  const folder = makeFolder();
  await npm(root, 'pack', '--silent', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder);
  return path.join(folder, tarball);
}
