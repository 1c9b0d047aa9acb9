// Diagnoses why no connection to a feed can be made, by requesting the server's identity, and gives advice.
import { HEALTH_PATH, feedPlace, feedUrl, SOCKET_PATH, splitFeedUrl } from '../../proto/feed-address.ts';
import { PROTOCOL_VERSION } from '../../proto/messages.ts';

/** The result of one HTTP request. */
export type ProbeResult =
  /** `from`: the URL that answered, after redirects. `body`: parsed JSON; undefined if it is something else. */
  | { readonly kind: 'answered'; readonly status: number; readonly from: string; readonly body: unknown }
  /** A server answered, but does not allow pages of other origins to read the response. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'timeout' }
  /** `code`: the system's error code, such as "ECONNREFUSED"; undefined in browsers, which hide it. */
  | { readonly kind: 'failed'; readonly code: string | undefined };

/** Requests `url`. Never rejects, and always settles. */
export type HttpProbe = (url: string) => Promise<ProbeResult>;

export type Diagnosis =
  | { readonly kind: 'connection-refused' | 'unreachable' | 'unknown-host' | 'timeout' | 'mixed-content' }
  | { readonly kind: 'bad-certificate'; readonly code: string }
  /** `status`: the HTTP status; undefined if the response cannot be read. */
  | { readonly kind: 'not-tapewire'; readonly status: number | undefined }
  | { readonly kind: 'other-scheme' | 'other-path' | 'moved'; readonly url: string }
  | { readonly kind: 'other-protocol'; readonly version: string; readonly protocol: number }
  | { readonly kind: 'websocket-blocked' };

interface Identity {
  readonly tapewire: string;
  readonly protocol: number;
  /** The path of the feed relative to the request; undefined if the request's path was right. */
  readonly feed: string | undefined;
}

const HOST_NOT_FOUND = /^(ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME)$/;
const BAD_CERTIFICATE = /CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|HOSTNAME_MISMATCH/;
/** Addresses of this machine, which browsers treat as secure. */
const LOOPBACK = /^\w+:\/\/(localhost|127\.[\d.]+|\[::1\])(:|$)/;

/**
 * Resolves with undefined if the server at `address` is healthy: then the problem is between it and this machine. `pageScheme`: the
 * page's scheme, such as "https:"; undefined outside browsers. @throws RangeError if `address` is not the address of a feed
 */
export async function diagnose(address: string, probe: HttpProbe, pageScheme?: string): Promise<Diagnosis | undefined> {
  const url = feedUrl(address);
  const { origin, basePath } = splitFeedUrl(url);
  if (pageScheme === 'https:' && origin.startsWith('http:') && !LOOPBACK.test(origin)) return { kind: 'mixed-content' };
  const reply = await probe(url + HEALTH_PATH);
  const identity = parseIdentity(reply);
  if (identity) return checkRedirect(url, reply) ?? checkIdentity(url, identity);
  switch (reply.kind) {
    case 'timeout':
      return { kind: 'timeout' };
    case 'failed':
      return (await tryOtherScheme(url, reply.code, probe)) ?? diagnoseFailure(reply.code);
    case 'answered':
    case 'unreadable': {
      const rootIdentity = basePath === '' ? undefined : parseIdentity(await probe(origin + HEALTH_PATH));
      const rootDiagnosis = rootIdentity && checkIdentity(origin, rootIdentity);
      if (rootDiagnosis?.kind === 'other-path') return rootDiagnosis;
      if (rootIdentity) return { kind: 'other-path', url: origin };
      return { kind: 'not-tapewire', status: reply.kind === 'answered' ? reply.status : undefined };
    }
  }
}

/** WebSockets do not follow redirects, but the feed can be reached at the target of this one. */
function checkRedirect(url: string, reply: ProbeResult): Diagnosis | undefined {
  if (reply.kind !== 'answered' || reply.from === url + HEALTH_PATH || !reply.from.endsWith(HEALTH_PATH))
    return undefined;
  return { kind: 'moved', url: reply.from.slice(0, -HEALTH_PATH.length) };
}

function checkIdentity(url: string, { tapewire, protocol, feed }: Identity): Diagnosis | undefined {
  if (feed !== undefined) return { kind: 'other-path', url: resolvePath(url, feed) };
  return protocol === PROTOCOL_VERSION ? undefined : { kind: 'other-protocol', version: tapewire, protocol };
}

