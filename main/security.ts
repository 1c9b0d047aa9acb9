// Restricts the page: Content Security Policy, navigation, windows, webviews and permissions.
import { splitFeedUrl } from '../proto/feed-address.ts';
import { isAppPage } from './app-page.ts';

/** Lets the page load only the app's own files, and connect only to the feed at `feedUrl`; to nothing if undefined. */
export function contentSecurityPolicy(feedUrl: string | undefined): string {
  // Only the origin: a path in the policy would not cover the paths below it.
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
 * Chromium's Local Network Access requires a permission before a page reaches this machine or its network, where feeds
 * are. The name of the permission depends on the Chromium version. The Content Security Policy limits which address the
 * page can reach.
 */
const GRANTED_PERMISSIONS: ReadonlySet<string> = new Set(['local-network-access', 'local-network', 'loopback-network']);

/** The part of Electron's session that is restricted. */
export interface Permissions {
  setPermissionRequestHandler(
    handler: (page: unknown, permission: string, callback: (granted: boolean) => void) => void,
  ): void;
  setPermissionCheckHandler(handler: (page: unknown, permission: string) => boolean): void;
  setDevicePermissionHandler(handler: () => boolean): void;
}

export function restrictPermissions(session: Permissions): void {
  session.setPermissionRequestHandler((_page, permission, callback) => callback(GRANTED_PERMISSIONS.has(permission)));
  session.setPermissionCheckHandler((_page, permission) => GRANTED_PERMISSIONS.has(permission));
  session.setDevicePermissionHandler(() => false);
}

interface Preventable {
  preventDefault(): void;
}

/** The part of Electron's web contents that is restricted. */
export interface RestrictedContents {
  on(event: 'will-navigate' | 'will-redirect', listener: (event: Preventable, url: string) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: () => { action: 'deny' }): void;
}

/** Prevents navigation to any other page, new windows and webviews. */
export function restrictWebContents(contents: RestrictedContents): void {
  const preventNavigation = (event: Preventable, url: string): void => {
    if (!isAppPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', preventNavigation);
  contents.on('will-redirect', preventNavigation);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
