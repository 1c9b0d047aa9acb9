// The npm package: packed from this checkout, and installed in an empty folder without a network.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import packageJson from '../../../package.json' with { type: 'json' };
import { root } from '../../../scripts/bundles.ts';
import { makeFolder } from '../files/temporary-folder.ts';

const QUIETLY = ['--offline', '--no-audit', '--no-fund'];

async function npm(cwd: string, ...args: string[]): Promise<void> {
  await promisify(execFile)('npm', args, { cwd });
}

/** An installed package. */
export class Installation {
  /** The folder of the package. */
  readonly home: string;
  /** Runs `tapewire-feed`. */
  readonly command: readonly string[];

  private constructor(modules: string, bin: string) {
    this.home = path.join(modules, packageJson.name);
    this.command = [path.join(bin, 'tapewire-feed')];
  }

  static async global(tarball: string): Promise<Installation> {
    const prefix = makeFolder();
    await npm(prefix, 'install', '--global', '--prefix', prefix, ...QUIETLY, tarball);
    return new Installation(path.join(prefix, 'lib/node_modules'), path.join(prefix, 'bin'));
  }

  static async local(folder: string, tarball: string): Promise<Installation> {
    await npm(folder, 'install', ...QUIETLY, tarball);
    return new Installation(path.join(folder, 'node_modules'), path.join(folder, 'node_modules/.bin'));
  }

  read(file: string): string {
    return readFileSync(path.join(this.home, file), 'utf8');
  }

  /** Paths below the package's folder. */
  files(): string[] {
    const files = readdirSync(this.home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => path.relative(this.home, path.join(parentPath, name))).sort();
  }
}

/** The path of a new tarball. */
export async function pack(): Promise<string> {
  const folder = makeFolder();
  await npm(root, 'pack', '--silent', '--pack-destination', folder);
  const [tarball = ''] = readdirSync(folder);
  return path.join(folder, tarball);
}
