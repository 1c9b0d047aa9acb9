// The app's one window.
import { BrowserWindow, nativeTheme } from 'electron';

/** What the dashboard's panels look like, so that the window is no white flash before it is painted. */
const BACKGROUND = { light: '#ffffff', dark: '#12161d' };

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
}

/** It shows itself once the page has been painted. */
export function openWindow({ preload, icon }: WindowFiles): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    title: 'Tapewire',
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Its dictionaries would come from the network.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // A page that crashed would stay a blank one.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  return window;
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
