// Parses the command line.
import { A_SYMBOL, isSymbol } from '../../proto/symbol.ts';
import { OptionError } from './option-error.ts';
import { printConfig, readConfigFile } from './config-file.ts';
import { readEnvironment, type Environment } from './environment.ts';
import { readFlags } from './flags.ts';
import { HELP, HELP_OF } from './help.ts';
import { nearest } from './nearest.ts';
import { readGroup, type FoundOptions, type ValuesOf } from './option.ts';
import { findSettings, unusedSettings, serveOptions, type ServeOptions } from './serve-options.ts';
import { BARS, EVERY_COMMAND, INSPECT, PROTO, SERVE, TABLES, TAIL } from './settings.ts';

export interface TailOptions extends ValuesOf<typeof TAIL> {
  readonly symbols: readonly string[];
}

export interface BarsOptions extends ValuesOf<typeof BARS> {
  readonly symbol: string;
}

export interface InspectOptions extends ValuesOf<typeof INSPECT> {
  readonly path: string;
}

export interface ProtoOptions extends ValuesOf<typeof PROTO> {
  /** The folder to write to. */
  readonly folder: string;
}

export type Command =
  | { readonly kind: 'serve'; readonly options: ServeOptions }
  | { readonly kind: 'tail'; readonly options: TailOptions }
  | { readonly kind: 'bars'; readonly options: BarsOptions }
  | { readonly kind: 'inspect'; readonly options: InspectOptions }
  | { readonly kind: 'proto'; readonly options: ProtoOptions }
  | { readonly kind: 'version' }
  | { readonly kind: 'list-scenarios' }
  | { readonly kind: 'print'; readonly text: string };

const NO_OPTIONS: FoundOptions = new Map();

type CommandName = keyof typeof TABLES;
const COMMANDS = Object.keys(TABLES) as CommandName[];
const OTHER_COMMANDS = COMMANDS.filter((name) => name !== 'serve');

/** Also reads the configuration file, if one is given. @throws OptionError */
export function parseCommand(argv: readonly string[], environment: Environment): Command {
  const [first, ...rest] = argv;
  if (first === 'help') return { kind: 'print', text: helpOf(rest) };
  const name = COMMANDS.find((command) => command === first);
  const { flags, words } = readFlags(name ? rest : argv, TABLES[name ?? 'serve']);
  // Checked first, so that --help works next to a wrong option.
  const { help, version } = readGroup(EVERY_COMMAND, flags);
  if (help) return { kind: 'print', text: HELP_OF[name ?? 'serve'] };
  if (version) return { kind: 'version' };
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

function parseServe(flags: FoundOptions, [word]: readonly string[], environment: Environment): Command {
  const firstWords = [...COMMANDS, 'help'];
  if (word !== undefined && firstWords.includes(word))
    throw new OptionError(word, 'the command must come before its options');
  if (word !== undefined)
    throw new OptionError(
      'options',
      `${OTHER_COMMANDS.join(', ')} or an option listed by --help`,
      word,
      nearest(word, firstWords),
    );
  const variables = readEnvironment(environment, TABLES.serve);
  const { listScenarios, printConfig: isPrinting } = readGroup(SERVE, flags, variables);
  if (listScenarios) return { kind: 'list-scenarios' };
  const configOption = flags.get('config') ?? variables.get('config');
  const file = configOption ? readConfigFile(configOption.texts.join(), configOption.place, TABLES.serve) : NO_OPTIONS;
  const found = findSettings(flags, variables, file);
  const options = serveOptions(found);
  if (isPrinting) return { kind: 'print', text: printConfig(TABLES.serve, found, unusedSettings(found)) };
  return { kind: 'serve', options };
}

function parseTail(flags: FoundOptions, words: readonly string[], environment: Environment): Command {
  const given = readGroup(TAIL, flags, readEnvironment(environment, TABLES.tail));
  if (words.length === 0) throw new OptionError('tail', 'the symbols to print, such as AAPL MSFT', '');
  const symbols = [...new Set(words.flatMap((w) => w.split(',')).map((w) => w.trim()))];
  if (symbols.includes('')) throw new OptionError('tail', 'symbols such as AAPL MSFT', words.join(' '));
  for (const symbol of symbols) if (!isSymbol(symbol)) throw new OptionError('tail', A_SYMBOL, symbol);
  const every = flags.get('every');
  if (every && !Number.isInteger(given.everyMs))
    throw new OptionError(every.place, 'whole milliseconds, up to 1h', every.texts.join());
  return { kind: 'tail', options: { ...given, symbols } };
}

function parseBars(flags: FoundOptions, words: readonly string[], environment: Environment): Command {
  const given = readGroup(BARS, flags, readEnvironment(environment, TABLES.bars));
  const [symbol = '', ...more] = words.map((w) => w.trim());
  if (symbol === '' || more.length > 0) throw new OptionError('bars', 'one symbol, such as AAPL', words.join(' '));
  if (!isSymbol(symbol)) throw new OptionError('bars', A_SYMBOL, symbol);
  const from = flags.get('from');
  if (from && (given.from ?? 0) >= (given.to ?? Infinity))
    throw new OptionError(from.place, 'a time before that of --to', from.texts.join());
  return { kind: 'bars', options: { ...given, symbol } };
}

function parseInspect(flags: FoundOptions, words: readonly string[]): Command {
  const given = readGroup(INSPECT, flags);
  const [path = '', ...more] = words;
  if (path === '' || more.length > 0) throw new OptionError('inspect', 'one recording', words.join(' '));
  return { kind: 'inspect', options: { ...given, path } };
}

function parseProto(flags: FoundOptions, words: readonly string[]): Command {
  const given = readGroup(PROTO, flags);
  const [folder = '.', ...more] = words;
  if (folder === '' || more.length > 0) throw new OptionError('proto', 'one folder, or none', words.join(' '));
  return { kind: 'proto', options: { ...given, folder } };
}
