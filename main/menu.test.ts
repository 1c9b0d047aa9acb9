// The menu: on every platform, it has an item to connect to another feed.
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from './menu.ts';

function items(platform: NodeJS.Platform, connectTo = vi.fn()): MenuItemConstructorOptions[] {
  const feed = menuTemplate(platform, { connectTo }).find(({ label }) => label === 'Feed');
  return feed?.submenu as MenuItemConstructorOptions[];
}

test.for(['linux', 'win32', 'darwin'] as const)(
  'on %s "Connect to…" has a shortcut and asks for a feed',
  (platform) => {
    const connectTo = vi.fn();
    const connect = items(platform, connectTo).find(({ id }) => id === 'connect-to');
    expect(connect).toMatchObject({ label: 'Connect to…', accelerator: 'CmdOrCtrl+O' });
    (connect?.click as () => void)();
    expect(connectTo).toHaveBeenCalledOnce();
  },
);

test('Quit is in the app menu on macOS and in our menu elsewhere', () => {
  expect(menuTemplate('darwin', { connectTo: vi.fn() })[0]).toEqual({ role: 'appMenu' });
  expect(items('darwin')).toHaveLength(1);
  expect(items('linux').at(-1)).toEqual({ role: 'quit' });
});
