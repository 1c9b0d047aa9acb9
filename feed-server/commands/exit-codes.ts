// The exit codes of the commands.

/** The command could not run, or failed while running. */
export const FAILED = 1;
export const INCORRECT_USAGE = 2;
