// Command-line options of `npm run bench:fanout`.
import { readFlags, UsageError, wholeNumber, type Format } from '../command/flags.ts';
import { PEERS, type PeerName } from './peers.ts';
import { WORKLOADS, describeWorkload, type Workload } from './workloads.ts';

const DEFAULT_SECONDS = 10;
const MAX_SECONDS = 600;

export interface Options {
  readonly workloads: readonly Workload[];
  readonly peers: readonly PeerName[];
  /** Duration of the measurement, per peer and workload. */
  readonly seconds: number;
  readonly format: Format;
}

export const HELP = `Usage: npm run bench:fanout -- [options]

Compares the server CPU time per delivered price update of Tapewire's feed server and its peers, under the same workload.

  --workloads NAMES  ${WORKLOADS.map((w) => w.name).join(', ')} (default: all)
  --peers NAMES      ${PEERS.join(', ')} (default: all)
  --seconds N        duration of each measurement, 1 to ${MAX_SECONDS} (default: ${DEFAULT_SECONDS})
  --json             print only one line of JSON per workload and peer
  --markdown         print a Markdown page
  --help             print this help

Workloads:
${WORKLOADS.map((workload) => `  ${workload.name.padEnd(11)} ${describeWorkload(workload)}`).join('\n')}
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['workloads', 'peers', 'seconds']);
  if (flags === 'help') return 'help';
  const { workloads, peers, seconds } = flags.values;
  const names = WORKLOADS.map((workload) => workload.name);
  const named = parseNames('--workloads', workloads, names);
  return {
    workloads: WORKLOADS.filter(({ name }) => named.includes(name)),
    peers: parseNames('--peers', peers, PEERS),
    seconds: wholeNumber('--seconds', seconds, { min: 1, max: MAX_SECONDS, fallback: DEFAULT_SECONDS }),
    format: flags.format,
  };
}

/** The names in `text`, in the order of `allowed`; all of them without a text. */
function parseNames<T extends string>(option: string, text: string | undefined, allowed: readonly T[]): readonly T[] {
  if (text === undefined) return allowed;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !allowed.some((other) => other === name));
  if (unknown !== undefined)
    throw new UsageError(`${option}: expected names of ${allowed.join(', ')}, separated by commas; found "${unknown}"`);
  return allowed.filter((name) => names.includes(name));
}
