// What main answers to the page: who may ask, and what each question must look like.
import { isAppPage } from '../app-page.ts';
import { addressIn, asFeedChoice, complaintAbout, readFeedAddress } from '../feed-choice.ts';
import type { FeedInUse } from '../feed-in-use.ts';
import type { Handlers } from './contract.ts';

/** What is looked at of the frame that asks. */
export interface Asker {
  readonly url: string;
  readonly parent: unknown;
}

export class ForeignSenderError extends Error {
  readonly code = 'foreign-sender';

  constructor(question: string, asker: Asker | null) {
    super(`${question}: expected to be asked by the app's page, found ${asker?.url ?? 'a frame that is gone'}`);
    this.name = 'ForeignSenderError';
  }
}

/** Lets pass the app's own page as the top frame of its window. @throws ForeignSenderError */
export function checkAsker(question: string, asker: Asker | null): void {
  if (asker?.parent !== null || !isAppPage(asker.url)) throw new ForeignSenderError(question, asker);
}

export function createHandlers(feed: Pick<FeedInUse, 'url' | 'choice' | 'choose'>): Handlers {
  return {
    feedUrl() {
      if (feed.url === undefined) throw new Error('the built-in feed is not ready');
      return feed.url;
    },
    feedChoice: () => feed.choice,
    chooseFeed(found) {
      const choice = asFeedChoice(found);
      if (!choice) return { kind: 'refused', why: `Expected ${complaintOf(found)}` };
      try {
        feed.choose(choice);
        return { kind: 'chosen' };
      } catch (error) {
        return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

function complaintOf(found: unknown): string {
  const read = readFeedAddress(addressIn(found));
  return read.kind === 'refused' ? complaintAbout(read) : `a choice of a feed, found ${JSON.stringify(found)}`;
}
