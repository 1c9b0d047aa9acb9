// Options in the environment.
import { nearest } from './nearest.ts';
import type { Finds, Found, Table } from './option.ts';
import { TABLES } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'TAPEWIRE_';
/** Variables of the desktop app, and of the scripts and tests of a checkout. */
const OF_OTHERS = ['TAPEWIRE_FEED', 'TAPEWIRE_CHROMIUM', 'TAPEWIRE_DATA'];

/** `TAPEWIRE_BATCH_RATE` of `batch-rate`. */
export function variableOf(name: string): string {
  return `${PREFIX}${name.replaceAll('-', '_').toUpperCase()}`;
}

/** A variable that is empty counts as not set. */
export function readEnvironment(environment: Environment, table: Table): Finds {
  const found = new Map<string, Found>();
  for (const { flag, kind, reach, variable } of table.values()) {
    if (reach === 'flag') continue;
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
  const flags = options.flatMap(({ flag, reach }) => (reach === 'flag' ? [] : [flag]));
  const known = new Set([...flags.map(variableOf), ...OF_OTHERS]);
  return Object.keys(environment)
    .filter((variable) => variable.toUpperCase().startsWith(PREFIX) && !known.has(variable))
    .map((variable) => {
      const name = variable.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
      if (!flags.includes(name) && options.some(({ flag }) => flag === name))
        return `${variable}: ignored; --${name} is a flag only`;
      const near = nearest(name, flags);
      const hint = near === undefined ? '' : `; the nearest is ${variableOf(near)}`;
      return `${variable}: ignored; there is no such variable${hint}`;
    });
}
