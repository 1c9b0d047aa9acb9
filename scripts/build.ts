// Builds everything, or the bundles named as arguments.
import { build } from 'vite';
import { BUNDLES } from './bundles.ts';

const named = process.argv.slice(2);

for (const name of named.length > 0 ? named : Object.keys(BUNDLES)) {
  const bundle = Object.hasOwn(BUNDLES, name) ? BUNDLES[name] : undefined;
  if (!bundle) {
    process.stderr.write(`build: expected ${Object.keys(BUNDLES).join(', ')}, found "${name}"\n`);
    process.exit(2);
  }
  await build(bundle);
}
