// What is built and how: the dashboard, the feed server as one file, the Electron main process and its preload.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import path from 'node:path';
import type { InlineConfig } from 'vite';

export const root = path.join(import.meta.dirname, '..');

/** Browsers people have, and the Chromium of the oldest Electron the app is tested in. */
const BROWSERS = ['chrome108', 'safari16.4', 'firefox115'];
/** Electron's built-in modules, and natives that ws uses where they are installed. */
const NOT_BUNDLED = ['electron', 'bufferutil', 'utf-8-validate'];

const shared: InlineConfig = { configFile: false, logLevel: 'warn' };

/** Nothing inline, so that a strict CSP holds. */
export const renderer: InlineConfig = {
  ...shared,
  root: path.join(root, 'renderer'),
  base: './',
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: path.join(root, 'dist/renderer'),
    emptyOutDir: true,
    target: BROWSERS,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
};

/** One CommonJS file with everything in it, for Node 16 and later. `banner`: its first line. */
function nodeBundle(entry: string, outFile: string, banner = ''): InlineConfig {
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
        output: { format: 'cjs', entryFileNames: path.basename(outFile), codeSplitting: false, banner },
      },
    },
  };
}

export const BUNDLES: Readonly<Record<string, InlineConfig>> = {
  renderer,
  'feed-server': nodeBundle('feed-server/main.ts', 'dist/feed-server/tapewire-feed.cjs', '#!/usr/bin/env node'),
  main: nodeBundle('main/main.ts', 'dist/main/main.cjs'),
  preload: nodeBundle('main/preload/preload.ts', 'dist/main/preload.cjs'),
};
