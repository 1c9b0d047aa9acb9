// The running server's logger: pino, writing to a stream of this process.
import { pino } from 'pino';
import { stackOf } from './error-text.ts';
import { LOG_LEVELS, type LogFields, type Logger, type LogLevel, type LogSettings } from './logger.ts';
import { prettyLine } from './pretty-line.ts';

/** Lines are dropped while more bytes than this wait in the stream, so that memory stays bounded. */
const MAX_WAITING_BYTES = 1024 * 1024;

/** The part of a stream that is used here: standard error, except in tests. */
export interface LogStream {
  readonly writableLength: number;
  write(text: string): unknown;
}

/**
 * `fields` are added to every line. Lines go through the stream, not to its descriptor: pino's own destination would block the process
 * while nobody reads a full pipe.
 */
export function createLogger(
  { level, format, colors }: LogSettings,
  stream: LogStream,
  fields: LogFields = {},
): Logger {
  let dropped = 0;
  const write = (line: string): void => {
    if (stream.writableLength > MAX_WAITING_BYTES) {
      dropped++;
      return;
    }
    if (dropped > 0) {
      const lines = dropped;
      dropped = 0;
      lineOf.warn({ lines }, 'log lines dropped, because nobody read them');
    }
    stream.write(format === 'pretty' ? prettyLine(line, colors) : line);
  };
  const lineOf = pino(
    {
      level,
      base: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    { write },
  );
  const methods = LOG_LEVELS.map((one) => [one, (message: string, of: LogFields = {}) => lineOf[one](of, message)]);
  return Object.fromEntries(methods) as Record<LogLevel, Logger[LogLevel]>;
}

/** An error's other properties stay out: some come from clients. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { stack: stackOf(error) };
  const { name, message, code } = error as NodeJS.ErrnoException;
  return { name, message, code, stack: stackOf(error) };
}
