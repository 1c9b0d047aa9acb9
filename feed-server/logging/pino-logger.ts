// The running server's logger: pino, writing to a stream of this process.
import { pino } from 'pino';
import { stackOf } from './error-text.ts';
import { LOG_LEVELS, type LogFields, type Logger, type LogLevel, type LogSettings } from './logger.ts';
import { prettyLine } from './pretty-line.ts';

/** While more bytes than this wait in the stream, lines are dropped, so that memory stays bounded. */
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
  let droppedLines = 0;
  const write = (line: string): void => {
    if (stream.writableLength > MAX_WAITING_BYTES) {
      droppedLines++;
      return;
    }
    if (droppedLines > 0) {
      const lines = droppedLines;
      droppedLines = 0;
      pinoLogger.warn({ lines }, 'log lines dropped, because nobody read them');
    }
    stream.write(format === 'pretty' ? prettyLine(line, colors) : line);
  };
  const pinoLogger = pino(
    {
      level,
      base: fields,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
    },
    { write },
  );
  const methods = LOG_LEVELS.map((name) => [
    name,
    (message: string, lineFields: LogFields = {}) => pinoLogger[name](lineFields, message),
  ]);
  return Object.fromEntries(methods) as Record<LogLevel, Logger[LogLevel]>;
}

/** Omits an error's other properties, since some come from clients. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { stack: stackOf(error) };
  const { name, message, code } = error as NodeJS.ErrnoException;
  return { name, message, code, stack: stackOf(error) };
}
