// Command-line options of `npm run bench:connections`.
import { readFlags, wholeNumber, type Format } from '../command/flags.ts';

export interface Options {
  readonly connections: number;
  /** Number of symbols that each client subscribes to. */
  readonly symbols: number;
  /** Duration of the measurement with all clients connected. */
  readonly seconds: number;
  /** Number of connections cut at once. */
  readonly cut: number;
  readonly format: Format;
}

const CONNECTIONS = { min: 1, max: 100_000, fallback: 10_000 };
const SYMBOLS = { min: 1, max: 500, fallback: 20 };
const SECONDS = { min: 2, max: 600, fallback: 20 };

export const HELP = `Usage: npm run bench:connections -- [options]

Measures what connections cost one feed server with the simulated market: memory per connection, CPU and latency with all of
them live, and how long connections that are cut at once take to resume.

  --connections N  ${CONNECTIONS.min} to ${CONNECTIONS.max} (default: ${CONNECTIONS.fallback})
  --symbols N      subscriptions per connection, ${SYMBOLS.min} to ${SYMBOLS.max} (default: ${SYMBOLS.fallback})
  --seconds N      duration of the measurement, ${SECONDS.min} to ${SECONDS.max} (default: ${SECONDS.fallback})
  --cut N          connections cut at once, 0 to all (default: half of them)
  --json           print only one line of JSON
  --markdown       print a Markdown table
  --help           print this help

Connections that are cut subscribe to tapes, the others to boards: a tape resumes exactly or not at all.
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['connections', 'symbols', 'seconds', 'cut']);
  if (flags === 'help') return 'help';
  const { values, format } = flags;
  const connections = wholeNumber('--connections', values.connections, CONNECTIONS);
  const cut = { min: 0, max: connections, fallback: Math.floor(connections / 2) };
  return {
    connections,
    symbols: wholeNumber('--symbols', values.symbols, SYMBOLS),
    seconds: wholeNumber('--seconds', values.seconds, SECONDS),
    cut: wholeNumber('--cut', values.cut, cut),
    format,
  };
}
