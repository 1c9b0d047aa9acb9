// What `npm run bench:fanout` is asked for on its command line.
import { readFlags, UsageError, wholeNumber, type Format } from '../command/flags.ts';
import { PEERS, type PeerName } from './peers.ts';
import { WORKS, describeWork, type Work } from './works.ts';

const DEFAULT_SECONDS = 10;
const MOST_SECONDS = 600;

export interface Options {
  readonly works: readonly Work[];
  readonly peers: readonly PeerName[];
  /** Measured, of each peer at each work. */
  readonly seconds: number;
  readonly format: Format;
}

export const HELP = `Usage: npm run bench:fanout -- [options]

The servers' CPU time for each price update delivered: Tapewire's feed server beside its peers, at the same work.

  --works NAMES    of ${WORKS.map((w) => w.name).join(', ')}; all where left out
  --peers NAMES    of ${PEERS.join(', ')}; all where left out
  --seconds N      to measure each, 1 to ${MOST_SECONDS}; ${DEFAULT_SECONDS} where left out
  --json           print a line of JSON for each work and peer, and nothing else
  --markdown       print a page of Markdown
  --help           print this

Works:
${WORKS.map((work) => `  ${work.name.padEnd(11)} ${describeWork(work)}`).join('\n')}
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['works', 'peers', 'seconds']);
  if (flags === 'help') return 'help';
  const { works, peers, seconds } = flags.given;
  const names = WORKS.map((work) => work.name);
  const named = chosen('--works', works, names);
  return {
    works: WORKS.filter(({ name }) => named.includes(name)),
    peers: chosen('--peers', peers, PEERS),
    seconds: wholeNumber('--seconds', seconds, { least: 1, most: MOST_SECONDS, fallback: DEFAULT_SECONDS }),
    format: flags.format,
  };
}

/** Those that are named, in the order of `known`. */
function chosen<T extends string>(option: string, text: string | undefined, known: readonly T[]): readonly T[] {
  if (text === undefined) return known;
  const names = text.split(',').map((name) => name.trim());
  const strange = names.find((name) => !known.some((k) => k === name));
  if (strange !== undefined)
    throw new UsageError(`${option}: expected names of ${known.join(', ')}, separated by commas; found "${strange}"`);
  return known.filter((name) => names.includes(name));
}
