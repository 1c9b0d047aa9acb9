// The text of --help.
import type { Table } from './option.ts';
import { TABLES } from './settings.ts';

/** Wide enough for the longest option and its value. */
const COLUMN = 25;

/** A line an option. */
function optionLines(table: Table): string[] {
  return [...table.values()].map(({ flag, kind, help, fallback, short }) => {
    const option = [`--${flag}`, short === undefined ? kind.metavar : `-${short}`].join(' ').trimEnd();
    return `  ${option.padEnd(COLUMN - 2)} ${help}${fallback === undefined ? '' : ` (${fallback})`}`;
  });
}

const EXIT_CODES = 'exit codes: 0 it ended well, 1 it failed, 2 it was called wrongly';

export const HELP = `Tapewire feed server: a market feed over Socket.IO, simulated or replayed.
usage: tapewire-feed [serve] [options]    serve; from a checkout: npm run -s feed -- [options]
       tapewire-feed tail SYMBOL...       print the live ticks of a running feed (tail --help)
       tapewire-feed bars SYMBOL          print the bars that a running feed keeps (bars --help)
       tapewire-feed inspect FILE         say what a recording holds (inspect --help)
       tapewire-feed proto [DIR]          write the protocol's .proto files (proto --help)
${optionLines(TABLES.serve).join('\n')}
Each is also an environment variable (TAPEWIRE_BATCH_RATE) and a key of --config; flags come first.
${EXIT_CODES}
  tapewire-feed --seed 42 --symbols AAPL,MSFT --start-at 2025-01-06T09:30 --speed 60
  tapewire-feed --replay ticks --date 2013-10-08 --speed 10 --exit-at-end
`;

export const TAIL_HELP = `Prints the live ticks of a running feed, a line each, until it is ended.
usage: tapewire-feed tail SYMBOL... [options]

${optionLines(TABLES.tail).join('\n')}

A line is the market time (UTC), the symbol, the kind, and of a trade its price and size, of a quote
"bid x size / ask x size", of a status the market session and why. Every trade is printed; of quotes
the latest, as often as the feed sends them. "gap" says how many trades were left out, should they
come faster than they can be taken. With --json a line is one of
  {"time":"2025-01-06T14:30:00.000Z","symbol":"AAPL","kind":"trade","price":187.47,"size":100}
  {...,"kind":"quote","bid":187.46,"bidSize":300,"ask":187.48,"askSize":500}, null for an empty side
  {...,"kind":"status","session":"halted","reason":"news-pending"}
  {"kind":"gap","trades":3200,"after":1000,"through":150000}, in the feed's count of ticks
What is no tick goes to stderr: the connection, what a resume brought, symbols that are not there.
${EXIT_CODES}

  tapewire-feed tail AAPL MSFT
  tapewire-feed tail SPY --json --url http://127.0.0.1:4500 | head -n 100
`;

export const BARS_HELP = `Prints the bars of a symbol that a running feed keeps, a line each.
usage: tapewire-feed bars SYMBOL [options]

${optionLines(TABLES.bars).join('\n')}

A line is the market time (UTC) at which the bar begins, the symbol, "bar", open, high, low, close,
volume and the number of trades. An interval without a line had no trades; of what the feed does not
know there is a line with the time from which, "hole", and the time up to which. With --json
  {"time":"2025-01-06T14:30:00.000Z","symbol":"AAPL","kind":"bar","open":187.46,"high":187.5,
   "low":187.4,"close":187.47,"volume":12300,"trades":45}, on one line
  {"time":"2025-01-06T14:29:00.000Z","symbol":"AAPL","kind":"hole","to":"2025-01-06T14:30:00.000Z"}
Intervals begin at multiples of their length in UTC; the last one is still going on.
${EXIT_CODES}

  tapewire-feed bars AAPL --interval 5m --from 2025-01-06T09:30
`;

export const INSPECT_HELP = `Says what a recording holds: its ticks, symbols, first and last time, and a digest of its ticks.
usage: tapewire-feed inspect FILE [options]

${optionLines(TABLES.inspect).join('\n')}

FILE is a recording (--record), a CSV or a folder of LEAN ticks. With --json: ticks, quotes, trades,
statuses, symbols, from, to, digest and what is damaged. Equal digests: equal ticks in equal order.
${EXIT_CODES}
`;

export const PROTO_HELP = `Writes the .proto files of the protocol that this version speaks, for clients in other languages.
usage: tapewire-feed proto [DIR] [options]

${optionLines(TABLES.proto).join('\n')}

DIR is the current folder if left out, and is created if missing. A file that is there with other
content is an error, and then nothing is written, unless --force is given.
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
