// Options in the environment.
import type { Finds, Found } from './settings.ts';
import type { Table } from './table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `TAPEWIRE_BATCH_RATE` of `batch-rate`. */
export function variableOf(name: string): string {
  return `TAPEWIRE_${name.replaceAll('-', '_').toUpperCase()}`;
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
