// Builds the desktop app and packs it into a folder that runs without installation; arguments go to electron-builder.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { build } from 'vite';
import { BUNDLES, root } from './bundles.ts';

for (const bundle of Object.values(BUNDLES)) await build(bundle);

const { ELECTRON_OVERRIDE_DIST_PATH: electronDist } = process.env;
const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
const electron = electronDist === undefined ? [] : [`-c.electronDist=${electronDist}`];
const packing = spawn(process.execPath, [builder, '--dir', ...electron, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
packing.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
