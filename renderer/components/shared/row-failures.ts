// The rows of a list that failed, each in its own place. Where many did, the list's pane fails as a whole.
import { paneFail } from './pane.ts';

const MOST_FAILED_ROWS = 5;

/** To be made while the list's component is set up, like a guard. */
export class RowFailures<Key> {
  readonly #failPane = paneFail();
  #failed = new Set<Key>();

  /** `listed`: the keys of all rows that there are. */
  report(error: unknown, key: Key, listed: readonly Key[]): void {
    // eslint-disable-next-line no-console -- for a developer; the row shows it on hover.
    console.error(error);
    this.#failed = new Set(listed.filter((other) => other === key || this.#failed.has(other)));
    if (this.#failed.size > MOST_FAILED_ROWS) this.#failPane(error);
  }

  /** The row is about to be drawn again. */
  retry(key: Key): void {
    this.#failed.delete(key);
  }
}
