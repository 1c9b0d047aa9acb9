// What the desktop app offers the page as `window.desktop`: only types, shared by the preload script, the handlers and
// the page.

/** The feed that the dashboard shows: the one that the app itself runs, or one at an http or https address. */
export type FeedChoice = { readonly kind: 'built-in' } | { readonly kind: 'address'; readonly url: string };

export type ChoiceReply = { readonly kind: 'chosen' } | { readonly kind: 'refused'; readonly why: string };

export interface DesktopApi {
  /** The address of the feed to connect to: that of the bundled server or the one chosen by the user. */
  feedUrl(): Promise<string>;
  /** The choice behind that address. */
  feedChoice(): Promise<FeedChoice>;
  /** Saves the choice and reloads the page if the feed changes. */
  chooseFeed(choice: FeedChoice): Promise<ChoiceReply>;
  /** Calls `listener` when the user wants to choose a feed. Returns a function that removes it. */
  onChooseFeed(listener: () => void): () => void;
  /** Calls `listener` when the machine wakes from sleep. Returns a function that removes it. */
  onWake(listener: () => void): () => void;
  /**
   * Calls `listener` when the user unlocks the screen, whether or not the machine slept. Returns a function that
   * removes it.
   */
  onUnlock(listener: () => void): () => void;
}

/** Requests from the page to the main process; the channel names. */
export type RequestChannel = {
  [K in keyof DesktopApi]: ReturnType<DesktopApi[K]> extends Promise<unknown> ? K : never;
}[keyof DesktopApi];

/** Events from the main process to the page; the channel names. */
export type EventChannel = Exclude<keyof DesktopApi, RequestChannel>;

/** The main process's handlers. Arguments are untrusted until validated. */
export type Handlers = {
  readonly [Q in RequestChannel]: (...args: readonly unknown[]) => Awaited<ReturnType<DesktopApi[Q]>>;
};
