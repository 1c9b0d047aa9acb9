// Options and how their values are resolved. A flag overrides the environment, which overrides a file, which overrides the default.
import { OptionError } from './option-error.ts';
import type { Kind } from './kinds.ts';

/** Properties that only some options have. */
interface Extras<T> {
  /** The default, as a person would write it. */
  readonly fallback?: string;
  /** The value if the option is not given and has no `fallback`; undefined if missing. */
  readonly absent?: T;
  /** `flag`: may only be given as a flag. `environment`: also as a variable, but not in a file. If missing, in all three. */
  readonly scope?: 'flag' | 'environment';
  /** The letter of the short flag. */
  readonly short?: string;
  /** A second environment variable that sets it. */
  readonly variable?: string;
  /** The value is never shown. */
  readonly secret?: true;
}

export interface Option<T> extends Extras<T> {
  /** The name of the flag without dashes, and the key in a configuration file. The environment variable is TAPEWIRE_NAME. */
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

/** Options by the field that holds the value. */
export type Group = Readonly<Record<string, Option<unknown>>>;

/** Options by flag. */
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

/** Later levels override earlier ones. */
export const LEVELS = ['fallback', 'file', 'environment', 'flag'] as const;

/** The texts given for an option. `place` is what the user wrote: `--speed`, `TAPEWIRE_SPEED` or `x.yaml, speed`. */
export interface FoundOption {
  readonly level: (typeof LEVELS)[number];
  readonly place: string;
  readonly texts: readonly string[];
}

/** The options that one source has, by flag. */
export type FoundOptions = ReadonlyMap<string, FoundOption>;

/** What the first source with this option has; otherwise its default, if any. */
export function findOption(
  { flag, fallback }: Option<unknown>,
  sources: readonly FoundOptions[],
): FoundOption | undefined {
  const found = sources.map((source) => source.get(flag)).find((f) => f !== undefined);
  if (found || fallback === undefined) return found;
  return { level: 'fallback', place: `--${flag}`, texts: [fallback] };
}

/** The values of a group. Overridden texts are not checked. @throws OptionError */
export function readGroup<G extends Group>(group: G, ...sources: readonly FoundOptions[]): ValuesOf<G> {
  const values = Object.entries(group).map(([name, option]) => {
    const found = findOption(option, sources);
    return [name, found ? readOption(option, found) : option.absent];
  });
  return Object.fromEntries(values) as ValuesOf<G>;
}

function readOption({ kind, secret }: Option<unknown>, { place, texts }: FoundOption): unknown {
  const value = kind.read(texts);
  if (value !== undefined) return value;
  const { expected, found } = kind.explain?.(texts) ?? { expected: kind.expected, found: texts.join(',') };
  throw new OptionError(place, expected, secret && found !== '' ? 'something else' : found);
}
