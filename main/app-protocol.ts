// The app:// protocol: serves the built dashboard, with a Content Security Policy on every response.
import type { CustomScheme, Protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_HOST, APP_SCHEME } from './app-page.ts';
import { contentSecurityPolicy } from './security.ts';

/**
 * Register before Electron is ready. `standard` gives the page an origin; `secure` enables features that
 * browsers restrict to https.
 */
export const APP_SCHEMES: CustomScheme[] = [{ scheme: APP_SCHEME, privileges: { standard: true, secure: true } }];

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
]);

/** `folder`: the built dashboard. `feedUrl` returns the feed that the page may connect to, undefined before there is one. */
export function serveApp(protocol: Protocol, folder: string, feedUrl: () => string | undefined): void {
  protocol.handle(APP_SCHEME, (request) => respond(request, folder, feedUrl()));
}

export async function respond(
  { method, url }: Pick<Request, 'method' | 'url'>,
  folder: string,
  feedUrl: string | undefined,
): Promise<Response> {
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy(feedUrl),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
  const file = method === 'GET' ? resolveFile(folder, url) : undefined;
  const type = file === undefined ? undefined : CONTENT_TYPES.get(path.extname(file));
  const bytes = file === undefined || type === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (type === undefined || bytes === undefined)
    return new Response('not found\n', { status: 404, headers: { ...headers, 'Content-Type': 'text/plain' } });
  return new Response(bytes, { headers: { ...headers, 'Content-Type': type } });
}

/** The file in `folder` that an app:// address names; undefined if there is none or the address escapes the folder. */
export function resolveFile(folder: string, url: string): string | undefined {
  const { host, pathname } = new URL(url);
  if (host !== APP_HOST) return undefined;
  let decodedPath: string;
  try {
    decodedPath = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (decodedPath.includes('\0') || decodedPath.includes('\\')) return undefined;
  const file = path.join(folder, decodedPath);
  return file.startsWith(folder + path.sep) ? file : undefined;
}
