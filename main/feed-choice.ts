// Validates feed choices from users and files.
import { EXAMPLE_ADDRESS, parseFeedAddress, splitFeedUrl, type FeedAddress } from '../proto/feed-address.ts';
import type { FeedChoice } from './ipc/contract.ts';

/** Origins that a Content Security Policy can express. Its grammar has no IPv6 addresses. */
const CSP_ORIGIN = /^\w+:\/\/[a-z\d.-]+(:\d+)?$/;

/** Like parseFeedAddress, but refuses addresses that a Content Security Policy cannot express. */
export function parseAppFeedAddress(text: string): FeedAddress {
  const address = parseFeedAddress(text);
  if (address.kind === 'refused' || CSP_ORIGIN.test(splitFeedUrl(address.url).origin)) return address;
  return { kind: 'refused', expected: `an address such as ${EXAMPLE_ADDRESS}, by name or IPv4 number`, found: text };
}

/** Text that follows "expected" in an error. */
export function expectationText({ expected, found }: Extract<FeedAddress, { kind: 'refused' }>): string {
  return `${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`;
}

/** Undefined if `value` is not a feed choice. */
export function parseFeedChoice(value: unknown): FeedChoice | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  if (value.kind === 'built-in') return { kind: 'built-in' };
  const address = parseAppFeedAddress(addressOf(value));
  return value.kind === 'address' && address.kind === 'address' ? address : undefined;
}

/** The address in a choice, "" if there is none. */
export function addressOf(value: unknown): string {
  const isAddress = typeof value === 'object' && value !== null && 'url' in value && typeof value.url === 'string';
  return isAddress ? String(value.url) : '';
}
