// Publishes changes at most once per animation frame.

/** How long a hidden page, which gets no frames, may delay publishing; milliseconds. */
const HIDDEN_MS = 500;

export class FramePump {
  readonly #publish: () => void;
  readonly #page: Pick<Document, 'hidden' | 'addEventListener'>;
  #cancel: (() => void) | undefined;

  constructor(publish: () => void, page: Pick<Document, 'hidden' | 'addEventListener'> = document) {
    this.#publish = publish;
    this.#page = page;
    // A frame requested before the page was hidden will not come.
    page.addEventListener('visibilitychange', () => {
      if (!this.#cancel) return;
      this.#cancel();
      this.#arm();
    });
  }

  /** Requests publishing in the next frame. Further calls before that have no effect. */
  request(): void {
    if (!this.#cancel) this.#arm();
  }

  #arm(): void {
    const run = (): void => {
      this.#cancel = undefined;
      this.#publish();
    };
    if (this.#page.hidden) {
      const timer = setTimeout(run, HIDDEN_MS);
      this.#cancel = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(run);
      this.#cancel = () => cancelAnimationFrame(frame);
    }
  }
}
