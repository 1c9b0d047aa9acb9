// The postpack script of the npm package: packs it again with a manifest that has no dependencies.
//
// Dependencies are declared for audits, but the bundle contains them, so an installation needs none. npm packs package.json
// as it is; changing that file while npm packs would leave it changed if packing is interrupted.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { root } from './bundles.ts';

/** The environment of npm's scripts. */
const { npm_execpath: npm, INIT_CWD: cwd = root, npm_config_pack_destination: destination = '.' } = process.env;
const dryRun = process.env.npm_config_dry_run === 'true';

function repack(folder: string): void {
  const { name, version, description, author, license, type, bin, files, engines } = packageJson;
  const manifest = { name, version, description, author, license, private: true, type, bin, files, engines };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const file of ['README.md', 'LICENSE', ...files]) cpSync(path.join(root, file), path.join(folder, file));

  const tarball = path.resolve(cwd, destination, `${name}-${version}.tgz`);
  if (npm === undefined || !existsSync(tarball))
    throw new Error(`expected to be run by npm pack after it has written ${tarball}, found no such file`);
  rmSync(tarball);
  const args = [npm, 'pack', folder, '--silent', '--pack-destination', path.dirname(tarball)];
  execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  process.stderr.write(
    `${path.basename(tarball)}: packed again without dependencies; what npm lists is the first tarball\n`,
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
