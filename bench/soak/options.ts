// Command-line options of `npm run bench:soak`.
import { readFlags, wholeNumber, type Format } from '../command/flags.ts';

export interface Options {
  /** The total duration, including the warm-up. */
  readonly seconds: number;
  /** The measurement starts after this. */
  readonly warmUp: number;
  readonly clients: number;
  readonly format: Format;
}

/** The time between two samples, unless that gives fewer than MIN_SAMPLES. */
const SAMPLE_MS = 5_000;
/** The trend's standard error needs several samples, and each third of the samples at least two. */
export const MIN_SAMPLES = 6;

const SECONDS = { min: 3, max: 86_400, fallback: 600 };
const CLIENTS = { min: 1, max: 5_000, fallback: 100 };

export const HELP = `Usage: npm run bench:soak -- [options]

Checks whether one feed server leaks memory, handles or timers while clients subscribe, change rates, request history, stop
reading, lose their connections, resume, leave and send bad requests. Exits with 1 if something grows or a client got wrong data.

  --seconds N   total duration, ${SECONDS.min} to ${SECONDS.max} (default: ${SECONDS.fallback})
  --warm-up N   part of it before the measurement, at least 1 and at most all but 2 (default: a tenth)
  --clients N   ${CLIENTS.min} to ${CLIENTS.max} (default: ${CLIENTS.fallback})
  --json        print only one line of JSON
  --markdown    print a Markdown table
  --help        print this help
`;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const flags = readFlags(args, ['seconds', 'warm-up', 'clients']);
  if (flags === 'help') return 'help';
  const { values, format } = flags;
  const seconds = wholeNumber('--seconds', values.seconds, SECONDS);
  const warmUp = { min: 1, max: seconds - 2, fallback: Math.max(1, Math.floor(seconds / 10)) };
  return {
    seconds,
    warmUp: wholeNumber('--warm-up', values['warm-up'], warmUp),
    clients: wholeNumber('--clients', values.clients, CLIENTS),
    format,
  };
}

/** Milliseconds. */
export function samplePeriod({ seconds, warmUp }: Pick<Options, 'seconds' | 'warmUp'>): number {
  return Math.min(SAMPLE_MS, ((seconds - warmUp) * 1_000) / (MIN_SAMPLES - 1));
}
