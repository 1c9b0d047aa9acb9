// The app's only window.
import { BrowserWindow, nativeTheme } from 'electron';

/** The color of the dashboard's panels, so that the window is not white before the first paint. */
const BACKGROUND = { light: '#ffffff', dark: '#12161d' };

export interface WindowFiles {
  readonly preload: string;
  readonly icon: string;
}

/** The window stays hidden until the first paint. */
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
      // The spell checker would download dictionaries.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  // Otherwise a crashed page would stay blank.
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
