// Bundled code is declared in package.json, and its license texts are in the notices.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build, mergeConfig, type InlineConfig } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import packageLock from '../../package-lock.json' with { type: 'json' };
import packageJson from '../../package.json' with { type: 'json' };
import { BUNDLES, renderer, root } from '../../scripts/bundles.ts';
import { CLIENT_BUNDLES } from '../../scripts/client-bundles.ts';
import { bundledCode, type BundledCode } from '../../scripts/notices/bundled-code.ts';
import { NOTICES } from '../../scripts/notices/notices-file.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

/** The bundler adds its own helpers. */
const BUNDLER = 'rolldown';

describe('bundled code', () => {
  let bundled: BundledCode[];
  const notices = readFileSync(path.join(root, NOTICES), 'utf8');

  beforeAll(async () => {
    bundled = await bundledCode({ ...BUNDLES, ...CLIENT_BUNDLES });
  });

  it('is in the notices with its license text', () => {
    expect(bundled.length).toBeGreaterThan(0);
    expect(bundled.filter(({ name, text }) => !notices.includes(`\n${name}`) || !notices.includes(text))).toEqual([]);
  });

  it('includes the font and its license', () => {
    expect(bundled).toContainEqual(
      expect.objectContaining({ name: '@fontsource-variable/inter', license: 'OFL-1.1', bundles: ['renderer'] }),
    );
    expect(notices).toContain('SIL OPEN FONT LICENSE Version 1.1');
  });

  it('is declared in dependencies, so that an audit without development packages covers it', () => {
    const locked = packageLock.packages as Readonly<Record<string, { readonly dev?: boolean } | undefined>>;
    const packages = bundled.filter(({ copiedBy, name }) => copiedBy === undefined && name !== BUNDLER);
    const notShipped = packages.filter(({ name }) => locked[`node_modules/${name}`]?.dev !== undefined);
    expect(notShipped.map(({ name }) => name)).toEqual([]);
  });

  it('uses every declared dependency', () => {
    const names = bundled.map(({ name }) => name);
    expect(Object.keys(packageJson.dependencies).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('has its notices next to the built page', async () => {
    const outDir = makeFolder();
    await build(mergeConfig<InlineConfig, InlineConfig>(renderer, { build: { outDir } }));
    expect(readFileSync(path.join(outDir, `${NOTICES}.txt`), 'utf8')).toBe(notices);
  });
});
