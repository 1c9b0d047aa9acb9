// Reads options from environment variables.
import { nearest } from './nearest.ts';
import type { FoundOptions, FoundOption, Table } from './option.ts';
import { TABLES } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'TAPEWIRE_';
/** Variables that the desktop app, the scripts and the tests read. */
const OTHER_VARIABLES = ['TAPEWIRE_FEED', 'TAPEWIRE_CHROMIUM', 'TAPEWIRE_DATA'];

/** `TAPEWIRE_BATCH_RATE` for `batch-rate`. */
export function variableOf(name: string): string {
  return `${PREFIX}${name.replaceAll('-', '_').toUpperCase()}`;
}

/** An empty variable counts as not set. */
export function readEnvironment(environment: Environment, table: Table): FoundOptions {
  const found = new Map<string, FoundOption>();
  for (const { flag, kind, scope, variable } of table.values()) {
    if (scope === 'flag') continue;
    const place = [variableOf(flag), variable ?? ''].find((name) => (environment[name] ?? '') !== '');
    if (place === undefined) continue;
    const text = environment[place] ?? '';
    const texts = kind.form === 'several' ? text.split('\n').filter((line) => line.trim() !== '') : [text];
    found.set(flag, { level: 'environment', place, texts });
  }
  return found;
}

/** A warning for each TAPEWIRE_ variable that does not exist and so has no effect. */
export function unknownVariables(environment: Environment): string[] {
  const options = Object.values(TABLES).flatMap((table) => [...table.values()]);
  const flags = options.flatMap(({ flag, scope }) => (scope === 'flag' ? [] : [flag]));
  const known = new Set([...flags.map(variableOf), ...OTHER_VARIABLES]);
  return Object.keys(environment)
    .filter((variable) => variable.toUpperCase().startsWith(PREFIX) && !known.has(variable))
    .map((variable) => {
      const name = variable.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
      if (!flags.includes(name) && options.some(({ flag }) => flag === name))
        return `${variable}: ignored; --${name} is only available as a flag`;
      const near = nearest(name, flags);
      const hint = near === undefined ? '' : `; did you mean ${variableOf(near)}?`;
      return `${variable}: ignored; no such variable${hint}`;
    });
}
