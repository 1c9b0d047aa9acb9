// Finds the machine's own Node, as opposed to the version that npm installs for this project.
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The first on PATH that is not from a package; undefined if there is none. */
export function systemNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => path.join(folder, 'node')).find((file) => existsSync(file));
}
