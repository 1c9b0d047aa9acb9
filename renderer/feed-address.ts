// Which feed the dashboard connects to.
import type { DesktopApi } from '../main/ipc/contract.ts';
import { parseFeedAddress } from '../proto/feed-address.ts';

declare global {
  interface Window {
    /** There in the desktop app only. */
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

/** What a page is asked which feed to show. */
export interface Asked {
  readonly location: Pick<Location, 'origin' | 'pathname' | 'search'>;
  readonly desktop?: Pick<DesktopApi, 'feedUrl'> | undefined;
}

/** What `?feed=` names, else what the desktop app says, else the folder that the page came from. @throws FeedAddressError */
export async function feedAddress({ location, desktop }: Asked): Promise<string> {
  const [named, ...more] = new URLSearchParams(location.search).getAll('feed');
  if (more.length > 0) throw new FeedAddressError('one address', [named, ...more].join('", "'));
  if (named !== undefined) return checked(named);
  return desktop ? await desktop.feedUrl() : pageFolder(location);
}

/** Whether the page shows another feed than the one it came from; in the desktop app, whose page is its own, none is. */
export function isForeign(url: string, { location, desktop }: Asked): boolean {
  return desktop === undefined && url !== pageFolder(location);
}

/** Without a slash at its end: "https://host/ticker" of "https://host/ticker/index.html". */
function pageFolder({ origin, pathname }: Asked['location']): string {
  return origin + pathname.slice(0, pathname.lastIndexOf('/')).replace(/\/+$/, '');
}

function checked(named: string): string {
  const address = parseFeedAddress(named);
  if (address.kind === 'refused') throw new FeedAddressError(address.expected, address.found);
  return address.url;
}
