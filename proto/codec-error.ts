// The one error that encoding and decoding throw.

/** `truncated` and `malformed`: the bytes are no such message. `mismatch`: columns disagree. `range`: a value is out of range. */
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

/** Throws `range` unless `value` is a whole number from `least` to `most`. */
export function expectWhole(what: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new CodecError(
      'range',
      `${what}: expected a whole number from ${String(least)} to ${String(most)}, found ${String(value)}`,
    );
}

/** The greatest distance from 1970 that JavaScript's dates reach, milliseconds: formatting what lies beyond throws. */
const MAX_TIME = 8.64e15;

/** Throws `range` unless `value` is a time in milliseconds since 1970-01-01 UTC that a date can hold; it may have fractions. */
export function expectTime(what: string, value: number): void {
  if (!(Math.abs(value) <= MAX_TIME))
    throw new CodecError('range', `${what}: expected milliseconds within 8.64e15 of 1970, found ${String(value)}`);
}

/** Runs a generated decoder and turns what it throws into a CodecError that names the message. */
export function decodeWith<T>(what: string, decode: (bytes: Uint8Array) => T, bytes: unknown): T {
  if (!(bytes instanceof Uint8Array))
    throw new CodecError('malformed', `${what}: expected one binary payload, found ${describe(bytes)}`);
  try {
    return decode(bytes);
  } catch (cause) {
    const code = cause instanceof RangeError ? 'truncated' : 'malformed';
    throw new CodecError(code, `${what}: ${String(bytes.length)} bytes do not decode (${String(cause)})`, { cause });
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value;
}
