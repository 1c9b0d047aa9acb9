// What `npm run bench:soak` is asked for on its command line.
import { readFlags, wholeNumber, type Format } from '../command/flags.ts';

export interface Options {
  /** In all, the warm-up among them. */
  readonly seconds: number;
  /** After which it is measured. */
  readonly warmUp: number;
  readonly clients: number;
  readonly format: Format;
}

/** From one sample until clients gather for the next, unless that would make fewer than MIN_SAMPLES. */
const SAMPLE_MS = 5_000;
/** A trend with an error takes some, and each third of them two. */
export const MIN_SAMPLES = 6;

const SECONDS = { least: 3, most: 86_400, fallback: 600 };
const CLIENTS = { least: 1, most: 5_000, fallback: 100 };

export const HELP = `Usage: npm run bench:soak -- [options]

Whether one feed server grows while clients do everything all the time: subscribe, change rates, ask for the past, stop reading,
are cut, resume, leave and misbehave. Ends with 1 where heap, handles or timers grow, or a client got something wrong.

  --seconds N   in all, ${SECONDS.least} to ${SECONDS.most}; ${SECONDS.fallback} where left out
  --warm-up N   of these before it is measured, 1 to all but 2; a tenth of them where left out
  --clients N   ${CLIENTS.least} to ${CLIENTS.most}; ${CLIENTS.fallback} where left out
  --json        print one line of JSON, and nothing else
  --markdown    print a table of Markdown
  --help        print this
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['seconds', 'warm-up', 'clients']);
  if (flags === 'help') return 'help';
  const { given, format } = flags;
  const seconds = wholeNumber('--seconds', given.seconds, SECONDS);
  const warmUp = { least: 1, most: seconds - 2, fallback: Math.max(1, Math.floor(seconds / 10)) };
  return {
    seconds,
    warmUp: wholeNumber('--warm-up', given['warm-up'], warmUp),
    clients: wholeNumber('--clients', given.clients, CLIENTS),
    format,
  };
}

/** Milliseconds. */
export function samplePeriod({ seconds, warmUp }: Pick<Options, 'seconds' | 'warmUp'>): number {
  return Math.min(SAMPLE_MS, ((seconds - warmUp) * 1_000) / (MIN_SAMPLES - 1));
}
