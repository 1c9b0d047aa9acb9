// What is built and how: the dashboard, the feed server as one file, the Electron main process and its preload.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

export const root = path.join(import.meta.dirname, '..');
/** The licence texts of bundled code, written by scripts/notices.ts. */
export const NOTICES = 'THIRD-PARTY-NOTICES';

/** Browsers people have, and the Chromium of the oldest Electron the app is tested in. */
const BROWSERS = ['chrome108', 'safari16.4', 'firefox115'];
/** Electron's built-in modules, and optional packages that ws and debug use if installed. */
const NOT_BUNDLED = ['electron', 'bufferutil', 'utf-8-validate', 'supports-color'];

const shared: InlineConfig = { configFile: false, logLevel: 'warn' };

/** Puts the notices beside the page, since a server of the page distributes the code. */
const notices: Plugin = {
  name: 'notices',
  writeBundle: ({ dir = '' }) => copyFileSync(path.join(root, NOTICES), path.join(dir, `${NOTICES}.txt`)),
};

/** Nothing inline, so that a strict CSP holds. */
export const renderer: InlineConfig = {
  ...shared,
  root: path.join(root, 'renderer'),
  base: './',
  plugins: [svelte({ configFile: false }), notices],
  build: {
    outDir: path.join(root, 'dist/renderer'),
    emptyOutDir: true,
    target: BROWSERS,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

/** One CommonJS file with everything in it, for Node 16 and later. */
function nodeBundle(
  entry: string,
  outFile: string,
  around: { banner?: string; footer?: () => string } = {},
): InlineConfig {
  return {
    ...shared,
    root,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, entry),
      outDir: path.join(root, path.dirname(outFile)),
      emptyOutDir: false,
      target: 'node16',
      minify: false,
      rolldownOptions: {
        external: NOT_BUNDLED,
        output: { format: 'cjs', entryFileNames: path.basename(outFile), codeSplitting: false, ...around },
      },
    },
  };
}

/** The licences are inside the file, because people copy it alone. */
const feedServer = {
  banner: '#!/usr/bin/env node',
  footer: () =>
    ['LICENSE', NOTICES]
      .map((file) => `/*\n${readFileSync(path.join(root, file), 'utf8').replaceAll('*/', '* /')}*/`)
      .join('\n'),
};

export const BUNDLES: Readonly<Record<string, InlineConfig>> = {
  renderer,
  'feed-server': nodeBundle('feed-server/main.ts', 'dist/feed-server/tapewire-feed.cjs', feedServer),
  main: nodeBundle('main/main.ts', 'dist/main/main.cjs'),
  preload: nodeBundle('main/preload/preload.ts', 'dist/main/preload.cjs'),
};
