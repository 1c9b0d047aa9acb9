// What is wrong with a text that somebody wrote (an option, a configuration file, a fault): its wording, and the error about an option.
import { excerpt } from '../../proto/shown-text.ts';

/** A `problem` is used as it is. `found`: the text found, "" for none. `near`: what may have been meant. */
export type Complaint = [problem: string] | [expected: string, found: string, near?: string | undefined];

/** `expected a port, found "x"; the nearest is y`. */
export function complaintText(...[said, found, near]: Complaint): string {
  if (found === undefined) return said;
  const hint = near === undefined ? '' : `; the nearest is ${near}`;
  return `expected ${said}, found ${found === '' ? 'nothing' : `"${excerpt(found)}"`}${hint}`;
}

/** Names the option as it was written, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, ...complaint: Complaint) {
    super(`${option}: ${complaintText(...complaint)}`);
    this.name = 'OptionError';
  }
}
