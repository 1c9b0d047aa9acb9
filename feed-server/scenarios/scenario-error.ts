// What is said of a fault that was written wrongly.
import { excerpt } from '../../proto/shown-text.ts';

export class ScenarioError extends Error {
  readonly code = 'bad-scenario';

  /** `where` names the file and line or the fault, and the key. `near`: what may have been meant. A `problem` is said as it is. */
  constructor(where: string, ...why: [problem: string] | [expected: string, found: string, near?: string | undefined]) {
    const [said, found, near] = why;
    const hint = near === undefined ? '' : `; the nearest is ${near}`;
    const expectation =
      found === undefined ? said : `expected ${said}, found ${found === '' ? 'nothing' : `"${excerpt(found)}"`}`;
    super(`${where}: ${expectation}${hint}`);
    this.name = 'ScenarioError';
  }
}
