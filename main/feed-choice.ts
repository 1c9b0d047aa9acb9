// Validates feed choices from users and files.
import { EXAMPLE_ADDRESS, parseFeedAddress, splitFeedUrl, type FeedAddress } from '../proto/feed-address.ts';
import type { FeedChoice } from './ipc/contract.ts';

/** Origins that a Content Security Policy can express. Its grammar has no IPv6 addresses. */
const ORIGIN = /^\w+:\/\/[a-z\d.-]+(:\d+)?$/;

/** Parses an address that the policy can allow the page to reach. */
export function parseAppFeedAddress(text: string): FeedAddress {
  const address = parseFeedAddress(text);
  if (address.kind === 'refused' || ORIGIN.test(splitFeedUrl(address.url).origin)) return address;
  return { kind: 'refused', expected: `an address such as ${EXAMPLE_ADDRESS}, by name or IPv4 number`, found: text };
}

/** Text that follows "expected" in an error. */
export function expectationText({ expected, found }: Extract<FeedAddress, { kind: 'refused' }>): string {
  return `${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`;
}

/** Undefined if `found` is not a choice. */
export function parseFeedChoice(found: unknown): FeedChoice | undefined {
  if (typeof found !== 'object' || found === null || !('kind' in found)) return undefined;
  if (found.kind === 'built-in') return { kind: 'built-in' };
  const address = parseAppFeedAddress(addressIn(found));
  return found.kind === 'address' && address.kind === 'address' ? address : undefined;
}

/** The address in a choice, "" if there is none. */
export function addressIn(found: unknown): string {
  const isAddress = typeof found === 'object' && found !== null && 'url' in found && typeof found.url === 'string';
  return isAddress ? String(found.url) : '';
}
