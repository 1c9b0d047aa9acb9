// Options on the command line.
import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { OptionError } from './option-error.ts';
import type { Finds, Found } from './settings.ts';
import type { Table } from './table.ts';

export interface CommandLine {
  readonly flags: Finds;
  readonly words: readonly string[];
}

interface FlagToken {
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** The last of a flag that is given twice counts, unless it may be repeated. @throws OptionError */
export function readFlags(argv: readonly string[], table: Table): CommandLine {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { kind }]) => [
      name,
      { type: kind.form === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  // Node's own strictness says less of what is wrong.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const flags = new Map<string, Found>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, text } = readFlag(token, table);
    const before = table[name]?.kind.form === 'several' ? (flags.get(name)?.texts ?? []) : [];
    flags.set(name, { level: 'flag', place: token.rawName, texts: [...before, text] });
  }
  return { flags, words };
}

function readFlag({ rawName, value, inlineValue }: FlagToken, table: Table): { name: string; text: string } {
  const written = rawName.replace(/^--/, '');
  const negated = /^no-(.+)$/.exec(written)?.[1];
  if (negated !== undefined && isSwitch(table, negated)) {
    if (value !== undefined) throw new OptionError(rawName, 'no value', value);
    return { name: negated, text: 'false' };
  }
  if (!rawName.startsWith('--') || !Object.hasOwn(table, written)) {
    const near = nearest(written, Object.keys(table));
    throw new OptionError(rawName, 'one of the options of --help', rawName, near && `--${near}`);
  }
  if (isSwitch(table, written)) return { name: written, text: value ?? 'true' };
  if (value === undefined || (inlineValue !== true && value.startsWith('--')))
    throw new OptionError(rawName, 'a value', '');
  return { name: written, text: value };
}

function isSwitch(table: Table, name: string): boolean {
  return Object.hasOwn(table, name) && table[name]?.kind.form === 'switch';
}
