// Diagnoses why no connection to a feed can be made, by asking the server for its identity, and advises what to do.
import { HEALTH_PATH, feedPlace, feedUrl, SOCKET_PATH, splitFeedUrl } from '../../proto/feed-address.ts';
import { PROTOCOL_VERSION } from '../../proto/messages.ts';

/** The outcome of one request. */
export type Reply =
  /** `from`: the address that answered, after redirects. `body`: parsed JSON, undefined if it is something else. */
  | { readonly kind: 'answered'; readonly status: number; readonly from: string; readonly body: unknown }
  /** A server answered, but does not let pages of other origins read its answer. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'late' }
  /** `code`: the system's, such as "ECONNREFUSED"; undefined in browsers, which hide it. */
  | { readonly kind: 'failed'; readonly code: string | undefined };

/** Requests `url`. Never rejects, and always ends. */
export type Ask = (url: string) => Promise<Reply>;

export type Diagnosis =
  | { readonly kind: 'nothing-listens' | 'nothing-answers' | 'unknown-host' | 'late' | 'mixed-content' }
  | { readonly kind: 'bad-certificate'; readonly code: string }
  /** `status`: the HTTP status; undefined if it cannot be read. */
  | { readonly kind: 'not-tapewire'; readonly status: number | undefined }
  | { readonly kind: 'other-scheme' | 'other-path' | 'moved'; readonly url: string }
  | { readonly kind: 'other-protocol'; readonly version: string; readonly protocol: number }
  | { readonly kind: 'websocket-blocked' };

interface Identity {
  readonly tapewire: string;
  readonly protocol: number;
  /** The path of the feed relative to the request; undefined if that was the right path. */
  readonly feed: string | undefined;
}

const NO_SUCH_NAME = /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/;
const BAD_CERTIFICATE = /CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|HOSTNAME_MISMATCH/;
/** This machine, which browsers treat as secure. */
const LOOPBACK = /^\w+:\/\/(localhost|127\.[\d.]+|\[::1\])(:|$)/;

/**
 * Undefined if the server at `address` is fine: then the problem is between it and this machine. `pageScheme`: the page's scheme, such
 * as "https:"; undefined outside browsers. @throws RangeError if `address` is not the address of a feed
 */
export async function diagnose(address: string, ask: Ask, pageScheme?: string): Promise<Diagnosis | undefined> {
  const url = feedUrl(address);
  const { origin, basePath } = splitFeedUrl(url);
  if (pageScheme === 'https:' && origin.startsWith('http:') && !LOOPBACK.test(origin)) return { kind: 'mixed-content' };
  const reply = await ask(url + HEALTH_PATH);
  const identity = identityIn(reply);
  if (identity) return redirected(url, reply) ?? judged(url, identity);
  switch (reply.kind) {
    case 'late':
      return { kind: 'late' };
    case 'failed':
      return (await otherScheme(url, reply.code, ask)) ?? unreachable(reply.code);
    case 'answered':
    case 'unreadable': {
      const atRoot = basePath === '' ? undefined : identityIn(await ask(origin + HEALTH_PATH));
      const elsewhere = atRoot && judged(origin, atRoot);
      if (elsewhere?.kind === 'other-path') return elsewhere;
      if (atRoot) return { kind: 'other-path', url: origin };
      return { kind: 'not-tapewire', status: reply.kind === 'answered' ? reply.status : undefined };
    }
  }
}

/** A WebSocket does not follow redirects, but there is a feed at the target of this one. */
function redirected(url: string, reply: Reply): Diagnosis | undefined {
  if (reply.kind !== 'answered' || reply.from === url + HEALTH_PATH || !reply.from.endsWith(HEALTH_PATH))
    return undefined;
  return { kind: 'moved', url: reply.from.slice(0, -HEALTH_PATH.length) };
}

function judged(url: string, { tapewire, protocol, feed }: Identity): Diagnosis | undefined {
  if (feed !== undefined) return { kind: 'other-path', url: below(url, feed) };
  return protocol === PROTOCOL_VERSION ? undefined : { kind: 'other-protocol', version: tapewire, protocol };
}

/** A server with TLS does not answer clients without it, and vice versa. */
async function otherScheme(url: string, code: string | undefined, ask: Ask): Promise<Diagnosis | undefined> {
  if (code === 'ECONNREFUSED' || (code !== undefined && NO_SUCH_NAME.test(code))) return undefined;
  const other = url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:');
  return identityIn(await ask(other + HEALTH_PATH)) && { kind: 'other-scheme', url: other };
}

