// What is skipped in a recording because it is damaged: how much of each file, and the first error.
import { RecordingError } from './recording-error.ts';

interface Count {
  count: number;
  readonly first: string;
}

export class SkipReport {
  readonly #files = new Map<string, Count>();
  readonly #what: string;

  /** `what`: the word for more than one of them. */
  constructor(what: 'rows' | 'blocks') {
    this.#what = what;
  }

  add(file: string, error: Error): void {
    const seen = this.#files.get(file);
    if (seen) seen.count++;
    else this.#files.set(file, { count: 1, first: error.message });
  }

  get count(): number {
    return [...this.#files.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** The first error; undefined where nothing was skipped. */
  get first(): string | undefined {
    return [...this.#files.values()][0]?.first;
  }

  /** One line per file. */
  get notes(): string[] {
    return [...this.#files].map(
      ([file, { count, first }]) =>
        `${file}: skipped ${count} bad ${count === 1 ? this.#what.slice(0, -1) : this.#what}; the first: ${placeIn(file, first)}`,
    );
  }
}

/** The error about a recording without any good row. `first`: what was wrong with the first bad one. */
export function noRows(place: string, bad: number, first: string | undefined): RecordingError {
  const found =
    first === undefined
      ? 'none'
      : `none but ${bad} bad ${bad === 1 ? 'one' : 'ones'}; the first: ${placeIn(place, first)}`;
  return new RecordingError('not-a-recording', `${place}: expected rows of ticks, found ${found}`);
}

/** An error about `file` without its name, behind that name. */
function placeIn(file: string, message: string): string {
  return [`${file}, `, `${file}: `].reduce(
    (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    message,
  );
}
