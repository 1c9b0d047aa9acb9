// The main process's side of the IPC with the page: the only file of main that imports Electron's IPC.
import { ipcMain, type WebContents } from 'electron';
import type { Handlers, EventChannel, RequestChannel } from './contract.ts';
import { checkSender } from './handlers.ts';

export function registerHandlers(handlers: Handlers): void {
  for (const channel of Object.keys(handlers) as RequestChannel[])
    ipcMain.handle(channel, (event, ...args: unknown[]) => {
      checkSender(channel, event.senderFrame);
      return handlers[channel](...args);
    });
}

export function sendEvent(page: WebContents, channel: EventChannel): void {
  // While the app quits, the window may already be destroyed.
  if (!page.isDestroyed()) page.send(channel);
}
