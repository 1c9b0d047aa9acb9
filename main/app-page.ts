// The address of the app's only page.

export const APP_SCHEME = 'app';
export const APP_HOST = 'tapewire';
export const PAGE_URL = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Whether `url` is the page itself, with any fragment. */
export function isAppPage(url: string): boolean {
  return url.split('#', 1)[0] === PAGE_URL;
}
