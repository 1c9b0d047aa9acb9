// What is said where an option is wrong.

/** Names the option as it was written, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  /** `near`: what may have been meant. */
  constructor(option: string, expected: string, found: string, near?: string) {
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    super(`${option}: expected ${expected}, found ${found === '' ? 'nothing' : `"${found}"`}${hint}`);
    this.name = 'OptionError';
  }
}
