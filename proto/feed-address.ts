// The address of a feed: parses what people write, and names the paths below it.

/** Paths below a feed's address: its health (version and protocol), and its Socket.IO. */
export const HEALTH_PATH = '/healthz';
export const SOCKET_PATH = '/socket.io';

export const EXAMPLE_ADDRESS = 'http://127.0.0.1:4400';

/** `url`: origin and path, without a slash at the end: "https://host/ticker". */
export type FeedAddress =
  | { readonly kind: 'address'; readonly url: string }
  /** `expected` completes the phrase "expected …". `found` is the given text without any password. */
  | { readonly kind: 'refused'; readonly expected: string; readonly found: string };

/** Node and every browser have URL, but this folder is compiled without the types of either. */
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
/** An address may lack a scheme if it begins like this. A single word such as "feed" may be a slip, so it needs a scheme or a port. */
const BARE_HOST = /^(localhost|[^/:[\]]+\.[^/:[\]]+|[^/:[\]]+:\d+|\[[^/[\]]+\](:\d+)?)(\/|$)/i;
const HOST = /^([\w.-]+|\[[\da-f:.]+\])$/;
const PATH = /^(\/[\w.~!$&'()*+,;=:@%-]+)*$/;
const MAX_CHARACTERS = 2_000;

/**
 * Reads an address as people write it: without a scheme, with ws or wss for http or https, with slashes at the end. Refuses
 * an address with other parts, such as a query, rather than dropping them.
 */
export function parseFeedAddress(text: string): FeedAddress {
  const written = text.trim();
  const refused = (expected: string): FeedAddress => ({ kind: 'refused', expected, found: withoutPassword(written) });
  if (written.length > MAX_CHARACTERS) return refused(`an address of at most ${MAX_CHARACTERS} characters`);
  if (/[\s\\]/.test(written)) return refused(`an address such as ${EXAMPLE_ADDRESS}, without spaces or backslashes`);
  const [, scheme = '', rest = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?(.*)$/i.exec(written) ?? [];
  const webScheme = scheme === '' ? 'http' : SCHEMES.get(scheme.toLowerCase());
  if (webScheme === undefined) return refused(`an http or https address such as ${EXAMPLE_ADDRESS}`);
  if (rest.includes('?')) return refused('an address of a feed without a query ("?...")');
  if (rest.includes('#')) return refused('an address of a feed without a fragment ("#...")');
  const [authority = ''] = rest.split('/', 1);
  if (authority.includes('@')) return refused('an address of a feed without a user name or password');
  if (/^[\da-f]*:[\da-f]*:[\da-f:.]*$/i.test(authority))
    return refused('an IPv6 number in brackets, such as http://[::1]:4400');
  const [, port = ''] = /:(\d+)$/.exec(authority) ?? [];
  if (port !== '' && !(Number(port) >= 1 && Number(port) <= 65_535))
    return refused(`a port from 1 to 65535, as in ${EXAMPLE_ADDRESS}`);
  const isHost = !authority.endsWith(':') && (scheme !== '' || BARE_HOST.test(rest));
  const url = isHost ? tryParseUrl(`${webScheme}://${rest}`) : undefined;
  if (!url || !HOST.test(url.hostname)) return refused(`an address such as ${EXAMPLE_ADDRESS}`);
  const path = rest.slice(authority.length).replace(/\/+$/, '');
  if (!PATH.test(path) || path !== url.pathname.replace(/\/+$/, ''))
    return refused(`a path of plain words after the host, such as ${EXAMPLE_ADDRESS}/ticker`);
  return { kind: 'address', url: `${url.protocol}//${url.host}${path}` };
}

/**
 * The `url` of an address as people write it; programs in JavaScript may pass anything. @throws RangeError that says what was
 * expected and found
 */
export function feedUrl(text: unknown): string {
  const address = parseFeedAddress(String(text));
  if (address.kind === 'address') return address.url;
  throw new RangeError(`url: expected ${address.expected}, found ${JSON.stringify(address.found)}`);
}

/** Splits the `url` of a FeedAddress: "http://host:1" and "/ticker". */
export function splitFeedUrl(url: string): { readonly origin: string; readonly basePath: string } {
  const [, origin = url, basePath = ''] = /^(\w+:\/\/[^/]*)(.*)$/.exec(url) ?? [];
  return { origin, basePath };
}

/** The address without its scheme, for people: "host:1/ticker". */
export function feedPlace(url: string): string {
  return url.replace(/^\w+:\/\//, '');
}

function tryParseUrl(text: string): InstanceType<typeof URL> | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function withoutPassword(written: string): string {
  return written.slice(0, 200).replace(/^(\w+:\/\/)?[^/@]*@/, '$1...@');
}
