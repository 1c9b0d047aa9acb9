// The file THIRD-PARTY-NOTICES: writes it, and finds in it what is about one bundle.
import type { BundledCode } from './bundled-code.ts';

export const NOTICES = 'THIRD-PARTY-NOTICES';

const SEPARATOR = `\n${'-'.repeat(80)}\n\n`;
const INTRODUCTION = `Third-party notices

Tapewire is under the MIT licence; see LICENSE. It contains the code and the fonts of others below, each under the
terms that follow its name. In brackets are the parts of Tapewire that it is in. Electron, which the desktop app runs
on, brings its own: LICENSE.electron.txt and LICENSES.chromium.html.

\`npm run notices\` writes this file from what is in the bundles.
`;

export function noticesOf(code: readonly BundledCode[]): string {
  return [INTRODUCTION, ...code.map(noticeOf)].join(SEPARATOR);
}

/** The notices of one bundle, from the file's text. */
export function noticesAbout(bundle: string, file: string): string {
  const [, ...notices] = file.split(SEPARATOR);
  return notices.filter((notice) => /^.* \[(.*)\]\n/.exec(notice)?.[1]?.split(', ').includes(bundle)).join(SEPARATOR);
}

function noticeOf({ name, version, license, text, copiedBy, bundles }: BundledCode): string {
  const title = version === undefined ? name : `${name} ${version}`;
  const copied = copiedBy === undefined ? '' : `, as copied by ${copiedBy}`;
  return `${title}${copied}, ${license} [${bundles.join(', ')}]\n\n${text}\n`;
}
