// What the desktop app offers the page as `window.desktop`: types only, shared by the preload, the handlers and the page.

export interface DesktopApi {
  /** The address of the feed to connect to: the bundled server's, or the one the user gave. */
  feedUrl(): Promise<string>;
  /** Calls `listener` when the machine wakes or is unlocked. Returns what ends that. */
  onWake(listener: () => void): () => void;
}