function unreachable(code: string | undefined): Diagnosis {
  if (code === 'ECONNREFUSED') return { kind: 'nothing-listens' };
  if (code === undefined) return { kind: 'nothing-answers' };
  if (NO_SUCH_NAME.test(code)) return { kind: 'unknown-host' };
  return BAD_CERTIFICATE.test(code) ? { kind: 'bad-certificate', code } : { kind: 'nothing-answers' };
}

function identityIn(reply: Reply): Identity | undefined {
  if (reply.kind !== 'answered' || typeof reply.body !== 'object' || reply.body === null) return undefined;
  const { tapewire, protocol, feed } = reply.body as Readonly<Record<string, unknown>>;
  if (typeof tapewire !== 'string' || !/^[\w.+-]{1,40}$/.test(tapewire) || typeof protocol !== 'number')
    return undefined;
  const isPath = typeof feed === 'string' && /^\.?\/?(\.\.\/)*([\w.~-]+\/)*$/.test(feed);
  return { tapewire, protocol, feed: isPath ? feed : undefined };
}

/** The feed at `path`, such as "../ticker/", relative to the folder `url`. */
function below(url: string, path: string): string {
  const { origin, basePath } = splitFeedUrl(url);
  const words = basePath.split('/').slice(1);
  for (const word of path.split('/'))
    if (word === '..') words.pop();
    else if (word !== '.' && word !== '') words.push(word);
  return [origin, ...words].join('/');
}

/** The problem, and what to do about it, in a sentence each. `url`: the feed's. */
export function diagnosisWords(
  diagnosis: Diagnosis,
  url: string,
): { readonly finding: string; readonly advice: string } {
  const { origin, basePath } = splitFeedUrl(url);
  const host = feedPlace(origin);
  switch (diagnosis.kind) {
    case 'nothing-listens':
      return {
        finding: `Nothing listens at ${host}.`,
        advice: 'Start the feed there, or check the address and the port.',
      };
    case 'nothing-answers':
      return {
        finding: `Nothing answers at ${host}.`,
        advice: 'Start the feed there, or check the address, the port and the network.',
      };
    case 'unknown-host':
      return {
        finding: `The name ${host.replace(/:\d+$/, '')} is unknown.`,
        advice: 'Check the address and the network.',
      };
    case 'late':
      return {
        finding: `${host} does not answer in time.`,
        advice: 'Check the address, and whether a firewall is in between.',
      };
    case 'mixed-content':
      return {
        finding: 'Browsers block a feed at http:// on a page from https://.',
        advice: 'Give the feed an https address, or open the dashboard over http.',
      };
    case 'bad-certificate':
      return {
        finding: `The certificate of ${host} is not trusted (${diagnosis.code}).`,
        advice: 'Use the address in the certificate, or make this machine trust its issuer.',
      };
    case 'not-tapewire': {
      const status = diagnosis.status === undefined ? '' : ` (HTTP ${diagnosis.status})`;
      const what = basePath === '' ? 'the address and the port' : 'the address, the port and the path';
      return {
        finding: `The server at ${feedPlace(url)} is not a Tapewire feed${status}.`,
        advice: `Check ${what}.`,
      };
    }
    case 'other-scheme':
      return {
        finding: `${host} speaks ${diagnosis.url.startsWith('https:') ? 'https, not http' : 'http, not https'}.`,
        advice: `Use ${diagnosis.url}`,
      };
    case 'other-path':
      return { finding: `The feed is not at this path of ${host}.`, advice: `Use ${diagnosis.url}` };
    case 'moved':
      return { finding: `${feedPlace(url)} redirects to another address.`, advice: `Use ${diagnosis.url}` };
    case 'other-protocol':
      return {
        finding: `The feed (Tapewire ${diagnosis.version}) speaks protocol ${diagnosis.protocol}, this client ${PROTOCOL_VERSION}.`,
        advice: 'Use the same version of both.',
      };
    case 'websocket-blocked':
      return {
        finding: `The feed at ${feedPlace(url)} answers, but no WebSocket reaches it.`,
        advice: `A proxy in between strips the Upgrade header. Configure it to pass on Upgrade and Connection for ${basePath}${SOCKET_PATH}/.`,
      };
  }
}
