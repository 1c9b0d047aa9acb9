// Options of a benchmark's command line, each refused by name with what was expected and what was found.
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What was asked for is not there to be had; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** How what was measured is printed. */
export type Format = 'table' | 'markdown' | 'json';

/** `values`: names of options that take one. `--json`, `--markdown` and `--help` there are always. @throws UsageError */
export function readFlags<T extends string>(
  args: readonly string[],
  values: readonly T[],
): { readonly given: Readonly<Partial<Record<T, string>>>; readonly format: Format } | 'help' {
  const options: ParseArgsOptionsConfig = {
    json: { type: 'boolean' },
    markdown: { type: 'boolean' },
    help: { type: 'boolean' },
    ...Object.fromEntries(values.map((name) => [name, { type: 'string' }])),
  };
  const given = parsed(args, options);
  if (given.help) return 'help';
  if (given.json && given.markdown) throw new UsageError('--json, --markdown: expected one of them, found both');
  const format = given.json ? 'json' : given.markdown ? 'markdown' : 'table';
  return { given: given as Partial<Record<T, string>>, format };
}

function parsed(args: readonly string[], options: ParseArgsOptionsConfig): Readonly<Record<string, unknown>> {
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
  { least, most, fallback }: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${option}: expected a whole number from ${least} to ${most}, found "${text}"`);
}
