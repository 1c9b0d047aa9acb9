// Builds the feed client as other programs import it: for Node, for browsers, and its types.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import type { InlineConfig } from 'vite';
import { BROWSERS, licenseTexts, nodeBundle, root, shared } from './bundles.ts';

const ENTRY = 'feed-client/index.ts';
const FOLDER = 'dist/feed-client';

const forNode = nodeBundle({
  entry: ENTRY,
  folder: FOLDER,
  target: 'node20',
  files: [
    { name: 'node.js', format: 'es', footer: () => licenseTexts('feed-client') },
    { name: 'node.cjs', format: 'cjs', footer: () => licenseTexts('feed-client') },
  ],
});

/** Self-contained, for pages without a bundler. */
const forBrowsers: InlineConfig = {
  ...shared,
  root,
  publicDir: false,
  build: {
    outDir: path.join(root, FOLDER),
    emptyOutDir: false,
    target: BROWSERS,
    minify: false,
    lib: { entry: path.join(root, ENTRY), formats: ['es'], fileName: () => 'browser.js' },
    rolldownOptions: { output: { minify: true, postFooter: () => licenseTexts('feed-client-browser') } },
  },
};

export const CLIENT_BUNDLES: Readonly<Record<string, InlineConfig>> = {
  'feed-client': forNode,
  'feed-client-browser': forBrowsers,
};

/** One declaration file, and a copy for CommonJS, which TypeScript requires separately. */
export async function buildClientTypes(folder = path.join(root, FOLDER)): Promise<void> {
  const bundle = await rolldown({
    input: path.join(root, ENTRY),
    // Generating the types takes nearly all of the build time; no plugin is at fault.
    checks: { bundlerTimings: false },
    plugins: [dts({ emitDtsOnly: true, build: true, tsconfig: path.join(root, 'feed-client/tsconfig.json') })],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const [{ code }, ...others] = output;
  if (others.length > 0) throw new Error(`types of the feed client: expected one file, found ${output.length}`);
  for (const ending of ['d.ts', 'd.cts']) writeFileSync(path.join(folder, `index.${ending}`), code);
}
