// The error about an option, and the wording that it shares with errors about faults.
import { excerpt } from '../../proto/shown-text.ts';

/** `message`: the whole text. `found`: the invalid text, "" for none. `near`: a name to suggest. */
export type Problem = [message: string] | [expected: string, found: string, near?: string | undefined];

/** `expected a port, found "x"; did you mean y?`. */
export function problemText(...[expected, found, near]: Problem): string {
  if (found === undefined) return expected;
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  return `expected ${expected}, found ${found === '' ? 'nothing' : `"${excerpt(found)}"`}${hint}`;
}

/** The message names the option as the user wrote it. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, ...problem: Problem) {
    super(`${option}: ${problemText(...problem)}`);
    this.name = 'OptionError';
  }
}
