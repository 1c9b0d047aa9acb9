// The file THIRD-PARTY-NOTICES: writes it, and extracts the notices of one bundle.
import type { BundledCode } from './bundled-code.ts';

export const NOTICES = 'THIRD-PARTY-NOTICES';

const SEPARATOR = `\n${'-'.repeat(80)}\n\n`;
const INTRODUCTION = `Third-party notices

Tapewire is under the MIT license; see LICENSE. It contains the third-party code and fonts listed below, each under
the terms that follow its name. The parts of Tapewire that contain it are in brackets. Electron, which the desktop app
runs on, comes with its own notices: LICENSE.electron.txt and LICENSES.chromium.html.

\`npm run notices\` generates this file from the bundles.
`;

export function noticesOf(code: readonly BundledCode[]): string {
  return [INTRODUCTION, ...code.map(noticeOf)].join(SEPARATOR);
}

/** The notices of one bundle, from the file's text. */
export function noticesFor(bundle: string, file: string): string {
  const [, ...notices] = file.split(SEPARATOR);
  return notices.filter((notice) => /^.* \[(.*)\]\n/.exec(notice)?.[1]?.split(', ').includes(bundle)).join(SEPARATOR);
}

function noticeOf({ name, version, license, text, copiedBy, bundles }: BundledCode): string {
  const title = version === undefined ? name : `${name} ${version}`;
  const copied = copiedBy === undefined ? '' : `, as copied by ${copiedBy}`;
  return `${title}${copied}, ${license} [${bundles.join(', ')}]\n\n${text}\n`;
}
