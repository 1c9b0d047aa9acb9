// The feed server's options: flags and environment, checked, with what is said where they are wrong.
import { parseArgs } from 'node:util';

export interface Options {
  /** 0 to 65535; 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  readonly source:
    | { readonly kind: 'simulated'; readonly seed: number; readonly rate: number; readonly symbols: readonly string[] }
    | { readonly kind: 'replay'; readonly folder: string; readonly date: string; readonly symbols: readonly string[] };
  /** Market seconds per second, above 0. */
  readonly speed: number;
  /** Batches a second to one connection, at most. */
  readonly batchRate: number;
  readonly heartbeatMs: number;
  /** Ticks the log keeps. */
  readonly logTicks: number;
  /** Folder of the built dashboard, undefined to serve none. */
  readonly dashboard: string | undefined;
}

export type Command =
  { readonly kind: 'serve'; readonly options: Options } | { readonly kind: 'help' } | { readonly kind: 'version' };

/** Names the option, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, expected: string, found: string) {
    super(`${option}: expected ${expected}, found ${found === '' ? 'nothing' : `"${found}"`}`);
    this.name = 'OptionError';
  }
}

export const HELP = `Tapewire feed server: a market feed over Socket.IO, simulated or replayed.

usage: npm run feed -- [options]

  --port N          port to listen on, 0 for any (4400; or PORT in the environment)
  --host ADDRESS    address to listen on (127.0.0.1)
  --seed N          which simulated market, 0 to 4294967295 (7)
  --rate X          simulated activity, times the usual (1)
  --symbols A,B     only these symbols (all)
  --replay FOLDER   play recorded days, a folder of LEAN ticks, instead of a simulated market
  --date YYYY-MM-DD the day to replay
  --speed X         market seconds per second (1)
  --batch-rate N    batches a second to one connection, at most (20)
  --heartbeat MS    milliseconds between heartbeats (1000)
  --log-ticks N     ticks kept for those who resume (1000000)
  --dashboard DIR   serve the built dashboard in DIR as well
  --help, --version

examples:
  npm run feed -- --seed 42 --symbols AAPL,MSFT,NVDA
  npm run feed -- --replay ../shared/data/lean-usa-equity-tick --date 2013-10-08 --speed 10
`;

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  rate: { type: 'string' },
  symbols: { type: 'string' },
  replay: { type: 'string' },
  date: { type: 'string' },
  speed: { type: 'string' },
  'batch-rate': { type: 'string' },
  heartbeat: { type: 'string' },
  'log-ticks': { type: 'string' },
  dashboard: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/** @throws OptionError */
export function parseCommand(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Command {
  const flags = parseFlags(argv);
  if (flags.help) return { kind: 'help' };
  if (flags.version) return { kind: 'version' };
  const port =
    flags.port === undefined && environment.PORT !== undefined
      ? whole('PORT', environment.PORT, 0, 65_535)
      : whole('--port', flags.port ?? '4400', 0, 65_535);
  return {
    kind: 'serve',
    options: {
      port,
      host: text('--host', flags.host ?? '127.0.0.1'),
      source: sourceOf(flags),
      speed: number('--speed', flags.speed ?? '1', 0.001, 1_000_000),
      batchRate: number('--batch-rate', flags['batch-rate'] ?? '20', 0.1, 1_000),
      heartbeatMs: whole('--heartbeat', flags.heartbeat ?? '1000', 50, 60_000),
      logTicks: whole('--log-ticks', flags['log-ticks'] ?? '1000000', 1_000, 100_000_000),
      dashboard: flags.dashboard === undefined ? undefined : text('--dashboard', flags.dashboard),
    },
  };
}

type Flags = { readonly [F in keyof typeof FLAGS]?: (typeof FLAGS)[F]['type'] extends 'string' ? string : boolean };

/** Node's own strictness says less of what is wrong. */
function parseFlags(argv: readonly string[]): Flags {
  const { values, tokens } = parseArgs({ args: [...argv], options: FLAGS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') throw new OptionError('options', 'nothing but the options of --help', token.value);
    if (token.kind === 'option') expectFlag(token);
  }
  return values as Flags;
}

interface FlagToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function expectFlag({ name, rawName, value, inlineValue }: FlagToken): void {
  if (!Object.hasOwn(FLAGS, name)) throw new OptionError(rawName, 'one of the options of --help', rawName);
  const { type } = FLAGS[name as keyof typeof FLAGS];
  if (type === 'boolean' && value !== undefined) throw new OptionError(rawName, 'no value', value);
  const missing = value === undefined || (!inlineValue && value.startsWith('--'));
  if (type === 'string' && missing) throw new OptionError(rawName, 'a value', '');
}

function sourceOf(flags: Flags): Options['source'] {
  const symbols = flags.symbols === undefined ? [] : symbolList(flags.symbols);
  if (flags.replay === undefined) {
    if (flags.date !== undefined) throw new OptionError('--date', 'to stand beside --replay', flags.date);
    const seed = whole('--seed', flags.seed ?? '7', 0, 4_294_967_295);
    return { kind: 'simulated', seed, rate: number('--rate', flags.rate ?? '1', 0.001, 1_000), symbols };
  }
  if (flags.seed !== undefined) throw new OptionError('--seed', 'no --replay beside it', flags.seed);
  if (flags.rate !== undefined) throw new OptionError('--rate', 'no --replay beside it', flags.rate);
  const date = flags.date ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date))
    throw new OptionError('--date', 'a day such as 2013-10-08 beside --replay', date);
  return { kind: 'replay', folder: text('--replay', flags.replay), date, symbols };
}

function symbolList(found: string): string[] {
  const symbols = found.split(',').map((s) => s.trim().toUpperCase());
  if (symbols.some((s) => s === '')) throw new OptionError('--symbols', 'symbols with commas between', found);
  return [...new Set(symbols)];
}

function text(option: string, found: string): string {
  if (found.trim() === '') throw new OptionError(option, 'a value', found);
  return found;
}

function whole(option: string, found: string, least: number, most: number): number {
  const value = /^\d+$/.test(found) ? Number(found) : NaN;
  if (!(value >= least && value <= most))
    throw new OptionError(option, `a whole number from ${least} to ${most}`, found);
  return value;
}

function number(option: string, found: string, least: number, most: number): number {
  const value = /^\d+(\.\d+)?$/.test(found) ? Number(found) : NaN;
  if (!(value >= least && value <= most)) throw new OptionError(option, `a number from ${least} to ${most}`, found);
  return value;
}
