// The postpack script of the npm package: packs it again with a manifest without dependencies and its own README.
// Dependencies are declared for audits, but the bundles contain them, so an installation needs none. npm always packs
// the repository's package.json and README.md, and changing these while npm packs would leave them changed if packing
// is interrupted.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../bundles.ts';

/** The environment that npm sets for scripts. */
const { npm_execpath: npm, INIT_CWD: cwd = root, npm_config_pack_destination: destination = '.' } = process.env;
const dryRun = process.env.npm_config_dry_run === 'true';

function repack(folder: string): void {
  const { name, version, author, license, type, bin, exports, files, engines } = packageJson;
  const description =
    'A mock market feed over Socket.IO and Protocol Buffers, and a client that resumes automatically.';
  const manifest = { name, version, description, author, license, private: true, type, bin, exports, files, engines };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const file of ['LICENSE', ...files]) cpSync(path.join(root, file), path.join(folder, file), { recursive: true });
  cpSync(path.join(import.meta.dirname, 'README.md'), path.join(folder, 'README.md'));

  const tarball = path.resolve(cwd, destination, `${name}-${version}.tgz`);
  if (npm === undefined || !existsSync(tarball))
    throw new Error(`expected npm pack to have written ${tarball}, found no such file`);
  rmSync(tarball);
  const args = [npm, 'pack', folder, '--silent', '--pack-destination', path.dirname(tarball)];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  process.stderr.write(
    `${path.basename(tarball)}: packed again without dependencies; npm's list describes the first tarball\n`,
  );
}

if (!dryRun) {
  const folder = mkdtempSync(path.join(tmpdir(), 'tapewire-package-'));
  try {
    repack(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
