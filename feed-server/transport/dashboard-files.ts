// The built dashboard in memory: every file with its content type, cache policy and compressed variants.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Coding = 'br' | 'gzip' | 'identity';

export interface Variant {
  readonly bytes: Uint8Array;
  /** A strong validator: differs for each content and each variant. */
  readonly etag: string;
}

export interface DashboardFile {
  readonly type: string;
  readonly cacheControl: string;
  /** The smallest first; always includes `identity`. */
  readonly variants: ReadonlyMap<Coding, Variant>;
}

/** Keyed by the path relative to the dashboard's folder, with slashes: `index.html`, `assets/index-BCfBOTxN.js`. */
export type DashboardFiles = ReadonlyMap<string, DashboardFile>;

export class DashboardError extends Error {
  readonly code = 'bad-dashboard';

  constructor(expected: string, found: string, cause?: unknown) {
    super(`--dashboard: expected ${expected}, found ${found}`, { cause });
    this.name = 'DashboardError';
  }
}

/** A build takes half a megabyte. A folder that exceeds these limits was passed by mistake. */
const MAX_BYTES = 32 * 2 ** 20;
const MAX_FILES = 1_000;

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.map', 'application/json'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
]);
const ALREADY_COMPRESSED: ReadonlySet<string> = new Set(['.png', '.ico', '.woff2']);

/** Vite puts a hash of the content into these names, so a file of such a name never changes. */
const HASHED_NAME = /^assets\/[^/]*-[\w-]{8}\.\w+$/;
const CACHE_FOREVER = 'public, max-age=31536000, immutable';
/** Browsers cache it, but revalidate it before every use. */
const REVALIDATE = 'no-cache';

/** Reads the folder once. Later changes to the folder have no effect. @throws DashboardError */
export function loadDashboard(folder: string): DashboardFiles {
  const files = new Map<string, DashboardFile>();
  let bytes = 0;
  try {
    for (const name of listFiles(folder, '')) {
      const content = readFileSync(path.join(folder, name));
      bytes += content.length;
      if (bytes > MAX_BYTES || files.size >= MAX_FILES)
        throw new DashboardError(
          `a build of the dashboard, at most ${MAX_FILES} files and ${MAX_BYTES / 2 ** 20} MB`,
          `more in "${folder}"`,
        );
      files.set(name, createFile(name, content));
    }
  } catch (error) {
    if (error instanceof DashboardError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DashboardError(`a folder that can be read at "${folder}"`, why, error);
  }
  if (!files.has('index.html')) throw new DashboardError('a folder with an index.html', `"${folder}"`);
  return files;
}

/** Yields the paths of all files in `folder`, except hidden ones. `parent`: the subfolder to list, with a trailing slash. */
function* listFiles(folder: string, parent: string): Generator<string> {
  for (const entry of readdirSync(path.join(folder, parent), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const name = `${parent}${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(folder, `${name}/`);
    else if (entry.isFile()) yield name;
  }
}

function createFile(name: string, content: Buffer): DashboardFile {
  const extension = path.extname(name).toLowerCase();
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22);
  const variants: [Coding, Variant][] = [['identity', { bytes: content, etag: `"${hash}"` }]];
  if (CONTENT_TYPES.has(extension) && !ALREADY_COMPRESSED.has(extension)) {
    variants.push(['gzip', { bytes: gzipSync(content), etag: `"${hash}-gzip"` }]);
    variants.push(['br', { bytes: brotli(content), etag: `"${hash}-br"` }]);
  }
  variants.sort(([, a], [, b]) => a.bytes.length - b.bytes.length);
  return {
    type: CONTENT_TYPES.get(extension) ?? 'application/octet-stream',
    cacheControl: HASHED_NAME.test(name) ? CACHE_FOREVER : REVALIDATE,
    variants: new Map(variants),
  };
}

/** Quality 5 is 10% larger than the smallest result but 30 times as fast. Compression delays the server's start. */
function brotli(content: Buffer): Buffer {
  return brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
}
