// The app's menu.
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly connectTo: () => void;
}

export function menuTemplate(platform: NodeJS.Platform, { connectTo }: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const connect = { id: 'connect-to', label: 'Connect to…', accelerator: 'CmdOrCtrl+O', click: connectTo };
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'Feed',
      submenu: mac ? [connect] : [connect, { type: 'separator' }, { role: 'quit' }],
    },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ];
}
