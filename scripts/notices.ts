// Writes THIRD-PARTY-NOTICES from what is in the bundles; with --check, fails if the file is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLES, NOTICES, root } from './bundles.ts';
import { bundledCode, type BundledCode } from './notices/bundled-code.ts';

const LINE = '-'.repeat(80);
const INTRODUCTION = `Third-party notices

Tapewire is under the MIT licence; see LICENSE. It contains the code and the fonts of others below, each under the
terms that follow its name. In brackets are the parts of Tapewire that it is in. Electron, which the desktop app runs
on, brings its own: LICENSE.electron.txt and LICENSES.chromium.html.

\`npm run notices\` writes this file from what is in the bundles.
`;

function noticesOf(code: readonly BundledCode[]): string {
  return [INTRODUCTION, ...code.map(noticeOf)].join(`\n${LINE}\n\n`);
}

function noticeOf({ name, version, license, text, copiedBy, bundles }: BundledCode): string {
  const title = version === undefined ? name : `${name} ${version}`;
  const copied = copiedBy === undefined ? '' : `, as copied by ${copiedBy}`;
  return `${title}${copied}, ${license} [${bundles.join(', ')}]\n\n${text}\n`;
}

const notices = noticesOf(await bundledCode(BUNDLES));
const file = path.join(root, NOTICES);
if (!process.argv.includes('--check')) {
  writeFileSync(file, notices);
} else if (readFileSync(file, 'utf8') !== notices) {
  process.stderr.write(`${NOTICES}: does not match what is in the bundles; run npm run notices\n`);
  process.exitCode = 1;
}
