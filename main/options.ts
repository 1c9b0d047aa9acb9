// Parses the desktop app's only option, `--feed URL` or TAPEWIRE_FEED.
import { parseArgs } from 'node:util';
import { expectationText, parseAppFeedAddress } from './feed-choice.ts';

/** Names the option, what was expected and what was found. */
export class OptionError extends Error {
  readonly code = 'bad-option';

  constructor(option: string, expectation: string) {
    super(`${option}: expected ${expectation}`);
    this.name = 'OptionError';
  }
}

/**
 * The feed to use instead of the one chosen in the app; undefined if not given. All other arguments belong to Electron
 * and Chromium. @throws OptionError
 */
export function feedFromOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { feed } = parseArgs({ args: [...argv], options: { feed: { type: 'string' } }, strict: false }).values;
  if (feed !== undefined) return parseOption('--feed', typeof feed === 'string' ? feed : '');
  const { TAPEWIRE_FEED } = environment;
  return TAPEWIRE_FEED === undefined ? undefined : parseOption('TAPEWIRE_FEED', TAPEWIRE_FEED);
}

function parseOption(option: string, text: string): string {
  const address = parseAppFeedAddress(text);
  if (address.kind === 'refused') throw new OptionError(option, expectationText(address));
  return address.url;
}
