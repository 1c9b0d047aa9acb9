// The error about an invalid fault.
import { problemText, type Problem } from '../options/option-error.ts';

export class ScenarioError extends Error {
  readonly code = 'bad-scenario';

  /** `place` names the file and line or the fault, and the key. */
  constructor(place: string, ...problem: Problem) {
    super(`${place}: ${problemText(...problem)}`);
    this.name = 'ScenarioError';
  }
}
