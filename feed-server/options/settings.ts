// What options are set to and where: flags before the environment before a file before what they are by themselves.
import { OptionError } from './option-error.ts';
import type { Option, Table } from './table.ts';

export type Level = 'flag' | 'environment' | 'file' | 'fallback';

/** An option's texts as they were found, with the place as the user wrote it: `--speed`, `TAPEWIRE_SPEED`, `x.yaml, speed`. */
export interface Found {
  readonly level: Level;
  readonly place: string;
  readonly texts: readonly string[];
}

/** By name of the option. */
export type Finds = ReadonlyMap<string, Found>;

export interface Setting<T> extends Found {
  readonly value: T;
}

type ValueOf<O> = O extends Option<infer T> ? T : never;

export type Settings<T extends Table> = {
  readonly [N in keyof T]: T[N] extends { readonly fallback: string }
    ? Setting<ValueOf<T[N]>>
    : Setting<ValueOf<T[N]>> | undefined;
};

/** Takes each option from the first of `sources` that has it; what that one hides is not looked at. @throws OptionError */
export function settle<T extends Table>(table: T, ...sources: readonly Finds[]): Settings<T> {
  const settings = Object.entries(table).map(([name, option]) => {
    const found = sources.map((source) => source.get(name)).find((f) => f !== undefined) ?? fallbackOf(name, option);
    return [name, found && { ...found, value: read(option, found) }];
  });
  return Object.fromEntries(settings) as Settings<T>;
}

function fallbackOf(name: string, { fallback }: Option<unknown>): Found | undefined {
  return fallback === undefined ? undefined : { level: 'fallback', place: `--${name}`, texts: [fallback] };
}

function read<T>({ kind, secret }: Option<T>, { place, texts }: Found): T {
  const value = kind.read(texts);
  if (value !== undefined) return value;
  const { expected, found } = kind.explain?.(texts) ?? { expected: kind.expected, found: texts.join(',') };
  throw new OptionError(place, expected, secret && found !== '' ? 'something else' : found);
}
