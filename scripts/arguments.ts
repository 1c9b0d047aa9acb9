// Arguments of npm commands that would have no effect: refused by name.
import { giveUp } from './port.ts';

/** For a script that takes none. */
export function expectNoArguments(): void {
  const [first] = process.argv.slice(2);
  if (first !== undefined) giveUp(`expected no arguments, found "${first}"; the port is taken from PORT`, 2);
}

/** Refuses options of ours that npm kept: without `--` before them, it takes all options for its own. */
export function refuseKeptByNpm(names: readonly string[]): void {
  const kept = names.find((name) => (process.env[`npm_config_${name.replaceAll('-', '_')}`] ?? '') !== '');
  if (kept === undefined) return;
  giveUp(`--${kept}: npm took this for an option of its own; put -- before it: npm start -- --${kept} ...`, 2);
}
