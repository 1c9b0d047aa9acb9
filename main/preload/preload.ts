// The page's side of the IPC: the only part of Electron that the page can reach.
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi, EventChannel, RequestChannel } from '../ipc/contract.ts';

const desktop: DesktopApi = {
  feedUrl: () => invoke('feedUrl'),
  feedChoice: () => invoke('feedChoice'),
  chooseFeed: (choice) => invoke('chooseFeed', choice),
  onChooseFeed: (listener) => addListener('onChooseFeed', listener),
  onWake: (listener) => addListener('onWake', listener),
  onUnlock: (listener) => addListener('onUnlock', listener),
};

function invoke<Q extends RequestChannel>(channel: Q, ...args: Parameters<DesktopApi[Q]>): ReturnType<DesktopApi[Q]> {
  return ipcRenderer.invoke(channel, ...args) as ReturnType<DesktopApi[Q]>;
}

/** The event itself is not passed on: its sender would give the page access to every channel. */
function addListener(channel: EventChannel, listener: () => void): () => void {
  const handler = (): void => listener();
  ipcRenderer.on(channel, handler);
  return () => ipcRenderer.off(channel, handler);
}

contextBridge.exposeInMainWorld('desktop', desktop);
