// The contents of the packed desktop app.
import { extractFile, listPackage } from '@electron/asar';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../../scripts/bundles.ts';
import { describeDesktop } from '../support/desktop/electron.ts';
import { packApp } from '../support/desktop/packed-app.ts';

describeDesktop('packed app', () => {
  let resources: string;
  let archive: string;

  beforeAll(async () => {
    const program = await packApp(undefined);
    const folder = process.platform === 'darwin' ? '../Resources' : 'resources';
    resources = path.join(path.dirname(program), folder);
    archive = path.join(resources, 'app.asar');
  });

  test.each(['LICENSE', 'THIRD-PARTY-NOTICES'])('contains %s in its resources', (file) => {
    expect(readFileSync(path.join(resources, file), 'utf8')).toBe(readFileSync(path.join(root, file), 'utf8'));
  });

  test('contains no node_modules', () => {
    const files = listPackage(archive, { isPack: false });
    expect(files).toContain(path.join(path.sep, 'dist/main/main.cjs'));
    expect(files.filter((file) => file.includes('node_modules'))).toEqual([]);
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as Record<string, unknown>;
    expect(manifest.dependencies).toBeNull();
    expect(manifest).not.toHaveProperty('devDependencies');
  });
});
