// The menu: on every platform, it has an item to connect to another feed.
import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { menuTemplate } from './menu.ts';

function feedMenuItems(platform: NodeJS.Platform, chooseFeed = vi.fn()): MenuItemConstructorOptions[] {
  const feed = menuTemplate(platform, { chooseFeed }).find(({ label }) => label === 'Feed');
  return feed?.submenu as MenuItemConstructorOptions[];
}

test.for(['linux', 'win32', 'darwin'] as const)(
  'on %s, "Connect to…" has a shortcut and lets the user choose a feed',
  (platform) => {
    const chooseFeed = vi.fn();
    const connect = feedMenuItems(platform, chooseFeed).find(({ id }) => id === 'connect-to');
    expect(connect).toMatchObject({ label: 'Connect to…', accelerator: 'CmdOrCtrl+O' });
    (connect?.click as () => void)();
    expect(chooseFeed).toHaveBeenCalledOnce();
  },
);

test('Quit is in the app menu on macOS and in the Feed menu elsewhere', () => {
  expect(menuTemplate('darwin', { chooseFeed: vi.fn() })[0]).toEqual({ role: 'appMenu' });
  expect(feedMenuItems('darwin')).toHaveLength(1);
  expect(feedMenuItems('linux').at(-1)).toEqual({ role: 'quit' });
});
