// Finds the third-party code in each bundle: packages and the code copied into them, with their license texts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, mergeConfig, type InlineConfig, type Rolldown } from 'vite';
import { COPIED_CODE, type CopiedCode } from './authors.ts';

export interface BundledCode {
  readonly name: string;
  /** Undefined for copied code, whose version is unknown. */
  readonly version: string | undefined;
  /** SPDX identifier. */
  readonly license: string;
  readonly text: string;
  /** The package that copied this code; undefined for a package itself. */
  readonly copiedBy: string | undefined;
  /** Names of the bundles that contain it. */
  readonly bundles: readonly string[];
}

/** Bundled code without a license text, or of unknown origin. */
export class UnlicensedCodeError extends Error {
  readonly code = 'unlicensed-code';
}

const LICENSE_FILE = /^(licen[cs]e|copying|notice)\b/i;
const COPIED_FROM = /(?:imported|adapted|copied|derived|taken)\s+from\s+(?:\*\s+)?(https?:\/\/[^\s)]+)/gi;
const STYLES = /\.(css|svelte)$/;
const PACKAGES = '/node_modules/';
/** Helpers that Rolldown adds to a bundle. */
const ROLLDOWN_HELPERS = '\0rolldown/';

/** Sorted by name. @throws UnlicensedCodeError */
export async function bundledCode(bundles: Readonly<Record<string, InlineConfig>>): Promise<BundledCode[]> {
  const found = new Map<string, BundledCode>();
  for (const [bundle, config] of Object.entries(bundles)) {
    for (const code of codeIn(await filesIn(config))) {
      const key = `${code.name}@${String(code.version)} ${String(code.copiedBy)}`;
      const before = found.get(key)?.bundles ?? [];
      if (!before.includes(bundle)) found.set(key, { ...code, bundles: [...before, bundle] });
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, code]) => code);
}

/** The files whose content is in the bundle: modules, and assets such as fonts that only a style sheet references. */
async function filesIn(config: InlineConfig): Promise<string[]> {
  const { root = process.cwd() } = config;
  const built = await build(mergeConfig<InlineConfig, InlineConfig>(config, { build: { write: false } }));
  const parts = ([built].flat() as Rolldown.RolldownOutput[]).flatMap(({ output }) => output);
  const ids = parts.flatMap((part) =>
    part.type === 'chunk' ? part.moduleIds : part.originalFileNames.map((file) => path.resolve(root, file)),
  );
  return ids.map((id) =>
    id.startsWith(ROLLDOWN_HELPERS) ? rolldownPackageFile() : id.replace(/^\0/, '').replace(/\?.*$/, ''),
  );
}

function rolldownPackageFile(): string {
  return fileURLToPath(import.meta.resolve('rolldown'));
}

function* codeIn(files: readonly string[]): Generator<Omit<BundledCode, 'bundles'>> {
  for (const file of files) {
    if (!existsSync(file)) throw new UnlicensedCodeError(`${JSON.stringify(file)}: expected a file, found none`);
    const text = readFileSync(file, 'utf8');
    // The bundler does not report imported style sheets.
    if (STYLES.test(file) && /@import\b/.test(text))
      throw new UnlicensedCodeError(`${file}: expected styles to be imported by modules, found @import`);
    const folder = packageFolder(file);
    if (folder === undefined) continue;
    const code = packageIn(folder);
    yield code;
    for (const [, url = ''] of text.matchAll(COPIED_FROM)) yield copiedCode(url, code.name);
  }
}

/** The folder of the innermost package that the file is in; undefined for our own files. */
function packageFolder(file: string): string | undefined {
  const at = file.lastIndexOf(PACKAGES);
  if (at < 0) return undefined;
  const within = file.slice(at + PACKAGES.length).split('/');
  return path.join(file.slice(0, at + PACKAGES.length), ...within.slice(0, within[0]?.startsWith('@') ? 2 : 1));
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** Older packages have this field instead of `license`. */
  readonly licenses?: readonly { readonly type: string }[];
}

function packageIn(folder: string): Omit<BundledCode, 'bundles'> {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  const { name, version, license = manifest.licenses?.[0]?.type ?? 'see below' } = manifest;
  const texts = readdirSync(folder).filter((file) => LICENSE_FILE.test(file));
  const shipped = texts.sort().map((file) => readText(path.join(folder, file)));
  if (shipped.join('').trim() === '')
    throw new UnlicensedCodeError(
      `${name} ${version}: expected its license text in a file such as LICENSE, found none`,
    );
  return { name, version, license, text: shipped.join('\n\n'), copiedBy: undefined };
}

function copiedCode(url: string, copiedBy: string): Omit<BundledCode, 'bundles'> {
  const origin = COPIED_CODE.find((code) => url.startsWith(code.url));
  if (!origin)
    throw new UnlicensedCodeError(
      `${copiedBy} has code from ${url}: expected its author in scripts/notices/authors.ts, found none`,
    );
  return { name: origin.name, version: undefined, license: origin.license, text: licenseTextOf(origin), copiedBy };
}

function licenseTextOf({ license, copyright }: CopiedCode): string {
  const [title, ...terms] = readText(path.join(import.meta.dirname, `${license}.txt`)).split('\n');
  return [title, '', copyright, ...terms].join('\n');
}

function readText(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
