// Options in the environment.
import type { Finds, Found } from './settings.ts';
import { nearest } from './nearest.ts';
import { TABLES, type Table } from './table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'TAPEWIRE_';
/** Variables of the desktop app, and of the scripts and tests of a checkout. */
const OF_OTHERS = ['TAPEWIRE_FEED', 'TAPEWIRE_CHROMIUM', 'TAPEWIRE_DATA'];

/** `TAPEWIRE_BATCH_RATE` of `batch-rate`. */
export function variableOf(name: string): string {
  return `${PREFIX}${name.replaceAll('-', '_').toUpperCase()}`;
}

/** A variable that is empty counts as not set. `others`: further names of variables, by option. */
export function readEnvironment(
  environment: Environment,
  table: Table,
  others: Readonly<Record<string, string>> = {},
): Finds {
  const found = new Map<string, Found>();
  for (const [name, { reach, kind }] of Object.entries(table)) {
    if (reach === 'flag') continue;
    const variables = [variableOf(name), ...(others[name] === undefined ? [] : [others[name]])];
    const place = variables.find((v) => environment[v] !== undefined && environment[v] !== '');
    if (place === undefined) continue;
    const text = environment[place] ?? '';
    const texts = kind.form === 'several' ? text.split('\n').filter((line) => line.trim() !== '') : [text];
    found.set(name, { level: 'environment', place, texts });
  }
  return found;
}

/** A warning for each TAPEWIRE_ variable that does not exist and so has no effect. */
export function unknownVariables(environment: Environment): string[] {
  const tables: readonly Table[] = Object.values(TABLES);
  const options = new Map(tables.flatMap((table) => Object.entries(table)));
  const names = [...options].filter(([, { reach }]) => reach !== 'flag').map(([name]) => name);
  const known = new Set([...names.map(variableOf), ...OF_OTHERS]);
  return Object.keys(environment)
    .filter((variable) => variable.toUpperCase().startsWith(PREFIX) && !known.has(variable))
    .map((variable) => {
      const name = variable.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
      if (options.has(name) && !names.includes(name)) return `${variable}: ignored; --${name} is a flag only`;
      const near = nearest(name, names);
      const hint = near === undefined ? '' : `; the nearest is ${variableOf(near)}`;
      return `${variable}: ignored; there is no such variable${hint}`;
    });
}
