// The address of a feed: how people write it, and what lies below it.

/** Where a feed server says who it is. */
export const HEALTH_PATH = '/healthz';
export const SOCKET_PATH = '/socket.io';

export const EXAMPLE_ADDRESS = 'http://127.0.0.1:4400';

/** The origin and the path of a feed's folder, without a slash at its end: "https://host/ticker". */
export type FeedAddress =
  | { readonly kind: 'address'; readonly url: string }
  /** `expected` completes "expected"; `found` is what was written, a password left out. */
  | { readonly kind: 'refused'; readonly expected: string; readonly found: string };

/** What Node and every browser have; the types of neither reach this folder. */
declare const URL: new (text: string) => {
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
};

const SCHEMES: ReadonlyMap<string, string> = new Map([
  ['http', 'http'],
  ['https', 'https'],
  ['ws', 'http'],
  ['wss', 'https'],
]);
/** A host that is one word, such as "feed", may be a slip: it takes a scheme or a port to be an address. */
const BARE_HOST = /^(localhost|[^/:[\]]+\.[^/:[\]]+|[^/:[\]]+:\d+|\[[^/[\]]+\](:\d+)?)(\/|$)/i;
const HOST = /^([\w.-]+|\[[\da-f:.]+\])$/;
const PATH = /^(\/[\w.~!$&'()*+,;=:@%-]+)*$/;
const MAX_LENGTH = 2_000;

/**
 * Reads an address as people write it: the scheme may be left out, slashes at the end do not count, ws and wss stand for http
 * and https. What would have to be dropped is refused.
 */
export function parseFeedAddress(text: string): FeedAddress {
  const written = text.trim();
  const refused = (expected: string): FeedAddress => ({ kind: 'refused', expected, found: withoutPassword(written) });
  if (written.length > MAX_LENGTH) return refused(`an address of at most ${MAX_LENGTH} characters`);
  if (/[\s\\]/.test(written)) return refused(`an address such as ${EXAMPLE_ADDRESS}, without spaces or backslashes`);
  const [, scheme, rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/i.exec(written) ?? [];
  const web = scheme === undefined ? 'http' : SCHEMES.get(scheme.toLowerCase());
  if (web === undefined) return refused(`an http or https address such as ${EXAMPLE_ADDRESS}`);
  if (rest.includes('?')) return refused('an address of a feed without a query ("?...")');
  if (rest.includes('#')) return refused('an address of a feed without a fragment ("#...")');
  const [authority = ''] = rest.split('/', 1);
  if (authority.includes('@')) return refused('an address of a feed without a user name or password');
  if (/^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(authority))
    return refused('an IPv6 number in brackets, such as http://[::1]:4400');
  const [, port] = /:(\d+)$/.exec(authority) ?? [];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
    return refused(`a port from 1 to 65535, as in ${EXAMPLE_ADDRESS}`);
  const isHost = !authority.endsWith(':') && (scheme !== undefined || BARE_HOST.test(rest));
  const url = isHost ? parsed(`${web}://${rest}`) : undefined;
  if (!url || !HOST.test(url.hostname)) return refused(`an address such as ${EXAMPLE_ADDRESS}`);
  const path = rest.slice(authority.length).replace(/\/+$/, '');
  if (!PATH.test(path) || path !== url.pathname.replace(/\/+$/, ''))
    return refused(`a path of plain words after the host, such as ${EXAMPLE_ADDRESS}/ticker`);
  return { kind: 'address', url: `${url.protocol}//${url.host}${path}` };
}

/** "http://host:1/ticker" in its two parts. `url`: of a FeedAddress. */
export function splitFeedUrl(url: string): { readonly origin: string; readonly basePath: string } {
  const [, origin = url, basePath = ''] = /^(\w+:\/\/[^/]*)(.*)$/.exec(url) ?? [];
  return { origin, basePath };
}

/** The address as people say it, without the scheme: "host:1/ticker". */
export function feedPlace(url: string): string {
  return url.replace(/^\w+:\/\//, '');
}

function parsed(text: string): InstanceType<typeof URL> | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function withoutPassword(written: string): string {
  return written.slice(0, 200).replace(/^(\w+:\/\/)?[^/@]*@/, '$1...@');
}
