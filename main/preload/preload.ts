// The page's side of the IPC: the only part of Electron that the page can reach.
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi, EventChannel, RequestChannel } from '../ipc/contract.ts';

const desktop: DesktopApi = {
  feedUrl: () => ask('feedUrl'),
  feedChoice: () => ask('feedChoice'),
  chooseFeed: (choice) => ask('chooseFeed', choice),
  onChooseFeed: (listener) => hear('onChooseFeed', listener),
  onWake: (listener) => hear('onWake', listener),
  onUnlock: (listener) => hear('onUnlock', listener),
};

function ask<Q extends RequestChannel>(channel: Q, ...args: Parameters<DesktopApi[Q]>): ReturnType<DesktopApi[Q]> {
  return ipcRenderer.invoke(channel, ...args) as ReturnType<DesktopApi[Q]>;
}

/** The event itself is not passed on: its sender would give the page access to every channel. */
function hear(channel: EventChannel, listener: () => void): () => void {
  const heard = (): void => listener();
  ipcRenderer.on(channel, heard);
  return () => ipcRenderer.off(channel, heard);
}

contextBridge.exposeInMainWorld('desktop', desktop);
