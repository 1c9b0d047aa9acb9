// Parses the bodies of admin API requests strictly, and defines the errors for invalid ones.
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { excerpt, shownValue } from '../../proto/shown-text.ts';

const MAX_BODY_BYTES = 16 * 1024;

export type Body = Readonly<Record<string, unknown>>;

export interface BodyKey {
  readonly key: string;
  readonly example: string;
}

export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, code: string, message: string, headers: OutgoingHttpHeaders = {}) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/**
 * Reads the body as JSON; {} if it is empty. Ignores a byte order mark. Also ignores the Content-Type, because
 * curl -d does not send application/json.
 * @throws RequestError
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  expectUncompressed(request.headers);
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const json = decodeUtf8(bytes);
  let body: unknown;
  try {
    body = JSON.parse(json);
  } catch {
    throw badRequest(`body: expected JSON, found "${excerpt(json)}"`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest(`body: expected an object, found "${excerpt(json)}"`);
  expectUniqueKey(body, json);
  return body as Body;
}

/** `expected`: the only key allowed. @throws RequestError */
export function expectKeys(body: Body, expected: BodyKey | undefined): void {
  const unexpected = Object.keys(body).find((key) => key !== expected?.key);
  if (unexpected === undefined) return;
  const only = expected ? `only "${expected.key}", as in ${expected.example}` : 'no keys';
  throw badRequest(`body: expected ${only}, found "${excerpt(unexpected)}"`);
}

/** @throws RequestError */
export function readText(body: Body, key: string, expected: string): string {
  const value = body[key];
  if (typeof value === 'string') return value;
  throw badValue(key, expected, value);
}

/** `alternatives`: other allowed values, for the error message. @throws RequestError */
export function readNumber(body: Body, key: string, min: number, max: number, alternatives = ''): number {
  const value = body[key];
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw badValue(key, `a number from ${min} to ${max}${alternatives}`, value);
}

/** @throws RequestError */
export function readWholeNumber(body: Body, key: string, min: number, max: number): number {
  const value = body[key];
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw badValue(key, `a whole number from ${min} to ${max}`, value);
}

export function badRequest(message: string): RequestError {
  return new RequestError(400, 'bad-request', message);
}

function badValue(key: string, expected: string, value: unknown): RequestError {
  return badRequest(`${key}: expected ${expected}, found ${shownValue(value)}`);
}

function expectUncompressed({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): void {
  if (encoding.toLowerCase() === 'identity') return;
  throw new RequestError(415, 'bad-encoding', `Content-Encoding: expected none, found "${excerpt(encoding)}"`, {
    'Accept-Encoding': 'identity',
  });
}

/** Does not use an async iterator: leaving its loop at a body that is too long would destroy the request before the reply. */
function readBytes(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) return;
      request.pause();
      reject(new RequestError(413, 'too-large', `body: expected at most ${MAX_BODY_BYTES} bytes, found more`));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(`body: expected UTF-8, found "${excerpt(bytes.toString())}"`);
  }
}

/** Matches a string in JSON. The group matches if the string is a key. */
const JSON_STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** JSON.parse silently keeps the last of two equal keys. */
function expectUniqueKey(body: object, json: string): void {
  const [key, ...more] = Object.entries(body);
  if (key === undefined || more.length > 0 || typeof key[1] === 'object') return;
  const keys = [...json.matchAll(JSON_STRING)].filter(([, colon]) => colon !== undefined);
  if (keys.length > 1) throw badRequest(`body: expected "${excerpt(key[0])}" once, found "${excerpt(json)}"`);
}
