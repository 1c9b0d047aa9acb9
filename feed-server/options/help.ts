// The texts of --help.
import type { Table } from './option.ts';
import { TABLES } from './settings.ts';

/** The column at which descriptions start: past the longest option and its value. */
const HELP_COLUMN = 25;

/** One line per option. */
function optionLines(table: Table): string[] {
  return [...table.values()].map(({ flag, kind, help, fallback, short }) => {
    const option = [`--${flag}`, short === undefined ? kind.metavar : `-${short}`].join(' ').trimEnd();
    return `  ${option.padEnd(HELP_COLUMN - 2)} ${help}${fallback === undefined ? '' : ` (${fallback})`}`;
  });
}

const EXIT_CODES = 'exit codes: 0 success, 1 failure, 2 incorrect usage';

export const HELP = `Tapewire feed server: a market feed over Socket.IO, simulated or replayed.
usage: tapewire-feed [serve] [options]    serve; from a checkout: npm run -s feed -- [options]
       tapewire-feed tail SYMBOL...       print live ticks from a running feed (tail --help)
       tapewire-feed bars SYMBOL          print bars from a running feed (bars --help)
       tapewire-feed inspect FILE         summarize a recording (inspect --help)
       tapewire-feed proto [DIR]          write the protocol's .proto files (proto --help)
${optionLines(TABLES.serve).join('\n')}
Each is also an environment variable (TAPEWIRE_BATCH_RATE) and a --config key. Flags override both.
${EXIT_CODES}
  tapewire-feed --seed 42 --symbols AAPL,MSFT --start-at 2025-01-06T09:30 --speed 60
  tapewire-feed --replay ticks --date 2013-10-08 --speed 10 --exit-at-end
`;

export const TAIL_HELP = `Prints live ticks from a running feed, one per line, until interrupted.
usage: tapewire-feed tail SYMBOL... [options]

${optionLines(TABLES.tail).join('\n')}

A line has the market time (UTC), symbol and kind, followed by the price and size of a trade,
"bid x size / ask x size" of a quote, or the market session and reason of a status. Every trade is
printed, and the latest quote whenever the feed sends one. "gap" gives the number of trades skipped
because they came faster than they could be printed. With --json, a line is one of
  {"time":"2025-01-06T14:30:00.000Z","symbol":"AAPL","kind":"trade","price":187.47,"size":100}
  {...,"kind":"quote","bid":187.46,"bidSize":300,"ask":187.48,"askSize":500}, null for an empty side
  {...,"kind":"status","session":"halted","reason":"news-pending"}
  {"kind":"gap","trades":3200,"after":1000,"through":150000}, in sequence numbers
Everything else goes to stderr: connection changes, results of a resume, unknown symbols.
${EXIT_CODES}

  tapewire-feed tail AAPL MSFT
  tapewire-feed tail SPY --json --url http://127.0.0.1:4500 | head -n 100
`;

export const BARS_HELP = `Prints the bars of a symbol from a running feed, one per line.
usage: tapewire-feed bars SYMBOL [options]

${optionLines(TABLES.bars).join('\n')}

A line has the start of the bar (market time, UTC), the symbol, "bar", open, high, low, close,
volume and the number of trades. An interval without a line had no trades. A period for which the
feed has no data is a line with its start, the symbol, "hole" and its end. With --json
  {"time":"2025-01-06T14:30:00.000Z","symbol":"AAPL","kind":"bar","open":187.46,"high":187.5,
   "low":187.4,"close":187.47,"volume":12300,"trades":45}, on one line
  {"time":"2025-01-06T14:29:00.000Z","symbol":"AAPL","kind":"hole","to":"2025-01-06T14:30:00.000Z"}
Intervals start at multiples of their length in UTC. The last bar is still changing.
${EXIT_CODES}

  tapewire-feed bars AAPL --interval 5m --from 2025-01-06T09:30
`;

export const INSPECT_HELP = `Summarizes a recording: its ticks, symbols, first and last time, and a digest of its ticks.
usage: tapewire-feed inspect FILE [options]

${optionLines(TABLES.inspect).join('\n')}

FILE is a recording (--record), a CSV or a folder of LEAN ticks. With --json: ticks, quotes, trades,
statuses, symbols, from, to, digest and damage. Equal digests mean the same ticks in the same order.
${EXIT_CODES}
`;

export const PROTO_HELP = `Writes the .proto files of this version's protocol, for clients in other languages.
usage: tapewire-feed proto [DIR] [options]

${optionLines(TABLES.proto).join('\n')}

DIR defaults to the current folder, and is created if missing. If a file exists with different
content, the command fails and writes nothing, unless --force is given.
${EXIT_CODES}

  tapewire-feed proto protocol
`;

/** The help text by command. */
export const HELP_OF: Readonly<Record<keyof typeof TABLES, string>> = {
  serve: HELP,
  tail: TAIL_HELP,
  bars: BARS_HELP,
  inspect: INSPECT_HELP,
  proto: PROTO_HELP,
};
