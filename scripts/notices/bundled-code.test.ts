// Finds third-party code in the bundles of small trees.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { InlineConfig } from 'vite';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../tests/support/files/temporary-folder.ts';
import { bundledCode } from './bundled-code.ts';

const MANIFEST = JSON.stringify({ name: 'dep', version: '1.2.3', license: 'MIT' });

/** The bundle of a tree whose entry imports the package `dep`, which consists of `files`. */
function tree(files: Readonly<Record<string, string>>, entry = `import 'dep';`): Record<string, InlineConfig> {
  const dep = { 'package.json': MANIFEST, 'index.js': 'globalThis.dep = 1;', ...files };
  const root = makeFolder({
    'main.js': entry,
    ...Object.fromEntries(Object.entries(dep).map(([file, text]) => [`node_modules/dep/${file}`, text])),
  });
  const build = { rolldownOptions: { input: path.join(root, 'main.js') }, assetsInlineLimit: 0 };
  return { page: { configFile: false, logLevel: 'silent', root, build } };
}

describe('bundledCode', () => {
  it('finds a package with its license texts, including an Apache NOTICE', async () => {
    const found = await bundledCode(
      tree({ 'license.md': 'Do what you want.\r\n', NOTICE: 'By us.', 'LICENSES.js': '' }),
    );
    const text = 'By us.\n\nDo what you want.';
    expect(found).toEqual([
      { name: 'dep', version: '1.2.3', license: 'MIT', text, copiedBy: undefined, bundles: ['page'] },
    ]);
  });

  it('names every bundle that contains a package', async () => {
    const { page = {} } = tree({ LICENSE: 'MIT' });
    const [dep] = await bundledCode({ page, other: page });
    expect(dep?.bundles).toEqual(['page', 'other']);
  });

  it('omits an imported package that was tree-shaken away', async () => {
    const manifest = JSON.stringify({ name: 'dep', version: '1.2.3', sideEffects: false });
    const unused = tree({ 'package.json': manifest, 'index.js': 'export const a = 1;' }, `import { a } from 'dep';`);
    expect(await bundledCode(unused)).toEqual([]);
  });

  /** The code found with `css` as our own style sheet. */
  function styled(css: string): ReturnType<typeof bundledCode> {
    const files = { LICENSE: 'OFL', 'font.woff2': 'font', 'dep.css': 'a { color: red }' };
    const config = tree(files, `import './style.css';`);
    writeFileSync(path.join(config.page?.root ?? '', 'style.css'), css);
    return bundledCode(config);
  }

  it('finds a font that only our style sheet references', async () => {
    const found = await styled(`@font-face { font-family: F; src: url('./node_modules/dep/font.woff2'); }`);
    expect(found.map(({ name }) => name)).toEqual(['dep']);
  });

  it('rejects a style sheet with @import, whose target it could not find', async () => {
    await expect(styled(`@import './node_modules/dep/dep.css';`)).rejects.toThrow('imported by modules, found @import');
  });

  it('rejects a package without a license text, and names it', async () => {
    await expect(bundledCode(tree({}))).rejects.toThrow('dep 1.2.3: expected its license text');
    await expect(bundledCode(tree({ LICENSE: ' \n' }))).rejects.toThrow('dep 1.2.3: expected');
  });

  it('finds code that a package copied from elsewhere, with its author', async () => {
    const copying = '// imported from https://github.com/unshiftio/yeast\nglobalThis.dep = 1;';
    const [, yeast] = await bundledCode(tree({ LICENSE: 'MIT', 'index.js': copying }));
    expect(yeast).toMatchObject({ name: 'yeast', copiedBy: 'dep', version: undefined });
    expect(yeast?.text).toMatch(/^MIT License\n\nCopyright \(c\) 2015 Unshift\.io.*\n\nPermission is hereby granted/);
  });

  it('rejects copied code of an unknown author', async () => {
    const copying = '/* Adapted from https://example.org/x.js */\nglobalThis.dep = 1;';
    await expect(bundledCode(tree({ LICENSE: 'MIT', 'index.js': copying }))).rejects.toThrow(
      'dep has code from https://example.org/x.js: expected its author',
    );
  });
});
