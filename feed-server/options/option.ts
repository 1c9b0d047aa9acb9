// What an option is, and how its value is found: flags before the environment before a file before its default.
import { OptionError } from './complaint.ts';
import type { Kind } from './kinds.ts';

/** What only some options have. */
interface Extras<T> {
  /** The default, as a person would write it. */
  readonly fallback?: string;
  /** The value without a default that could be written. Left out, undefined. */
  readonly absent?: T;
  /** The furthest place that it may be given in. Left out, all: flags, environment and file. */
  readonly reach?: 'flag' | 'environment';
  /** The letter of its short flag. */
  readonly short?: string;
  /** Another environment variable that it is read from. */
  readonly variable?: string;
  /** Its value is never shown. */
  readonly secret?: true;
}

export interface Option<T> extends Extras<T> {
  /** Its name as a flag, without dashes, and as a key of a configuration file; TAPEWIRE_NAME in the environment. */
  readonly flag: string;
  readonly kind: Kind<T>;
  readonly help: string;
}

export function option<T, const E extends Extras<T>>(
  flag: string,
  kind: Kind<T>,
  help: string,
  extras?: E,
): Option<T> & E {
  return { flag, kind, help, ...(extras as E) };
}

/** Options by the name of the field that holds the value. */
export type Group = Readonly<Record<string, Option<unknown>>>;

/** Options by their flags. */
export type Table = ReadonlyMap<string, Option<unknown>>;

type ValueOf<O> = O extends { readonly kind: Kind<infer T> }
  ? O extends { fallback: string } | { absent: unknown }
    ? T
    : T | undefined
  : never;

export type ValuesOf<G extends Group> = { readonly [N in keyof G]: ValueOf<G[N]> };

export function tableOf(...groups: readonly Group[]): Table {
  return new Map(groups.flatMap((group) => Object.values(group).map((option) => [option.flag, option])));
}

/** The later, the more it counts. */
export const LEVELS = ['fallback', 'file', 'environment', 'flag'] as const;

/** An option's texts as they were found, with the place as the user wrote it: `--speed`, `TAPEWIRE_SPEED`, `x.yaml, speed`. */
export interface Found {
  readonly level: (typeof LEVELS)[number];
  readonly place: string;
  readonly texts: readonly string[];
}

/** What was found, by flag. */
export type Finds = ReadonlyMap<string, Found>;

/** The first of `sources` that has it counts, else its default; undefined if it has none. */
export function findOption({ flag, fallback }: Option<unknown>, sources: readonly Finds[]): Found | undefined {
  const found = sources.map((source) => source.get(flag)).find((f) => f !== undefined);
  if (found || fallback === undefined) return found;
  return { level: 'fallback', place: `--${flag}`, texts: [fallback] };
}

/** The values of a group. What a place hides in another is not checked. @throws OptionError */
export function readGroup<G extends Group>(group: G, ...sources: readonly Finds[]): ValuesOf<G> {
  const values = Object.entries(group).map(([name, option]) => {
    const found = findOption(option, sources);
    return [name, found ? readOption(option, found) : option.absent];
  });
  return Object.fromEntries(values) as ValuesOf<G>;
}

function readOption({ kind, secret }: Option<unknown>, { place, texts }: Found): unknown {
  const value = kind.read(texts);
  if (value !== undefined) return value;
  const { expected, found } = kind.explain?.(texts) ?? { expected: kind.expected, found: texts.join(',') };
  throw new OptionError(place, expected, secret && found !== '' ? 'something else' : found);
}
