// A logger that records its lines.
import { LOG_LEVELS, type LogFields, type Logger, type LogLevel } from '../../../feed-server/logging/logger.ts';

export interface RecordedLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

export class RecordedLog {
  readonly lines: RecordedLine[] = [];
  readonly logger = Object.fromEntries(
    LOG_LEVELS.map((level) => [
      level,
      (message: string, fields: LogFields = {}) => this.lines.push({ level, message, fields }),
    ]),
  ) as unknown as Logger;

  get messages(): string[] {
    return this.lines.map(({ message }) => message);
  }
}
