// The error for a fault that is written wrongly.
import { problemText, type Problem } from '../options/option-error.ts';

export class ScenarioError extends Error {
  readonly code = 'bad-scenario';

  /** `where` names the file and line or the fault, and the key. */
  constructor(where: string, ...problem: Problem) {
    super(`${where}: ${problemText(...problem)}`);
    this.name = 'ScenarioError';
  }
}
