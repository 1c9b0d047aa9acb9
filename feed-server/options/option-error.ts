// What is said where an option is wrong.
import { excerpt } from '../../proto/shown-text.ts';

/** Names the option as it was written, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  /** `near`: what may have been meant. A `problem` is said as it is. */
  constructor(
    option: string,
    ...why: [problem: string] | [expected: string, found: string, near?: string | undefined]
  ) {
    const [said, found, near] = why;
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    const expectation =
      found === undefined ? said : `expected ${said}, found ${found === '' ? 'nothing' : `"${excerpt(found)}"`}`;
    super(`${option}: ${expectation}${hint}`);
    this.name = 'OptionError';
  }
}
