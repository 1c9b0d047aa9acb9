// The Node that the machine has, beside the one that npm brings for this project.
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The first on PATH that no package brought; undefined if there is none. */
export function otherNode(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => path.join(folder, 'node')).find((file) => existsSync(file));
}
