// What the desktop app offers the page as `window.desktop`: types only, shared by the preload, the handlers and the page.

/** The feed that the dashboard shows: the one that the app runs itself, or the one at an http or https address. */
export type FeedChoice = { readonly kind: 'built-in' } | { readonly kind: 'address'; readonly url: string };

export type ChoiceReply = { readonly kind: 'chosen' } | { readonly kind: 'refused'; readonly why: string };

export interface DesktopApi {
  /** The address of the feed to connect to: the bundled server's, or the one the user gave. */
  feedUrl(): Promise<string>;
  /** What that address comes from. */
  feedChoice(): Promise<FeedChoice>;
  /** Stores the choice and, where it changes the feed, loads the page again. */
  chooseFeed(choice: FeedChoice): Promise<ChoiceReply>;
  /** Calls `listener` when the user wants to choose a feed. Returns what ends that. */
  onChooseFeed(listener: () => void): () => void;
  /** Calls `listener` when the machine has slept and wakes. Returns what ends that. */
  onWake(listener: () => void): () => void;
  /** Calls `listener` when a person has unlocked the screen, which says nothing of sleep. Returns what ends that. */
  onUnlock(listener: () => void): () => void;
}

/** What the page asks of main; each is a channel of its name. */
export type Question = {
  [K in keyof DesktopApi]: ReturnType<DesktopApi[K]> extends Promise<unknown> ? K : never;
}[keyof DesktopApi];

/** What main tells the page; each is a channel of its name. */
export type News = Exclude<keyof DesktopApi, Question>;

/** What main answers to each question; arguments come from outside and are not what they should be until checked. */
export type Handlers = {
  readonly [Q in Question]: (...args: readonly unknown[]) => Awaited<ReturnType<DesktopApi[Q]>>;
};