/** A server with TLS does not answer clients without it, and vice versa. */
async function tryOtherScheme(url: string, code: string | undefined, probe: HttpProbe): Promise<Diagnosis | undefined> {
  if (code === 'ECONNREFUSED' || (code !== undefined && HOST_NOT_FOUND.test(code))) return undefined;
  const other = url.startsWith('https:') ? url.replace('https:', 'http:') : url.replace('http:', 'https:');
  return parseIdentity(await probe(other + HEALTH_PATH)) && { kind: 'other-scheme', url: other };
}

function diagnoseFailure(code: string | undefined): Diagnosis {
  if (code === 'ECONNREFUSED') return { kind: 'connection-refused' };
  if (code === undefined) return { kind: 'unreachable' };
  if (HOST_NOT_FOUND.test(code)) return { kind: 'unknown-host' };
  return BAD_CERTIFICATE.test(code) ? { kind: 'bad-certificate', code } : { kind: 'unreachable' };
}

function parseIdentity(reply: ProbeResult): Identity | undefined {
  if (reply.kind !== 'answered' || typeof reply.body !== 'object' || reply.body === null) return undefined;
  const { tapewire, protocol, feed } = reply.body as Readonly<Record<string, unknown>>;
  if (typeof tapewire !== 'string' || !/^[\w.+-]{1,40}$/.test(tapewire) || typeof protocol !== 'number')
    return undefined;
  const isPath = typeof feed === 'string' && /^\.?\/?(\.\.\/)*([\w.~-]+\/)*$/.test(feed);
  return { tapewire, protocol, feed: isPath ? feed : undefined };
}

/** Resolves `path`, such as "../ticker/", against the folder `url`. */
function resolvePath(url: string, path: string): string {
  const { origin, basePath } = splitFeedUrl(url);
  const segments = basePath.split('/').slice(1);
  for (const segment of path.split('/'))
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  return [origin, ...segments].join('/');
}

/** Describes the problem and what to do about it, in a sentence each. `url`: the feed's address. */
export function describeDiagnosis(
  diagnosis: Diagnosis,
  url: string,
): { readonly finding: string; readonly advice: string } {
  const { origin, basePath } = splitFeedUrl(url);
  const host = feedPlace(origin);
  switch (diagnosis.kind) {
    case 'connection-refused':
      return {
        finding: `Nothing is listening at ${host}.`,
        advice: 'Start the feed there, or check the address and the port.',
      };
    case 'unreachable':
      return {
        finding: `${host} does not respond.`,
        advice: 'Start the feed there, or check the address, the port and the network.',
      };
    case 'unknown-host':
      return {
        finding: `The name ${host.replace(/:\d+$/, '')} is unknown.`,
        advice: 'Check the address and the network.',
      };
    case 'timeout':
      return {
        finding: `${host} did not respond in time.`,
        advice: 'Check the address, and whether a firewall is in between.',
      };
    case 'mixed-content':
      return {
        finding: 'Browsers block an http:// feed on an https:// page.',
        advice: 'Give the feed an https address, or open the dashboard over http.',
      };
    case 'bad-certificate':
      return {
        finding: `The certificate of ${host} is not trusted (${diagnosis.code}).`,
        advice: 'Use the address in the certificate, or make this machine trust its issuer.',
      };
    case 'not-tapewire': {
      const status = diagnosis.status === undefined ? '' : ` (HTTP ${diagnosis.status})`;
      const parts = basePath === '' ? 'the address and the port' : 'the address, the port and the path';
      return {
        finding: `The server at ${feedPlace(url)} is not a Tapewire feed${status}.`,
        advice: `Check ${parts}.`,
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
        advice: `Update the ${diagnosis.protocol < PROTOCOL_VERSION ? 'feed' : 'client'}.`,
      };
    case 'websocket-blocked':
      return {
        finding: `The feed at ${feedPlace(url)} responds, but WebSockets cannot connect.`,
        advice: `A proxy in between strips the Upgrade header. Configure it to pass on Upgrade and Connection for ${basePath}${SOCKET_PATH}/.`,
      };
  }
}
