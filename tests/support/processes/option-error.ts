// The error message of an invalid command line.
import { parseCommand } from '../../../feed-server/options/command.ts';
import { OptionError } from '../../../feed-server/options/option-error.ts';

export function optionErrorOf(argv: readonly string[], environment: Record<string, string> = {}): string {
  try {
    parseCommand(argv, environment);
  } catch (error) {
    if (error instanceof OptionError) return error.message;
    throw error;
  }
  throw new Error(`expected an error about ${argv.join(' ')}`);
}
