// What the running server logs through: a message for a person, and fields that say what it concerns.

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['pretty', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogSettings {
  /** Lines below it are not written; `silent` writes none. */
  readonly level: LogLevel | 'silent';
  readonly format: LogFormat;
  /** Whether pretty lines are coloured. */
  readonly colors: boolean;
}

/** Never a token, and nothing of what a message between client and server carries. */
export interface LogFields {
  /** The id of the connection that the line is about, as the admin API lists it. */
  readonly connection?: string | undefined;
  /** The process id of the worker that the line is about, or that wrote it. */
  readonly worker?: number | undefined;
  /** An error. Its name, message, code and stack are written. */
  readonly err?: unknown;
  readonly [name: string]: unknown;
}

export type Logger = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLogger: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, fatal: nothing };
