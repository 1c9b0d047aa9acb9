// The main side of the channels to the page: the one file of main that imports Electron's IPC.
import { ipcMain, type WebContents } from 'electron';
import type { Handlers, News, Question } from './contract.ts';
import { checkAsker } from './handlers.ts';

export function answerQuestions(handlers: Handlers): void {
  for (const question of Object.keys(handlers) as Question[])
    ipcMain.handle(question, (event, ...args: unknown[]) => {
      checkAsker(question, event.senderFrame);
      return handlers[question](...args);
    });
}

export function tell(page: WebContents, news: News): void {
  // While the app quits, its window may be gone already.
  if (!page.isDestroyed()) page.send(news);
}
