// The running server's log: each line has a message for people, and fields with its context.

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ['pretty', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface LogSettings {
  /** Lines below this level are not written; `silent` writes none. */
  readonly level: LogLevel | 'silent';
  readonly format: LogFormat;
  /** Whether pretty lines are colored. */
  readonly colors: boolean;
}

/** The context of a line. Never log a token or the content of a message between client and server. */
export interface LogFields {
  /** The id of the connection, as in the admin API. */
  readonly connection?: string | undefined;
  /** The process id of the worker that wrote the line or that it is about. */
  readonly worker?: number | undefined;
  /** An error. Its name, message, code and stack are written. */
  readonly err?: unknown;
  readonly [name: string]: unknown;
}

export type Logger = Readonly<Record<LogLevel, (message: string, fields?: LogFields) => void>>;

const ignore = (): void => undefined;

/** Writes nothing. */
export const silentLogger: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore, fatal: ignore };
