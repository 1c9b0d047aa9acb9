// What `npm run bench:connections` is asked for on its command line.
import { readFlags, wholeNumber, type Format } from '../command/flags.ts';

export interface Options {
  readonly connections: number;
  /** That each of them listens to. */
  readonly symbols: number;
  /** Measured with all of them connected. */
  readonly seconds: number;
  /** How many of them are cut at once. */
  readonly cut: number;
  readonly format: Format;
}

const CONNECTIONS = { least: 1, most: 100_000, fallback: 10_000 };
const SYMBOLS = { least: 1, most: 500, fallback: 20 };
const SECONDS = { least: 2, most: 600, fallback: 20 };

export const HELP = `Usage: npm run bench:connections -- [options]

What connections cost one feed server with the simulated market: memory for each, CPU and latency with all of them live,
and how long those that are cut at once take to resume.

  --connections N  ${CONNECTIONS.least} to ${CONNECTIONS.most}; ${CONNECTIONS.fallback} where left out
  --symbols N      that each listens to, ${SYMBOLS.least} to ${SYMBOLS.most}; ${SYMBOLS.fallback} where left out
  --seconds N      to measure, ${SECONDS.least} to ${SECONDS.most}; ${SECONDS.fallback} where left out
  --cut N          connections cut at once, 0 to all; half of them where left out
  --json           print one line of JSON, and nothing else
  --markdown       print a table of Markdown
  --help           print this

Those that are cut listen on the tape, the others on the board: a tape resumes exactly or not at all.
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['connections', 'symbols', 'seconds', 'cut']);
  if (flags === 'help') return 'help';
  const { given, format } = flags;
  const connections = wholeNumber('--connections', given.connections, CONNECTIONS);
  const cut = { least: 0, most: connections, fallback: Math.floor(connections / 2) };
  return {
    connections,
    symbols: wholeNumber('--symbols', given.symbols, SYMBOLS),
    seconds: wholeNumber('--seconds', given.seconds, SECONDS),
    cut: wholeNumber('--cut', given.cut, cut),
    format,
  };
}
