// Reads the body of a request to the admin API strictly, and the errors about invalid requests.
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
 * The body; {} if it is empty. JSON whatever the Content-Type, since curl sends another by default. A byte order mark is
 * ignored. @throws RequestError
 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  expectPlain(request.headers);
  const bytes = await bytesOf(request);
  if (bytes.length === 0) return {};
  const written = textOf(bytes);
  let body: unknown;
  try {
    body = JSON.parse(written);
  } catch {
    throw badRequest(`body: expected JSON, found "${excerpt(written)}"`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest(`body: expected an object, found "${excerpt(written)}"`);
  expectOnce(body, written);
  return body as Body;
}

/** `expected`: the only key that may be there. @throws RequestError */
export function expectKeys(body: Body, expected: BodyKey | undefined): void {
  const other = Object.keys(body).find((key) => key !== expected?.key);
  if (other === undefined) return;
  const only = expected ? `only "${expected.key}", as in ${expected.example}` : 'no keys';
  throw badRequest(`body: expected ${only}, found "${excerpt(other)}"`);
}

/** @throws RequestError */
export function text(body: Body, key: string, expected: string): string {
  const value = body[key];
  if (typeof value === 'string') return value;
  throw badValue(key, expected, value);
}

/** `otherwise`: what else the value may be, for the error. @throws RequestError */
export function number(body: Body, key: string, least: number, most: number, otherwise = ''): number {
  const value = body[key];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw badValue(key, `a number from ${least} to ${most}${otherwise}`, value);
}

/** @throws RequestError */
export function wholeNumber(body: Body, key: string, least: number, most: number): number {
  const value = body[key];
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
  throw badValue(key, `a whole number from ${least} to ${most}`, value);
}

export function badRequest(message: string): RequestError {
  return new RequestError(400, 'bad-request', message);
}

function badValue(key: string, expected: string, value: unknown): RequestError {
  return badRequest(`${key}: expected ${expected}, found ${shownValue(value)}`);
}

function expectPlain({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): void {
  if (encoding.toLowerCase() === 'identity') return;
  throw new RequestError(415, 'bad-encoding', `Content-Encoding: expected none, found "${excerpt(encoding)}"`, {
    'Accept-Encoding': 'identity',
  });
}

/** Not an async iterator: if the body is too long, that would destroy the request, and its answer with it. */
function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes <= MAX_BODY_BYTES) return;
      request.pause();
      reject(new RequestError(413, 'too-large', `body: expected at most ${MAX_BODY_BYTES} bytes, found more`));
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
  });
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest(`body: expected UTF-8, found "${excerpt(bytes.toString())}"`);
  }
}

/** A string in JSON. The group matches if the string is a key. */
const JSON_STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** JSON.parse silently keeps the last of two equal keys. */
function expectOnce(body: object, written: string): void {
  const [key, ...more] = Object.entries(body);
  if (key === undefined || more.length > 0 || typeof key[1] === 'object') return;
  const keys = [...written.matchAll(JSON_STRING)].filter(([, colon]) => colon !== undefined);
  if (keys.length > 1) throw badRequest(`body: expected "${excerpt(key[0])}" once, found "${excerpt(written)}"`);
}
