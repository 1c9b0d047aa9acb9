// The main process's IPC handlers: validates senders and arguments.
import { isAppPage } from '../app-page.ts';
import { addressOf, parseFeedChoice, expectationText, parseAppFeedAddress } from '../feed-choice.ts';
import type { ActiveFeed } from '../active-feed.ts';
import type { Handlers } from './contract.ts';

/** The part of Electron's sender frame that is checked. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

export class ForeignSenderError extends Error {
  readonly code = 'foreign-sender';

  constructor(channel: string, sender: SenderFrame | null) {
    super(`${channel}: expected a request from the app's page, found ${sender?.url ?? 'a destroyed frame'}`);
    this.name = 'ForeignSenderError';
  }
}

/** Accepts only the app's page, as the top frame of its window. @throws ForeignSenderError */
export function checkSender(channel: string, sender: SenderFrame | null): void {
  if (sender?.parent !== null || !isAppPage(sender.url)) throw new ForeignSenderError(channel, sender);
}

export function createHandlers(feed: Pick<ActiveFeed, 'url' | 'choice' | 'choose'>): Handlers {
  return {
    feedUrl() {
      if (feed.url === undefined) throw new Error('the built-in feed is not ready');
      return feed.url;
    },
    feedChoice: () => feed.choice,
    chooseFeed(value) {
      const choice = parseFeedChoice(value);
      if (!choice) return { kind: 'refused', why: `Expected ${expectationFor(value)}` };
      try {
        feed.choose(choice);
        return { kind: 'chosen' };
      } catch (error) {
        return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function expectationFor(value: unknown): string {
  const address = parseAppFeedAddress(addressOf(value));
  return address.kind === 'refused' ? expectationText(address) : `a feed choice, found ${JSON.stringify(value)}`;
}
