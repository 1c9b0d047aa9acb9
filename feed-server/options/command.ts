// What the command line asks for.
import { A_SYMBOL, isSymbol } from '../../proto/symbol.ts';
import { nearest } from './nearest.ts';
import { readConfigFile } from './config-file.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { readFlags } from './flags.ts';
import { HELP, HELP_OF } from './help.ts';
import { yesOrNo } from './kinds.ts';
import { OptionError } from './option-error.ts';
import { printConfig } from './print-config.ts';
import { idleOptions, serveOptions, type Options } from './serve-options.ts';
import { settle, type Finds } from './settings.ts';
import { BARS_OPTIONS, INSPECT_OPTIONS, OPTIONS, PROTO_OPTIONS, TABLES, TAIL_OPTIONS } from './table.ts';

export interface TailOptions {
  /** The feed's address, http or https. */
  readonly url: string;
  readonly symbols: readonly string[];
  /** One quote of a symbol in so many milliseconds at most; 0 for as many as come. */
  readonly everyMs: number;
  readonly json: boolean;
}

export interface BarsOptions {
  /** The feed's address, http or https. */
  readonly url: string;
  readonly symbol: string;
  /** Length of a bar, seconds: one of BAR_INTERVALS_S. */
  readonly intervalS: number;
  /** Market time, milliseconds since 1970-01-01 UTC; undefined where it is not said. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly json: boolean;
}

export interface InspectOptions {
  readonly path: string;
  /** YYYY-MM-DD */
  readonly date: string | undefined;
  readonly columns: Readonly<Record<string, string>> | undefined;
  readonly json: boolean;
}

export interface ProtoOptions {
  /** The folder to write to. */
  readonly folder: string;
  /** Overwrite files that differ. */
  readonly force: boolean;
}

export type Command =
  | { readonly kind: 'serve'; readonly options: Options }
  | { readonly kind: 'tail'; readonly options: TailOptions }
  | { readonly kind: 'bars'; readonly options: BarsOptions }
  | { readonly kind: 'inspect'; readonly options: InspectOptions }
  | { readonly kind: 'proto'; readonly options: ProtoOptions }
  | { readonly kind: 'version' }
  | { readonly kind: 'list-scenarios' }
  | { readonly kind: 'print'; readonly text: string };

const NOTHING: Finds = new Map();

type CommandName = keyof typeof TABLES;
const COMMANDS = Object.keys(TABLES) as CommandName[];
const OTHER_COMMANDS = COMMANDS.filter((name) => name !== 'serve');

/** Reads the configuration file where one is named. @throws OptionError */
export function parseCommand(argv: readonly string[], environment: Environment): Command {
  const [first, ...rest] = argv;
  if (first === 'help') return { kind: 'print', text: helpOf(rest) };
  const name = COMMANDS.find((command) => command === first);
  const { flags, words } = readFlags(name ? rest : argv, TABLES[name ?? 'serve']);
  // Before any other check, so that a wrong option does not hide the help.
  if (isOn(flags, 'help')) return { kind: 'print', text: HELP_OF[name ?? 'serve'] };
  if (isOn(flags, 'version')) return { kind: 'version' };
  switch (name) {
    case 'tail':
      return parseTail(flags, words, environment);
    case 'bars':
      return parseBars(flags, words, environment);
    case 'inspect':
      return parseInspect(flags, words);
    case 'proto':
      return parseProto(flags, words);
    case 'serve':
    case undefined:
      return parseServe(flags, words, environment);
  }
}

function helpOf([word, ...more]: readonly string[]): string {
  if (word === undefined) return HELP;
  const name = COMMANDS.find((command) => command === word);
  if (!name) throw new OptionError('help', `one of ${COMMANDS.join(', ')}`, word, nearest(word, COMMANDS));
  if (more.length > 0) throw new OptionError('help', 'one command', [word, ...more].join(' '));
  return HELP_OF[name];
}

function parseServe(flags: Finds, [word]: readonly string[], environment: Environment): Command {
  const first = [...COMMANDS, 'help'];
  if (word !== undefined && first.includes(word)) throw new OptionError(word, 'a command comes before its options');
  if (word !== undefined)
    throw new OptionError(
      'options',
      `${OTHER_COMMANDS.join(', ')} or the options of --help`,
      word,
      nearest(word, first),
    );
  if (isOn(flags, 'list-scenarios')) return { kind: 'list-scenarios' };
  const variables = readEnvironment(environment, OPTIONS, { port: 'PORT' });
  const named = flags.get('config') ?? variables.get('config');
  const file = named ? readConfigFile(named.texts.join(), named.place, OPTIONS) : NOTHING;
  const settings = settle(OPTIONS, flags, variables, file);
  const options = serveOptions(settings);
  if (isOn(flags, 'print-config'))
    return { kind: 'print', text: printConfig(OPTIONS, settings, idleOptions(settings)) };
  return { kind: 'serve', options };
}

function parseTail(flags: Finds, words: readonly string[], environment: Environment): Command {
  const { url, every, json } = settle(TAIL_OPTIONS, flags, readEnvironment(environment, TAIL_OPTIONS));
  if (words.length === 0) throw new OptionError('tail', 'the symbols to print, such as AAPL MSFT', '');
  const symbols = [...new Set(words.flatMap((w) => w.split(',')).map((w) => w.trim()))];
  if (symbols.includes('')) throw new OptionError('tail', 'symbols such as AAPL MSFT', words.join(' '));
  for (const symbol of symbols) if (!isSymbol(symbol)) throw new OptionError('tail', A_SYMBOL, symbol);
  const everyMs = every?.value ?? 0;
  if (every && !Number.isInteger(everyMs))
    throw new OptionError(every.place, 'whole milliseconds, up to 1h', every.texts.join());
  return { kind: 'tail', options: { url: url.value, symbols, everyMs, json: json?.value ?? false } };
}

function parseBars(flags: Finds, words: readonly string[], environment: Environment): Command {
  const { url, interval, from, to, json } = settle(BARS_OPTIONS, flags, readEnvironment(environment, BARS_OPTIONS));
  const [symbol = '', ...more] = words.map((w) => w.trim());
  if (symbol === '' || more.length > 0) throw new OptionError('bars', 'one symbol, such as AAPL', words.join(' '));
  if (!isSymbol(symbol)) throw new OptionError('bars', A_SYMBOL, symbol);
  if (from && to && from.value >= to.value)
    throw new OptionError(from.place, 'a time before that of --to', from.texts.join());
  return {
    kind: 'bars',
    options: {
      url: url.value,
      symbol,
      intervalS: interval.value,
      from: from?.value,
      to: to?.value,
      json: json?.value ?? false,
    },
  };
}

function parseInspect(flags: Finds, words: readonly string[]): Command {
  const { date, columns, json } = settle(INSPECT_OPTIONS, flags);
  const [path = '', ...more] = words;
  if (path === '' || more.length > 0) throw new OptionError('inspect', 'one recording', words.join(' '));
  return {
    kind: 'inspect',
    options: { path, date: date?.value, columns: columns?.value, json: json?.value ?? false },
  };
}

function parseProto(flags: Finds, words: readonly string[]): Command {
  const { force } = settle(PROTO_OPTIONS, flags);
  const [folder = '.', ...more] = words;
  if (folder === '' || more.length > 0) throw new OptionError('proto', 'one folder, or none', words.join(' '));
  return { kind: 'proto', options: { folder, force: force?.value ?? false } };
}

function isOn(flags: Finds, name: string): boolean {
  const found = flags.get(name);
  return found !== undefined && yesOrNo.read(found.texts) === true;
}
