// Which feed to show, as people and files say it, checked.
import { EXAMPLE_ADDRESS, parseFeedAddress, splitFeedUrl, type FeedAddress } from '../proto/feed-address.ts';
import type { FeedChoice } from './ipc/contract.ts';

/** The Content Security Policy names the host: what its grammar has no place for (IPv6 numbers too) is no host here. */
const ORIGIN = /^\w+:\/\/[a-z\d.-]+(:\d+)?$/;

/** The address of a feed that the page of the app can be allowed to reach. */
export function readFeedAddress(text: string): FeedAddress {
  const address = parseFeedAddress(text);
  if (address.kind === 'refused' || ORIGIN.test(splitFeedUrl(address.url).origin)) return address;
  return { kind: 'refused', expected: `an address such as ${EXAMPLE_ADDRESS}, by name or IPv4 number`, found: text };
}

/** "Expected ..., found ...", without its first word. */
export function complaintAbout({ expected, found }: Extract<FeedAddress, { kind: 'refused' }>): string {
  return `${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`;
}

/** Undefined where `found` is no choice. */
export function asFeedChoice(found: unknown): FeedChoice | undefined {
  if (typeof found !== 'object' || found === null || !('kind' in found)) return undefined;
  if (found.kind === 'built-in') return { kind: 'built-in' };
  const address = readFeedAddress(addressIn(found));
  return found.kind === 'address' && address.kind === 'address' ? address : undefined;
}

/** What stands in a choice as its address; "" where nothing does. */
export function addressIn(found: unknown): string {
  const isAddress = typeof found === 'object' && found !== null && 'url' in found && typeof found.url === 'string';
  return isAddress ? String(found.url) : '';
}
