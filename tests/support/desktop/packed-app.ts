// The desktop app, packed by electron-builder into a temporary folder.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/bundles.ts';
import { addCleanup } from '../time/cleanup.ts';

/** An entry point that loads an older Electron's shim before the app. It is not part of the product. */
const ENTRY = 'dist/main/packed-entry.cjs';

/** Resolves with the path of the packed program. `shim`: a file in Electron's resources to load before the app. */
export async function packApp(shim: string | undefined): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tapewire-packed-'));
  addCleanup(() => rm(folder, { recursive: true, maxRetries: 5, retryDelay: 200 }));
  const args = [path.join(root, 'scripts/pack.ts'), `-c.directories.output=${folder}`];
  const entry = path.join(root, ENTRY);
  try {
    if (shim !== undefined) {
      const load = `require(require('node:path').join(process.resourcesPath, '${shim}'));`;
      await writeFile(entry, `${load}\nrequire('./main.cjs');\n`);
      args.push(`-c.extraMetadata.main=${ENTRY}`);
    }
    await promisify(execFile)(process.execPath, args, { cwd: root });
  } finally {
    await rm(entry, { force: true });
  }
  return programIn(folder);
}

async function programIn(folder: string): Promise<string> {
  if (process.platform === 'win32') return path.join(folder, 'win-unpacked/Tapewire.exe');
  if (process.platform !== 'darwin') return path.join(folder, 'linux-unpacked/tapewire');
  const packed = (await readdir(folder)).find((name) => name.startsWith('mac')) ?? 'mac';
  return path.join(folder, packed, 'Tapewire.app/Contents/MacOS/Tapewire');
}
