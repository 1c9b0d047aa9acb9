// Rejects arguments of npm commands that would have no effect.
import { exitWithError } from './port.ts';

/** For scripts that take no arguments. */
export function expectNoArguments(): void {
  const [first] = process.argv.slice(2);
  if (first !== undefined) exitWithError(`expected no arguments, found "${first}"; to choose a port, set PORT`, 2);
}

/** Rejects our options if npm consumed them: without a `--` before them, npm takes all options for its own. */
export function rejectOptionsTakenByNpm(names: readonly string[]): void {
  const consumed = names.find((name) => (process.env[`npm_config_${name.replaceAll('-', '_')}`] ?? '') !== '');
  if (consumed === undefined) return;
  exitWithError(
    `--${consumed}: npm took this for an option of its own; put -- before it: npm start -- --${consumed} ...`,
    2,
  );
}
