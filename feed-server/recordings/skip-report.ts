// Counts the rows or blocks skipped in each file of a recording, and keeps the first error.
import { RecordingError } from './recording-error.ts';

interface FileSkips {
  count: number;
  readonly first: string;
}

export class SkipReport {
  readonly #files = new Map<string, FileSkips>();
  readonly #noun: string;

  /** `noun`: plural. */
  constructor(noun: 'rows' | 'blocks') {
    this.#noun = noun;
  }

  add(file: string, error: Error): void {
    const seen = this.#files.get(file);
    if (seen) seen.count++;
    else this.#files.set(file, { count: 1, first: error.message });
  }

  get count(): number {
    return [...this.#files.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** The first error; undefined if nothing was skipped. */
  get first(): string | undefined {
    return [...this.#files.values()][0]?.first;
  }

  /** One line per file. */
  get notes(): string[] {
    return [...this.#files].map(
      ([file, { count, first }]) =>
        `${file}: skipped ${count} bad ${count === 1 ? this.#noun.slice(0, -1) : this.#noun}; the first: ${withoutFileName(file, first)}`,
    );
  }
}

/** The error about a recording without valid rows. `first`: the message about the first bad one. */
export function noRows(place: string, badRows: number, first: string | undefined): RecordingError {
  const found =
    first === undefined
      ? 'none'
      : `none but ${badRows} bad ${badRows === 1 ? 'one' : 'ones'}; the first: ${withoutFileName(place, first)}`;
  return new RecordingError('not-a-recording', `${place}: expected rows of ticks, found ${found}`);
}

/** An error message about `file`, without the file's name at its start. */
function withoutFileName(file: string, message: string): string {
  return [`${file}, `, `${file}: `].reduce(
    (text, start) => (text.startsWith(start) ? text.slice(start.length) : text),
    message,
  );
}
