// The feed that the window shows: the bundled one, kept running while it is wanted, or the one at an address.
import type { FeedChoice } from './ipc/contract.ts';

export interface FeedInUseOptions {
  readonly bundled: { start(): void; stop(): void };
  /** Keeps a choice for the next start. @throws where it can not */
  readonly store: (choice: FeedChoice) => void;
  /** The page is to be loaded, with the feed that `url` names now. */
  readonly show: () => void;
}

export class FeedInUse {
  readonly #options: FeedInUseOptions;
  #choice: FeedChoice;
  #url: string | undefined;

  constructor(choice: FeedChoice, options: FeedInUseOptions) {
    this.#choice = choice;
    this.#options = options;
  }

  get choice(): FeedChoice {
    return this.#choice;
  }

  /** Undefined until the bundled feed is ready for the first time. */
  get url(): string | undefined {
    return this.#url;
  }

  start(): void {
    this.#use(this.#choice);
  }

  /** @throws where the choice can not be stored; nothing is changed then */
  choose(choice: FeedChoice): void {
    this.#options.store(choice);
    const before = this.#choice;
    this.#choice = choice;
    if (choice.kind === 'address' || before.kind === 'address') this.#use(choice);
  }

  /** The bundled feed is ready; one that came back where it was is none to load the page for. */
  bundledReady(url: string): void {
    if (this.#choice.kind === 'address' || url === this.#url) return;
    this.#url = url;
    this.#options.show();
  }

  stop(): void {
    this.#options.bundled.stop();
  }

  #use(choice: FeedChoice): void {
    const { bundled, show } = this.#options;
    switch (choice.kind) {
      case 'built-in':
        this.#url = undefined;
        bundled.start();
        return;
      case 'address':
        bundled.stop();
        this.#url = choice.url;
        show();
        return;
    }
  }
}
