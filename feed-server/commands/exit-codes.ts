// How the command's processes end.

/** It could not run, or broke while running. */
export const FAILED = 1;
export const CALLED_WRONGLY = 2;
