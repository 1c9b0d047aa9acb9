// What the page may do: policy, navigation, windows, webviews, permissions.
import { expect, test, vi } from 'vitest';
import { PAGE_URL } from './app-page.ts';
import { contentSecurityPolicy, restrictWebContents, restrictPermissions } from './security.ts';

test.for([
  ['http://127.0.0.1:4400', 'connect-src http://127.0.0.1:4400 ws://127.0.0.1:4400'],
  ['https://feed.example', 'connect-src https://feed.example wss://feed.example'],
  ['https://feed.example/ticker', 'connect-src https://feed.example wss://feed.example'],
  [undefined, "connect-src 'none'"],
])('with the feed %s, the policy contains "%s"', ([feed, directive]) => {
  expect(contentSecurityPolicy(feed).split('; ')).toContain(directive);
});

test('the policy allows no inline, evaluated or external code', () => {
  const policy = contentSecurityPolicy('http://127.0.0.1:4400');
  expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
  expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
});

function restrictedContents() {
  const listeners = new Map<string, (event: { preventDefault(): void }, url: string) => void>();
  let openWindow = (): unknown => undefined;
  restrictWebContents({
    on: (event: string, listener: (event: { preventDefault(): void }, url: string) => void) =>
      listeners.set(event, listener),
    setWindowOpenHandler: (handler) => (openWindow = handler),
  });
  const isPrevented = (event: string, url: string): boolean => {
    const preventDefault = vi.fn();
    listeners.get(event)?.({ preventDefault }, url);
    return preventDefault.mock.calls.length > 0;
  };
  return { isPrevented, openWindow: () => openWindow() };
}

test.for([
  ['will-navigate', PAGE_URL, false],
  ['will-navigate', `${PAGE_URL}#place`, false],
  ['will-navigate', `${PAGE_URL}?feed=http://elsewhere`, true],
  ['will-navigate', 'https://example.com/', true],
  ['will-navigate', 'app://elsewhere/index.html', true],
  ['will-navigate', 'file:///etc/passwd', true],
  ['will-redirect', 'https://example.com/', true],
  ['will-redirect', PAGE_URL, false],
  ['will-attach-webview', PAGE_URL, true],
] as const)('%s to %s is prevented: %s', ([event, url, expected]) => {
  expect(restrictedContents().isPrevented(event, url)).toBe(expected);
});

test('no new window opens', () => {
  expect(restrictedContents().openWindow()).toEqual({ action: 'deny' });
});

function restrictedPermissions() {
  const handlers = { request: vi.fn(), check: vi.fn(), device: vi.fn() };
  restrictPermissions({
    setPermissionRequestHandler: (handler) => handlers.request.mockImplementation(handler),
    setPermissionCheckHandler: (handler) => handlers.check.mockImplementation(handler),
    setDevicePermissionHandler: (handler) => handlers.device.mockImplementation(handler),
  });
  return handlers;
}

test.for([
  ['loopback-network', true],
  ['local-network', true],
  ['local-network-access', true],
  ['notifications', false],
  ['media', false],
  ['geolocation', false],
  ['openExternal', false],
] as const)('the permission %s is granted: %s', ([permission, granted]) => {
  const { request, check } = restrictedPermissions();
  const answer = vi.fn();
  request(null, permission, answer);
  expect(answer).toHaveBeenCalledExactlyOnceWith(granted);
  expect(check(null, permission)).toBe(granted);
});

test('the page has no access to devices', () => {
  expect(restrictedPermissions().device()).toBe(false);
});
