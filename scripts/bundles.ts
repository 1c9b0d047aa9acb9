// Build configuration of the dashboard, the single-file feed server, the Electron main process and its preload script.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { NOTICES, noticesFor } from './notices/notices-file.ts';

export const root = path.join(import.meta.dirname, '..');

/** Browsers in common use, and the Chromium of the oldest Electron that the app is tested with. */
export const BROWSERS = ['chrome108', 'safari16.4', 'firefox115'];
/** Electron's built-in modules, and optional packages that ws and debug use if installed. */
const NOT_BUNDLED = ['electron', 'bufferutil', 'utf-8-validate', 'supports-color'];

export const shared: InlineConfig = { configFile: false, logLevel: 'warn' };

/** Copies the notices next to the page, because serving the page distributes the code. */
const notices: Plugin = {
  name: 'notices',
  writeBundle: ({ dir = '' }) => copyFileSync(path.join(root, NOTICES), path.join(dir, `${NOTICES}.txt`)),
};

/** Nothing is inlined, so that a strict Content Security Policy holds. */
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

interface NodeBundle {
  readonly entry: string;
  readonly folder: string;
  readonly target: string;
  /** The same code, once per module format; each file is self-contained. */
  readonly files: readonly NodeFile[];
}

interface NodeFile {
  readonly name: string;
  readonly format: 'cjs' | 'es';
  readonly banner?: string;
  readonly footer?: () => string;
}

export function nodeBundle({ entry, folder, target, files }: NodeBundle): InlineConfig {
  const output = files.map(({ name, ...rest }) => ({ ...rest, entryFileNames: name, codeSplitting: false }));
  return {
    ...shared,
    root,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, entry),
      outDir: path.join(root, folder),
      emptyOutDir: false,
      target,
      minify: false,
      rolldownOptions: { external: NOT_BUNDLED, output },
    },
  };
}

/** Also runs on Node 16, which is in the oldest Electron that the app is tested with. */
function cjsBundle(
  entry: string,
  outFile: string,
  wrapper: { readonly banner?: string; readonly footer?: () => string } = {},
): InlineConfig {
  const file = { ...wrapper, name: path.basename(outFile), format: 'cjs' } as const;
  return nodeBundle({ entry, folder: path.dirname(outFile), target: 'node16', files: [file] });
}

/** Appended to files that people may copy without the package's license files. */
export function licenseTexts(bundle: string): string {
  const texts = [readRoot('LICENSE'), noticesFor(bundle, readRoot(NOTICES))];
  return texts.map((text) => `/*\n${text.replaceAll('*/', '* /')}*/`).join('\n');
}

function readRoot(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export const BUNDLES: Readonly<Record<string, InlineConfig>> = {
  renderer,
  'feed-server': cjsBundle('feed-server/main.ts', 'dist/feed-server/tapewire-feed.cjs', {
    banner: '#!/usr/bin/env node',
    footer: () => licenseTexts('feed-server'),
  }),
  main: cjsBundle('main/main.ts', 'dist/main/main.cjs'),
  preload: cjsBundle('main/preload/preload.ts', 'dist/main/preload.cjs'),
};
