// The keys and values of a fault. Each value is checked when it is read.
import { isSymbol } from '../../proto/symbol.ts';
import { durationText, readDuration } from '../options/units.ts';
import { nearest } from '../options/nearest.ts';
import { ScenarioError } from './scenario-error.ts';

/** A value as written, and its place, such as "faults.yaml:3". */
export interface Field {
  readonly text: string;
  readonly place: string;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:e\d+)?$/i;

export class Fields {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #read = new Set<string>();

  constructor(fields: ReadonlyMap<string, Field>) {
    this.#fields = fields;
  }

  has(key: string): boolean {
    return this.#fields.has(key);
  }

  text(key: string): string | undefined {
    this.#read.add(key);
    return this.#fields.get(key)?.text;
  }

  /** Milliseconds, `min` to `max`. @throws ScenarioError */
  duration(key: string, min: number, max: number): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const ms = readDuration(text) ?? NaN;
    if (ms >= min && ms <= max) return ms;
    throw this.error(key, `a duration from ${durationText(min)} to ${durationText(max)}, such as 500ms, 10s or 2m`);
  }

  /** @throws ScenarioError */
  number(key: string, min: number, max: number): number | undefined {
    return this.#number(key, min, max, `a number from ${min} to ${max}`, () => true);
  }

  /** @throws ScenarioError */
  whole(key: string, min: number, max: number): number | undefined {
    return this.#number(key, min, max, `a whole number from ${min} to ${max}`, Number.isInteger);
  }

  /** Above 0, up to 1. @throws ScenarioError */
  share(key: string): number | undefined {
    return this.#number(key, 0, 1, 'a number above 0, up to 1', (n) => n > 0);
  }

  /** A list separated by commas. @throws ScenarioError */
  symbols(key: string): readonly string[] | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const symbols = text.split(',').map((s) => s.trim());
    if (!symbols.every(isSymbol)) throw this.error(key, 'symbols, such as AAPL,MSFT');
    return symbols;
  }

  /** Call last. @throws ScenarioError for a key that nothing has read */
  expectAllRead(kind: string): void {
    const known = [...this.#read];
    for (const [key, { place }] of this.#fields) {
      if (this.#read.has(key)) continue;
      throw new ScenarioError(place, `one of ${known.join(', ')} for ${kind}`, key, nearest(key, known));
    }
  }

  error(key: string, expected: string): ScenarioError {
    const { place, text } = this.#fields.get(key) ?? { place: '', text: '' };
    return new ScenarioError(`${place}: ${key}`, expected, text);
  }

  #number(
    key: string,
    min: number,
    max: number,
    expected: string,
    isValid: (n: number) => boolean,
  ): number | undefined {
    const text = this.text(key);
    if (text === undefined) return undefined;
    const n = NUMBER.test(text) ? Number(text) : NaN;
    if (n >= min && n <= max && isValid(n)) return n;
    throw this.error(key, expected);
  }
}
