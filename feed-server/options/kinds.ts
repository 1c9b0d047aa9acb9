// The types of option values: how each is parsed and written, and how errors describe it.
import { EXAMPLE_ADDRESS, parseFeedAddress } from '../../proto/feed-address.ts';
import { BAR_INTERVALS_S } from '../../proto/messages.ts';
import { isSymbol } from '../../proto/symbol.ts';
import { TIME_RANGE, readInstant } from './instant.ts';
import { durationText, readDuration, readSize, sizeText } from './units.ts';

type Written = string | number | boolean | readonly string[];

export interface Kind<T> {
  /**
   * `switch`: a flag without a value. `list`: an array in a file, otherwise values separated by commas; its flag may be repeated.
   * `several`: like `list`, but an environment variable has one per line instead of commas.
   */
  readonly form: 'one' | 'switch' | 'list' | 'several';
  /** The placeholder for the value in the help. */
  readonly metavar: string;
  /** Follows "expected" in an error. */
  readonly expected: string;
  /** A value in a file is read as spelled, even if YAML would make it a number or a boolean: 007, TRUE. */
  readonly verbatim?: true;
  /** Undefined if the texts are invalid. There is one text, unless `form` allows more. */
  read(texts: readonly string[]): T | undefined;
  /** A more precise description of invalid texts; undefined if `expected` is enough. */
  readonly explain?: (texts: readonly string[]) => { readonly expected: string; readonly found: string } | undefined;
  /** The value as written in a configuration file. */
  write(value: T): Written;
}

export function whole(min: number, max: number, metavar = 'N'): Kind<number> {
  return singleValue(metavar, `a whole number from ${min} to ${max}`, (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    return value >= min && value <= max ? value : undefined;
  });
}

export function number(min: number, max: number): Kind<number> {
  return singleValue('X', `a number from ${min} to ${max}`, (text) => readNumber(text, min, max));
}

