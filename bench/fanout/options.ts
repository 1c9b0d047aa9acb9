// What `npm run bench:fanout` is asked for on its command line.
import { parseArgs } from 'node:util';
import { PEERS, type PeerName } from './peers.ts';
import { WORKS, describeWork, type Work } from './works.ts';

const DEFAULT_SECONDS = 10;
const MOST_SECONDS = 600;

export type Format = 'table' | 'markdown' | 'json';

export interface Options {
  readonly works: readonly Work[];
  readonly peers: readonly PeerName[];
  /** Measured, of each peer at each work. */
  readonly seconds: number;
  readonly format: Format;
}

/** What was asked for is not there to be had; the message names the option. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
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
  const { works, peers, seconds, json, markdown, help } = parseFlags(args);
  if (help) return 'help';
  if (json && markdown) throw new UsageError('--json, --markdown: expected one of them, found both');
  const named = chosen(
    '--works',
    works,
    WORKS.map((work) => work.name),
  );
  return {
    works: WORKS.filter(({ name }) => named.includes(name)),
    peers: chosen('--peers', peers, PEERS),
    seconds: seconds === undefined ? DEFAULT_SECONDS : wholeSeconds(seconds),
    format: json ? 'json' : markdown ? 'markdown' : 'table',
  };
}

function parseFlags(args: readonly string[]): {
  works?: string;
  peers?: string;
  seconds?: string;
  json?: boolean;
  markdown?: boolean;
  help?: boolean;
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        works: { type: 'string' },
        peers: { type: 'string' },
        seconds: { type: 'string' },
        json: { type: 'boolean' },
        markdown: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
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

function wholeSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= MOST_SECONDS) return seconds;
  throw new UsageError(`--seconds: expected a whole number from 1 to ${MOST_SECONDS}, found "${text}"`);
}
