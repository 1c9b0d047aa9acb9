// The admin API: faults, connections and the market of a running feed, as JSON over HTTP. docs/scenarios.md describes it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { shownValue } from '../../proto/shown-text.ts';
import { parseFault } from '../scenarios/fault-text.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import { ScenarioError } from '../scenarios/scenario-error.ts';
import type { ConnectionFacts } from './connection.ts';
import { TIME_LIMITS } from './http.ts';

/** Nobody else's machine reaches it, whatever the feed itself listens on. */
export const ADMIN_HOST = '127.0.0.1';
const MAX_BODY_BYTES = 16 * 1024;
const MAX_STEP_MS = 86_400_000;
const MAX_SPEED = 1_000_000;

/** What the API tells of and acts on. */
export interface Administered {
  status(): Promise<Readonly<Record<string, unknown>>>;
  connections(): Promise<readonly ConnectionFacts[]>;
  faults(): Promise<readonly InjectedFault[]>;
  /** Returns its id. @throws ScenarioError */
  inject(fault: TimedFault): number;
  /** False where there is none of this id. */
  clear(id: number): boolean;
  clearAll(): void;
  pause(): void;
  resume(): void;
  /** Publishes the next `ms` of market time, and pauses. */
  step(ms: number): Promise<void>;
  setSpeed(speed: number | 'max'): void;
}

type Body = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** `id`: the number that the path ends in. */
type Route = (of: Administered, body: Body, id: number) => Answer | Promise<Answer>;

class RequestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
  }
}

const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/status': { GET: async (of) => ok(await of.status()) },
  '/connections': { GET: async (of) => ok({ connections: await of.connections() }) },
  '/faults': {
    GET: async (of) => ok({ faults: await of.faults() }),
    POST: (of, body) => {
      const fault = parseFault(text(body, 'fault', 'a fault, such as "stall for=3s"'));
      return { status: 201, body: { id: of.inject(fault), text: fault.text } };
    },
    DELETE: async (of) => {
      of.clearAll();
      return ok({ faults: await of.faults() });
    },
  },
  '/faults/ID': {
    DELETE: async (of, _, id) => {
      if (!of.clear(id)) throw new RequestError(404, 'not-found', `faults: expected the id of one, found ${id}`);
      return ok({ faults: await of.faults() });
    },
  },
  '/market/pause': { POST: (of) => done(of, () => of.pause()) },
  '/market/resume': { POST: (of) => done(of, () => of.resume()) },
  '/market/step': { POST: (of, body) => done(of, () => of.step(number(body, 'ms', 1, MAX_STEP_MS))) },
  '/market/speed': {
    POST: (of, body) =>
      done(of, () => of.setSpeed(body.speed === 'max' ? 'max' : number(body, 'speed', 0.001, MAX_SPEED, ' or "max"'))),
  },
};

/** The one key in the body of a POST, by path, and an example. No other request takes a body. */
const BODIES: Readonly<Record<string, { readonly key: string; readonly example: string }>> = {
  '/faults': { key: 'fault', example: '{"fault": "drop at=1s"}' },
  '/market/step': { key: 'ms', example: '{"ms": 60000}' },
  '/market/speed': { key: 'speed', example: '{"speed": 60}' },
};

/** A string in JSON. The group matches where the string is a key. */
const JSON_STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** A server that is not listening yet; it is to listen on ADMIN_HOST. `token`: what callers have to know. */
export function createAdmin(token: string, administered: Administered): Server {
  const expected = digest(`Bearer ${token}`);
  return createServer(TIME_LIMITS, (request, response) => {
    handle(request, expected, administered).then(
      (answer) => send(request, response, answer),
      (error: unknown) => send(request, response, refusal(error)),
    );
  });
}

async function handle(request: IncomingMessage, expected: Buffer, of: Administered): Promise<Answer> {
  if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
    throw new RequestError(401, 'unauthorized', 'Authorization: expected Bearer and the token of --admin-token');
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const [, id] = /^\/faults\/(\d+)$/.exec(path) ?? [];
  const key = id === undefined ? path : '/faults/ID';
  const methods = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (!methods)
    throw new RequestError(
      404,
      'not-found',
      `expected one of ${Object.keys(ROUTES).join(', ')}, found ${path.slice(0, 80)}`,
    );
  const { method = '' } = request;
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!route)
    throw new RequestError(
      405,
      'bad-method',
      `${path}: expected ${Object.keys(methods).join(' or ')}, found ${method}`,
    );
  // A request that changes something must not be half understood.
  if (method !== 'GET' && query.length > 0)
    throw new RequestError(400, 'bad-request', `${path}: expected no query, found "${query.join('?').slice(0, 80)}"`);
  const body = await readBody(request);
  expectKeys(body, method === 'POST' ? BODIES[key] : undefined);
  return await route(of, body, Number(id));
}

function expectKeys(body: Body, expected: { readonly key: string; readonly example: string } | undefined): void {
  const other = Object.keys(body).find((key) => key !== expected?.key);
  if (other === undefined) return;
  const only = expected ? `only "${expected.key}", as in ${expected.example}` : 'no keys';
  throw new RequestError(400, 'bad-request', `body: expected ${only}, found "${other.slice(0, 80)}"`);
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES)
      throw new RequestError(413, 'too-large', `body: expected at most ${MAX_BODY_BYTES} bytes, found more`);
    parts.push(part);
  }
  if (bytes === 0) return {};
  const written = Buffer.concat(parts).toString();
  let body: unknown;
  try {
    body = JSON.parse(written);
  } catch {
    throw new RequestError(400, 'bad-request', `body: expected JSON, found "${written.slice(0, 80)}"`);
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
    expectOnce(body, written);
    return body as Body;
  }
  throw new RequestError(400, 'bad-request', `body: expected an object, found "${written.slice(0, 80)}"`);
}

/** JSON.parse keeps the last of two equal keys without a word. */
function expectOnce(body: object, written: string): void {
  const [key, ...more] = Object.entries(body);
  if (key === undefined || more.length > 0 || typeof key[1] === 'object') return;
  const keys = [...written.matchAll(JSON_STRING)].filter(([, colon]) => colon !== undefined);
  if (keys.length > 1)
    throw new RequestError(400, 'bad-request', `body: expected "${key[0]}" once, found "${written.slice(0, 80)}"`);
}

function text(body: Body, key: string, expected: string): string {
  const value = body[key];
  if (typeof value === 'string') return value;
  throw badValue(key, expected, value);
}

function number(body: Body, key: string, least: number, most: number, otherwise = ''): number {
  const value = body[key];
  if (typeof value === 'number' && value >= least && value <= most) return value;
  throw badValue(key, `a number from ${least} to ${most}${otherwise}`, value);
}

function badValue(key: string, expected: string, value: unknown): RequestError {
  return new RequestError(400, 'bad-request', `${key}: expected ${expected}, found ${shownValue(value)}`);
}

async function done(of: Administered, act: () => void | Promise<void>): Promise<Answer> {
  await act();
  return ok(await of.status());
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function refusal(error: unknown): Answer {
  if (error instanceof RequestError) return failure(error.status, error.code, error.message);
  if (error instanceof ScenarioError) return failure(400, error.code, error.message);
  return failure(500, 'failed', error instanceof Error ? error.message : String(error));
}

function failure(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    // Does not wait for the rest of a body that nobody reads.
    ...(!request.complete && { Connection: 'close' }),
  });
  response.end(`${JSON.stringify(body)}\n`);
}

/** Of equal length whatever the text, as the comparison in constant time wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
