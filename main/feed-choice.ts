// Checks the choice of a feed, as people and files write it.
import { EXAMPLE_ADDRESS, parseFeedAddress, splitFeedUrl, type FeedAddress } from '../proto/feed-address.ts';
import type { FeedChoice } from './ipc/contract.ts';

/** Origins that a Content Security Policy can name. Its grammar has no IPv6 addresses. */
const ORIGIN = /^\w+:\/\/[a-z\d.-]+(:\d+)?$/;

/** Reads an address that the app's policy can allow its page to reach. */
export function readFeedAddress(text: string): FeedAddress {
  const address = parseFeedAddress(text);
  if (address.kind === 'refused' || ORIGIN.test(splitFeedUrl(address.url).origin)) return address;
  return { kind: 'refused', expected: `an address such as ${EXAMPLE_ADDRESS}, by name or IPv4 number`, found: text };
}

/** Completes "expected" in an error. */
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

/** The address in a choice, "" if there is none. */
export function addressIn(found: unknown): string {
  const isAddress = typeof found === 'object' && found !== null && 'url' in found && typeof found.url === 'string';
  return isAddress ? String(found.url) : '';
}
