// The app's menu.
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly chooseFeed: () => void;
}

export function menuTemplate(platform: NodeJS.Platform, { chooseFeed }: MenuActions): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const connect = { id: 'connect-to', label: 'Connect to…', accelerator: 'CmdOrCtrl+O', click: chooseFeed };
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'Feed',
      submenu: isMac ? [connect] : [connect, { type: 'separator' }, { role: 'quit' }],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ];
}
