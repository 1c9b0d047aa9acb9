// Which feed to show, as people and files say it, checked.
import type { FeedChoice } from './ipc/contract.ts';

export const EXPECTED_ADDRESS = 'an address such as http://127.0.0.1:4400, by name or IPv4 number';

/** The Content Security Policy names the host: what its grammar has no place for (IPv6 numbers too) is no host here. */
const HOST = /^[a-z\d.-]+$/;

/** The origin of an http or https address; undefined where `found` is none. */
export function feedOrigin(found: string): string | undefined {
  let url: URL;
  try {
    url = new URL(found);
  } catch {
    return undefined;
  }
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && HOST.test(url.hostname) ? url.origin : undefined;
}

/** Undefined where `found` is no choice. */
export function asFeedChoice(found: unknown): FeedChoice | undefined {
  if (typeof found !== 'object' || found === null || !('kind' in found)) return undefined;
  if (found.kind === 'built-in') return { kind: 'built-in' };
  if (found.kind !== 'address' || !('url' in found) || typeof found.url !== 'string') return undefined;
  const url = feedOrigin(found.url);
  return url === undefined ? undefined : { kind: 'address', url };
}
