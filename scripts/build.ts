// Builds everything, or only the parts given as arguments.
import { build } from 'vite';
import { BUNDLES } from './bundles.ts';
import { buildClientTypes, CLIENT_BUNDLES } from './client-bundles.ts';

const PARTS: Readonly<Record<string, () => Promise<unknown>>> = {
  ...Object.fromEntries(Object.entries(BUNDLES).map(([name, bundle]) => [name, () => build(bundle)])),
  async 'feed-client'() {
    for (const bundle of Object.values(CLIENT_BUNDLES)) await build(bundle);
    await buildClientTypes();
  },
};

const names = process.argv.slice(2);

for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
  const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
  if (!part) {
    process.stderr.write(`build: expected ${Object.keys(PARTS).join(', ')}, found "${name}"\n`);
    process.exit(2);
  }
  await part();
}
