// Reads and checks the desktop app's one option, `--feed URL` or TAPEWIRE_FEED.
import { parseArgs } from 'node:util';
import { complaintAbout, readFeedAddress } from './feed-choice.ts';

/** Names the option, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, complaint: string) {
    super(`${option}: expected ${complaint}`);
    this.name = 'OptionError';
  }
}

/**
 * The feed to connect to instead of the one chosen in the app; undefined where none is given.
 * Whatever else stands in `argv` belongs to Electron and Chromium. @throws OptionError
 */
export function feedGiven(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { feed } = parseArgs({ args: [...argv], options: { feed: { type: 'string' } }, strict: false }).values;
  if (feed !== undefined) return address('--feed', typeof feed === 'string' ? feed : '');
  const { TAPEWIRE_FEED } = environment;
  return TAPEWIRE_FEED === undefined ? undefined : address('TAPEWIRE_FEED', TAPEWIRE_FEED);
}

function address(option: string, found: string): string {
  const read = readFeedAddress(found);
  if (read.kind === 'refused') throw new OptionError(option, complaintAbout(read));
  return read.url;
}
