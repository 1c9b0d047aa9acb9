// Which feed the dashboard connects to.
import type { DesktopApi } from '../main/ipc/contract.ts';

declare global {
  interface Window {
    /** There in the desktop app only. */
    readonly desktop?: DesktopApi;
  }
}

export class FeedAddressError extends Error {
  readonly code = 'bad-feed-address';

  constructor(found: string) {
    super(`?feed= expects an address such as http://127.0.0.1:4400, found "${found}"`);
    this.name = 'FeedAddressError';
  }
}

/** What `?feed=` names, else what the desktop app says, else where the page came from. @throws FeedAddressError */
export async function feedAddress({ location, desktop }: Window): Promise<string> {
  const named = new URLSearchParams(location.search).get('feed');
  if (named !== null) return checked(named);
  return desktop ? await desktop.feedUrl() : location.origin;
}

/** Whether the page shows another feed than the one it came from; in the desktop app, whose page is its own, none is. */
export function isForeign(url: string, { location, desktop }: Window): boolean {
  return desktop === undefined && url !== location.origin;
}

function checked(named: string): string {
  let url: URL;
  try {
    url = new URL(named);
  } catch {
    throw new FeedAddressError(named);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FeedAddressError(named);
  return url.origin;
}
