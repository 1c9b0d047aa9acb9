// The feed that the window shows: the bundled one, kept running while it is chosen, or one at an address.
import type { FeedChoice } from './ipc/contract.ts';

export interface ActiveFeedOptions {
  readonly bundled: { start(): void; stop(): void };
  /** Saves a choice for the next start. @throws if that fails */
  readonly saveChoice: (choice: FeedChoice) => void;
  /** Loads the page, which then uses the feed at `url`. */
  readonly loadPage: () => void;
}

export class ActiveFeed {
  readonly #options: ActiveFeedOptions;
  #choice: FeedChoice;
  #url: string | undefined;

  constructor(choice: FeedChoice, options: ActiveFeedOptions) {
    this.#choice = choice;
    this.#options = options;
  }

  get choice(): FeedChoice {
    return this.#choice;
  }

  /** Undefined until the bundled feed is first ready. */
  get url(): string | undefined {
    return this.#url;
  }

  start(): void {
    this.#switchTo(this.#choice);
  }

  /** @throws if the choice cannot be saved; nothing changes then */
  choose(choice: FeedChoice): void {
    this.#options.saveChoice(choice);
    const previous = this.#choice;
    this.#choice = choice;
    if (choice.kind === 'address' || previous.kind === 'address') this.#switchTo(choice);
  }

  /** The bundled feed is ready. Needs no reload if it came back at the same address. */
  handleBundledReady(url: string): void {
    if (this.#choice.kind === 'address' || url === this.#url) return;
    this.#url = url;
    this.#options.loadPage();
  }

  stop(): void {
    this.#options.bundled.stop();
  }

  #switchTo(choice: FeedChoice): void {
    const { bundled, loadPage } = this.#options;
    switch (choice.kind) {
      case 'built-in':
        this.#url = undefined;
        bundled.start();
        return;
      case 'address':
        bundled.stop();
        this.#url = choice.url;
        loadPage();
        return;
    }
  }
}
