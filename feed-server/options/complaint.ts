// The wording of an error about a text that somebody wrote: an option, a configuration file, a fault.
import { excerpt } from '../../proto/shown-text.ts';

/** A `problem` stands as it is. `found`: what was written, "" for nothing. `near`: what may have been meant. */
export type Complaint = [problem: string] | [expected: string, found: string, near?: string | undefined];

/** `expected a port, found "x"; the nearest is y`. */
export function complaintText(...[said, found, near]: Complaint): string {
  if (found === undefined) return said;
  const hint = near === undefined ? '' : `; the nearest is ${near}`;
  return `expected ${said}, found ${found === '' ? 'nothing' : `"${excerpt(found)}"`}${hint}`;
}
