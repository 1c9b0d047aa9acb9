// CodecError, which encoding and decoding throw, and the checks that throw it.
import { FIRST_TIME, LAST_TIME } from './messages.ts';
import { readerOf } from './number-reader.ts';
import { quoted } from './shown-text.ts';

/** The limit of a message. A list of 65,536 instruments is smaller. */
export const MAX_MESSAGE_BYTES = 16 * 2 ** 20;

/** `truncated`, `malformed`: the bytes do not decode. `mismatch`: values contradict each other. `range`: a value is out of range. */
export type CodecErrorCode = 'truncated' | 'malformed' | 'mismatch' | 'range';

export class CodecError extends Error {
  readonly code: CodecErrorCode;

  constructor(code: CodecErrorCode, message: string, options?: { cause?: unknown }) {
    super(message);
    if (options?.cause !== undefined) Object.defineProperty(this, 'cause', { value: options.cause });
    this.name = 'CodecError';
    this.code = code;
  }
}

/** Throws `range` unless `value` is a whole number from `min` to `max`. */
export function expectWhole(what: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw new CodecError(
      'range',
      `${what}: expected a whole number from ${String(min)} to ${String(max)}, found ${String(value)}`,
    );
}

/** Throws `range` unless `value` is a time from FIRST_TIME to LAST_TIME; it may have fractions. */
export function expectTime(what: string, value: number): void {
  if (!(value >= FIRST_TIME && value <= LAST_TIME))
    throw new CodecError('range', `${what}: expected a time of the years 1 to 9999, found ${String(value)}`);
}

/** JavaScript's dates reach this far from 1970 on either side. */
const MAX_DATE_MS = 8.64e15;

/** Throws `range` unless a JavaScript date can hold `value`: the range of a request for bars may be this wide. */
export function expectDate(what: string, value: number): void {
  if (!(Math.abs(value) <= MAX_DATE_MS))
    throw new CodecError('range', `${what}: expected milliseconds within 8.64e15 of 1970, found ${String(value)}`);
}

/** Throws `range` unless `value` is a number from `min` to `max`. */
export function expectNumber(what: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw new CodecError(
      'range',
      `${what}: expected a number from ${String(min)} to ${String(max)}, found ${String(value)}`,
    );
}

/** Throws `range` if `list` has more than `max` items. */
export function expectAtMost(what: string, list: readonly unknown[], max: number): void {
  if (list.length > max)
    throw new CodecError('range', `${what}: expected at most ${String(max)}, found ${String(list.length)}`);
}

/** Adds `value` to `seen`. Throws `mismatch` if it was there already. */
export function expectOnce<T extends number | string>(what: string, value: T, seen: Set<T>): void {
  if (seen.has(value)) {
    const shown = typeof value === 'string' ? quoted(value) : String(value);
    throw new CodecError('mismatch', `${what} ${shown}: expected once, found twice`);
  }
  seen.add(value);
}

/** Runs a generated decoder. Turns its errors into a CodecError that names the message. */
export function decodeWith<T>(what: string, decode: (reader: ReturnType<typeof readerOf>) => T, bytes: unknown): T {
  if (!(bytes instanceof Uint8Array))
    throw new CodecError('malformed', `${what}: expected one binary payload, found ${describe(bytes)}`);
  expectSize(what, bytes.length);
  try {
    return decode(readerOf(bytes));
  } catch (cause) {
    const code = cause instanceof RangeError ? 'truncated' : 'malformed';
    throw new CodecError(code, `${what}: ${String(bytes.length)} bytes do not decode (${String(cause)})`, { cause });
  }
}

/** Throws `range` if a message is longer than MAX_MESSAGE_BYTES. */
export function expectSize(what: string, bytes: number): void {
  if (bytes > MAX_MESSAGE_BYTES)
    throw new CodecError(
      'range',
      `${what}: expected at most ${String(MAX_MESSAGE_BYTES)} bytes, found ${String(bytes)}`,
    );
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value;
}
