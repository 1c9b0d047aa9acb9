// Formats a log line for a terminal: the time of day (UTC), the level, the message, the fields, and the stack below.
import { printable } from './error-text.ts';
import type { LogLevel } from './logger.ts';

const COLORS: Readonly<Record<LogLevel, number>> = { debug: 90, info: 32, warn: 33, error: 31, fatal: 31 };
const LEVEL_WIDTH = 5;

interface Line {
  readonly level: LogLevel;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly msg: string;
  readonly err?: { readonly stack: string };
  readonly [field: string]: unknown;
}

/** Formats one line. `json`: the line as the JSON log contains it. */
export function prettyLine(json: string, colors: boolean): string {
  const { level, time, msg, err, ...fields } = JSON.parse(json) as Line;
  const label = level.toUpperCase().padEnd(LEVEL_WIDTH);
  const coloredLabel = colors ? `\u001b[${COLORS[level]}m${label}\u001b[0m` : label;
  const fieldTexts = Object.entries(fields).map(([name, value]) => ` ${name}=${printable(valueText(value))}`);
  const stack = err ? `\n${printable(err.stack)}` : '';
  return `${time.slice(11)} ${coloredLabel} ${printable(msg)}${fieldTexts.join('')}${stack}\n`;
}

function valueText(value: unknown): string {
  return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}
