// Command-line options of the benchmarks. Invalid ones are rejected by name, with what was expected and what was found.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The request cannot be met here; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Output format of the results. */
export type Format = 'table' | 'markdown' | 'json';

/**
 * `names`: the options that take a value. `--json`, `--markdown` and `--help` always exist. @throws UsageError
 */
export function readFlags<T extends string>(
  args: readonly string[],
  names: readonly T[],
): { readonly values: Readonly<Partial<Record<T, string>>>; readonly format: Format } | 'help' {
  const options: ParseArgsOptionsConfig = {
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
    help: { type: 'boolean' },
    ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  };
  const values = parse(args, options);
  if (values.help) return 'help';
  if (values.json && values.markdown) throw new UsageError('--json, --markdown: expected one of them, found both');
  const format = values.json ? 'json' : values.markdown ? 'markdown' : 'table';
  return { values: values as Partial<Record<T, string>>, format };
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig): Readonly<Record<string, unknown>> {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws UsageError */
export function wholeNumber(
  option: string,
  text: string | undefined,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new UsageError(`${option}: expected a whole number from ${min} to ${max}, found "${text}"`);
}
