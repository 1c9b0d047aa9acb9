// Decides which feed the dashboard connects to.
import type { DesktopApi } from '../main/ipc/contract.ts';
import { parseFeedAddress } from '../proto/feed-address.ts';

declare global {
  interface Window {
    /** Set only in the desktop app. */
    readonly desktop?: DesktopApi;
  }
}

export class FeedAddressError extends Error {
  readonly code = 'bad-feed-address';

  constructor(expected: string, found: string) {
    super(`?feed= expects ${expected}, found "${found}"`);
    this.name = 'FeedAddressError';
  }
}

/** Where the feed address can come from. */
export interface FeedAddressSources {
  readonly location: Pick<Location, 'origin' | 'pathname' | 'search'>;
  readonly desktop?: Pick<DesktopApi, 'feedUrl'> | undefined;
}

/**
 * The feed that `?feed=` names, or that the desktop app chose, or else the folder that served the page. @throws
 * FeedAddressError
 */
export async function feedAddress({ location, desktop }: FeedAddressSources): Promise<string> {
  const [address, ...others] = new URLSearchParams(location.search).getAll('feed');
  if (others.length > 0) throw new FeedAddressError('one address', [address, ...others].join('", "'));
  if (address !== undefined) return parseQueryAddress(address);
  return desktop ? await desktop.feedUrl() : pageFolder(location);
}

/** Whether the page shows a feed that did not serve it; never true in the desktop app, whose page is its own. */
export function isForeign(url: string, { location, desktop }: FeedAddressSources): boolean {
  return desktop === undefined && url !== pageFolder(location);
}

/** Without a trailing slash: "https://host/ticker" for "https://host/ticker/index.html". */
function pageFolder({ origin, pathname }: FeedAddressSources['location']): string {
  return origin + pathname.slice(0, pathname.lastIndexOf('/')).replace(/\/+$/, '');
}

function parseQueryAddress(text: string): string {
  const address = parseFeedAddress(text);
  if (address.kind === 'refused') throw new FeedAddressError(address.expected, address.found);
  return address.url;
}
