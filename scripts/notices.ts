// Writes THIRD-PARTY-NOTICES from the contents of the bundles; with --check, fails if the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLES, root } from './bundles.ts';
import { CLIENT_BUNDLES } from './client-bundles.ts';
import { bundledCode } from './notices/bundled-code.ts';
import { NOTICES, noticesOf } from './notices/notices-file.ts';

const notices = noticesOf(await bundledCode({ ...BUNDLES, ...CLIENT_BUNDLES }));
const file = path.join(root, NOTICES);
if (!process.argv.includes('--check')) {
  writeFileSync(file, notices);
} else if (readFileSync(file, 'utf8') !== notices) {
  process.stderr.write(`${NOTICES}: does not match the bundles; run npm run notices\n`);
  process.exitCode = 1;
}
