// What the page may not do: the Content Security Policy, and locks on navigation, windows, webviews and permissions.
import { splitFeedUrl } from '../proto/feed-address.ts';
import { isAppPage } from './app-page.ts';

/** Everything comes from the app, and the one connection there is goes to the feed in use; undefined for none. */
export function contentSecurityPolicy(feedUrl: string | undefined): string {
  // Only the origin: a path in the policy would exclude the paths below it.
  const { origin } = splitFeedUrl(feedUrl ?? '');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src ${feedUrl === undefined ? "'none'" : `${origin} ${origin.replace(/^http/, 'ws')}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Chromium's Local Network Access asks for a permission before a page reaches this machine or its network, where feeds are;
 * which of these names it asks by depends on its version. The Content Security Policy says which address that may be.
 */
const PERMISSIONS: ReadonlySet<string> = new Set(['local-network-access', 'local-network', 'loopback-network']);

/** Electron's session, as far as it is locked. */
export interface Permissions {
  setPermissionRequestHandler(
    handler: (page: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (page: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export function lockPermissions(session: Permissions): void {
  session.setPermissionRequestHandler((_page, permission, answer) => answer(PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_page, permission) => PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
}

interface Preventable {
  preventDefault(): void;
}

/** Electron's web contents, as far as they are locked. */
export interface Contents {
  on(event: 'will-navigate' | 'will-redirect', listener: (event: Preventable, url: string) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

/** The page stays the app's own, and stays alone. */
export function lockContents(contents: Contents): void {
  const stay = (event: Preventable, url: string): void => {
    if (!isAppPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
