// Reads options from the command line.
import { parseArgs } from 'node:util';
import { OptionError } from './option-error.ts';
import { nearest } from './nearest.ts';
import type { FoundOptions, FoundOption, Table } from './option.ts';

export interface CommandLine {
  readonly flags: FoundOptions;
  /** The arguments that are neither flags nor values of flags. */
  readonly words: readonly string[];
}

interface FlagToken {
  /** The long name, even for a short flag. */
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

/** An option that takes a list may be given several times; the lists are joined. Any other may be given once. @throws OptionError */
export function readFlags(argv: readonly string[], table: Table): CommandLine {
  const options = Object.fromEntries(
    [...table.values()].map(({ flag, kind, short }) => {
      const type = kind.form === 'switch' ? ('boolean' as const) : ('string' as const);
      return [flag, { type, ...(short !== undefined && { short }) }];
    }),
  );
  // Node's own errors in strict mode are less precise.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  const flags = new Map<string, FoundOption>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, text } = readFlag(token, table);
    flags.set(name, mergeOption(flags.get(name), { level: 'flag', place: token.rawName, texts: [text] }, name, table));
  }
  return { flags, words };
}

function mergeOption(earlier: FoundOption | undefined, later: FoundOption, name: string, table: Table): FoundOption {
  if (!earlier) return later;
  const form = table.get(name)?.kind.form;
  if (form === 'list' || form === 'several') return { ...later, texts: [...earlier.texts, ...later.texts] };
  const [earlierText, laterText] = [earlier.texts.join(), later.texts.join()];
  // --json --json is harmless.
  if (form === 'switch' && earlierText === laterText) return earlier;
  if (form === 'switch') throw new OptionError(later.place, `contradicts ${earlier.place}`);
  const values = table.get(name)?.secret ? '' : `, found "${earlierText}" and "${laterText}"`;
  throw new OptionError(later.place, `must be given only once${values}`);
}

function readFlag({ name, rawName, value, inlineValue }: FlagToken, table: Table): { name: string; text: string } {
  const written = rawName.startsWith('--')
    ? rawName.slice(2)
    : table.has(name) && rawName.length === 2
      ? name
      : rawName;
  const negated = /^no-(.+)$/.exec(written)?.[1];
  if (negated !== undefined && isSwitch(table, negated)) {
    if (value !== undefined) throw new OptionError(rawName, 'no value', value);
    return { name: negated, text: 'false' };
  }
  if (!table.has(written)) {
    const near = nearest(written, [...table.keys()]);
    throw new OptionError(rawName, 'an option listed by --help', rawName, near && `--${near}`);
  }
  if (isSwitch(table, written)) return { name: written, text: value ?? 'true' };
  if (value === undefined || (inlineValue !== true && value.startsWith('--')))
    throw new OptionError(rawName, 'a value', '');
  return { name: written, text: value };
}

function isSwitch(table: Table, name: string): boolean {
  return table.get(name)?.kind.form === 'switch';
}
