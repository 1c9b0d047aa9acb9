// The menu: the way to another feed is in it on every platform.
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from './menu.ts';

function items(platform: NodeJS.Platform, connectTo = vi.fn()): MenuItemConstructorOptions[] {
  const feed = menuTemplate(platform, { connectTo }).find(({ label }) => label === 'Feed');
  return feed?.submenu as MenuItemConstructorOptions[];
}

test.for(['linux', 'win32', 'darwin'] as const)('on %s "Connect to…" has a key and asks for a feed', (platform) => {
  const connectTo = vi.fn();
  const connect = items(platform, connectTo).find(({ id }) => id === 'connect-to');
  expect(connect).toMatchObject({ label: 'Connect to…', accelerator: 'CmdOrCtrl+O' });
  (connect?.click as () => void)();
  expect(connectTo).toHaveBeenCalledOnce();
});

test('quitting is in the app menu on macOS and in ours elsewhere', () => {
  expect(menuTemplate('darwin', { connectTo: vi.fn() })[0]).toEqual({ role: 'appMenu' });
  expect(items('darwin')).toHaveLength(1);
  expect(items('linux').at(-1)).toEqual({ role: 'quit' });
});