/** Market seconds per second, or as fast as possible. */
export function speed(min: number, max: number): Kind<number | 'max'> {
  return singleValue('X', `a number from ${min} to ${max}, or max`, (text) =>
    text === 'max' ? text : readNumber(text, min, max),
  );
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Kind<T> {
  return singleValue('WORD', `one of ${words.join(', ')}`, (found) => words.find((word) => word === found));
}

export function text(metavar: string, expected = 'a value'): Kind<string> {
  return { ...singleValue(metavar, expected, (found) => (found.trim() === '' ? undefined : found)), verbatim: true };
}

/** A calendar day, YYYY-MM-DD. */
export const day: Kind<string> = singleValue('YYYY-MM-DD', `a day such as 2013-10-08, ${TIME_RANGE}`, (found) =>
  /^\d{4}-\d{2}-\d{2}$/.test(found) && readInstant(found) !== undefined ? found : undefined,
);

const MAX_DURATION_MS = 10_000 * 3_600_000;

/** In milliseconds, from `minMs` to `maxMs`. */
export function duration(minMs = 1, maxMs = MAX_DURATION_MS): Kind<number> {
  const range = `from ${durationText(minMs)} to ${durationText(maxMs)}`;
  const kind = singleValue('TIME', `a duration such as 500ms, 60s, 5m, 2h or 1d, ${range}`, (found) => {
    const ms = readDuration(found) ?? NaN;
    return ms >= minMs && ms <= maxMs ? ms : undefined;
  });
  return { ...kind, write: durationText };
}

/** Length of a bar, in seconds. */
export const barInterval: Kind<number> = {
  ...singleValue('TIME', `one of ${BAR_INTERVALS_S.map(intervalText).join(', ')}`, (found) =>
    BAR_INTERVALS_S.find((intervalS) => intervalS * 1_000 === readDuration(found)),
  ),
  write: intervalText,
};

/** Memory in bytes. The limits are written like the values, such as 64KB. */
export function size(min: string, max: string): Kind<number> {
  const [minBytes = NaN, maxBytes = NaN] = [readSize(min), readSize(max)];
  const kind = singleValue('SIZE', `a size from ${min} to ${max}, such as 512KB, 64MB or 1GB`, (found) => {
    const bytes = readSize(found) ?? NaN;
    return bytes >= minBytes && bytes <= maxBytes ? bytes : undefined;
  });
  return { ...kind, write: sizeText };
}

/** Milliseconds since 1970-01-01 UTC. */
export const instant: Kind<number> = {
  ...singleValue(
    'TIME',
    `a time in New York such as 2025-01-06T09:30, or one with its offset from UTC, ${TIME_RANGE}`,
    readInstant,
  ),
  write: (time) => new Date(time).toISOString(),
};

/** The address of a feed, without a slash at the end. */
export const address: Kind<string> = {
  ...singleValue('URL', `an address such as ${EXAMPLE_ADDRESS}`, (found) => {
    const address = parseFeedAddress(found);
    return address.kind === 'address' ? address.url : undefined;
  }),
  explain([found = '']) {
    const address = parseFeedAddress(found);
    return address.kind === 'refused' ? address : undefined;
  },
};

/** The path below which the server serves everything: "" for the root, or "/ticker". Outer slashes are optional. */
export const basePath: Kind<string> = {
  ...singleValue('PATH', 'a path such as /ticker, of letters, digits, "-", "_", "." and "~"', (found) => {
    const words = found.replace(/^\/|\/$/g, '');
    if (words === '') return found === '/' ? '' : undefined;
    const isPath = words.split('/').every((word) => /^[\w.~-]+$/.test(word) && !/^\.\.?$/.test(word));
    return isPath ? `/${words}` : undefined;
  }),
  write: (path) => (path === '' ? '/' : path),
};

export const boolean: Kind<boolean> = {
  ...singleValue('', 'true or false', (found) => {
    if (['true', 'yes', '1'].includes(found)) return true;
    return ['false', 'no', '0'].includes(found) ? false : undefined;
  }),
  form: 'switch',
};

/** Names separated by commas, without duplicates. `isValid`: whether a name is allowed. */
function names(metavar: string, expected: string, isValid: (name: string) => boolean): Kind<readonly string[]> {
  return {
    form: 'list',
    verbatim: true,
    metavar,
    expected,
    read(texts) {
      const found = texts.flatMap((t) => t.split(',')).map((t) => t.trim());
      return found.length > 0 && found.every(isValid) ? [...new Set(found)] : undefined;
    },
    write: (value) => value,
  };
}

/** Symbols are case-sensitive. */
export const symbols = names('A,B', 'symbols separated by commas', isSymbol);

export const sectors = names('A,B', 'sectors separated by commas', (name) => name !== '');

/** `key=value` pairs separated by commas. `keys`: the allowed keys. */
export function pairs(metavar: string, keys: readonly string[]): Kind<Readonly<Record<string, string>>> {
  const pattern = new RegExp(`^\\s*(${keys.join('|')})\\s*=\\s*(\\S.*?)\\s*$`);
  return {
    form: 'list',
    verbatim: true,
    metavar,
    expected: `pairs such as ${keys[0]}=ts, separated by commas, with the keys ${keys.join(', ')}`,
    read(texts) {
      const parts = texts.flatMap((t) => t.split(',')).map((t) => pattern.exec(t));
      const found = parts.flatMap((part) => (part ? [[part[1], part[2]]] : []));
      if (found.length < parts.length || new Set(found.map(([key]) => key)).size < found.length) return undefined;
      return Object.fromEntries(found) as Record<string, string>;
    },
    write: (value) => Object.entries(value).map(([key, text]) => `${key}=${text}`),
  };
}

/** Values that are parsed elsewhere. Each has a flag of its own, since it may contain commas. */
export function several(metavar: string): Kind<readonly string[]> {
  return {
    form: 'several',
    verbatim: true,
    metavar,
    expected: 'a value',
    read: (texts) => (texts.some((t) => t.trim() === '') ? undefined : texts),
    write: (value) => value,
  };
}

function singleValue<T extends Written>(
  metavar: string,
  expected: string,
  read: (text: string) => T | undefined,
): Kind<T> {
  return { form: 'one', metavar, expected, read: ([found = '']) => read(found), write: (value) => value };
}

function intervalText(seconds: number): string {
  return durationText(seconds * 1_000);
}

function readNumber(found: string, min: number, max: number): number | undefined {
  const value = /^\d+(\.\d+)?$/.test(found) ? Number(found) : NaN;
  return value >= min && value <= max ? value : undefined;
}
