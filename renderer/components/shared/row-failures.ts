// Counts the rows of a list that failed, each in its own place. If many do, the list's pane fails as a whole.
import { paneFail } from './pane.ts';

const MAX_FAILED_ROWS = 5;

/** Create during component initialization, like a guard. */
export class RowFailures<Key> {
  readonly #failPane = paneFail();
  #failed = new Set<Key>();

  /** `allKeys`: the keys of all current rows. */
  report(error: unknown, key: Key, allKeys: readonly Key[]): void {
    // eslint-disable-next-line no-console -- for developers; the row shows it on hover.
    console.error(error);
    this.#failed = new Set(allKeys.filter((other) => other === key || this.#failed.has(other)));
    if (this.#failed.size > MAX_FAILED_ROWS) this.#failPane(error);
  }

  /** The row is about to be rendered again. */
  retry(key: Key): void {
    this.#failed.delete(key);
  }
}
