// Publishes changes at most once per animation frame.

/** How long publishing is delayed on a hidden page, which gets no frames; milliseconds. */
const MAX_HIDDEN_DELAY_MS = 500;

export class FramePump {
  readonly #publish: () => void;
  readonly #page: Pick<Document, 'hidden' | 'addEventListener'>;
  #cancelScheduled: (() => void) | undefined;

  constructor(publish: () => void, page: Pick<Document, 'hidden' | 'addEventListener'> = document) {
    this.#publish = publish;
    this.#page = page;
    // A frame requested before the page was hidden will not come.
    page.addEventListener('visibilitychange', () => {
      if (!this.#cancelScheduled) return;
      this.#cancelScheduled();
      this.#schedule();
    });
  }

  /** Requests publishing in the next frame. Further calls before that have no effect. */
  request(): void {
    if (!this.#cancelScheduled) this.#schedule();
  }

  #schedule(): void {
    const run = (): void => {
      this.#cancelScheduled = undefined;
      this.#publish();
    };
    if (this.#page.hidden) {
      const timer = setTimeout(run, MAX_HIDDEN_DELAY_MS);
      this.#cancelScheduled = () => clearTimeout(timer);
    } else {
      const frame = requestAnimationFrame(run);
      this.#cancelScheduled = () => cancelAnimationFrame(frame);
    }
  }
}
