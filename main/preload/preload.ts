// The page's side of the channels to main: the only thing that the page gets of Electron.
import { contextBridge, ipcRenderer } from 'electron';
import type { DesktopApi, News, Question } from '../ipc/contract.ts';

const desktop: DesktopApi = {
  feedUrl: () => ask('feedUrl'),
  feedChoice: () => ask('feedChoice'),
  chooseFeed: (choice) => ask('chooseFeed', choice),
  onChooseFeed: (listener) => hear('onChooseFeed', listener),
  onWake: (listener) => hear('onWake', listener),
  onUnlock: (listener) => hear('onUnlock', listener),
};

function ask<Q extends Question>(question: Q, ...args: Parameters<DesktopApi[Q]>): ReturnType<DesktopApi[Q]> {
  return ipcRenderer.invoke(question, ...args) as ReturnType<DesktopApi[Q]>;
}

/** The event itself stays here: through its sender the page could reach every channel. */
function hear(news: News, listener: () => void): () => void {
  const heard = (): void => listener();
  ipcRenderer.on(news, heard);
  return () => ipcRenderer.off(news, heard);
}

contextBridge.exposeInMainWorld('desktop', desktop);
