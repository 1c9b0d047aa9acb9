// What is said of a fault that was written wrongly.

export class ScenarioError extends Error {
  readonly code = 'bad-scenario';

  /** `where` names the file and line or the fault, and the key. */
  constructor(where: string, expected: string, found: string) {
    super(`${where}: expected ${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`);
    this.name = 'ScenarioError';
  }
}
