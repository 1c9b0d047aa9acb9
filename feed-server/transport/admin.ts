// The admin API: faults, connections and the market of a running feed, as JSON over HTTP. docs/scenarios.md describes it.
import { createHash, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import { excerpt } from '../../proto/shown-text.ts';
import { parseFault } from '../scenarios/fault-text.ts';
import type { TimedFault } from '../scenarios/faults.ts';
import type { InjectedFault } from '../scenarios/injection.ts';
import { ScenarioError } from '../scenarios/scenario-error.ts';
import { badRequest, expectKeys, number, readBody, RequestError, text, wholeNumber } from './admin-request.ts';
import type { Body, BodyKey } from './admin-request.ts';
import type { ConnectionFacts } from './connection.ts';
import type { Logger } from '../logging/logger.ts';
import { Guard } from './guard.ts';
import { TIME_LIMITS } from './http.ts';

/** Other machines cannot reach it, whatever the feed itself listens on. */
export const ADMIN_HOST = '127.0.0.1';
const MAX_STEP_MS = 86_400_000;
const MAX_SPEED = 1_000_000;
/** Well below the descriptors that are kept free of clients' connections. */
const MAX_CONNECTIONS = 16;

/** What the API reports on and controls. */
export interface Administered {
  status(): Promise<Readonly<Record<string, unknown>>>;
  connections(): Promise<readonly ConnectionFacts[]>;
  faults(): Promise<readonly InjectedFault[]>;
  /** Returns its id. @throws ScenarioError */
  inject(fault: TimedFault): number;
  /** Returns false if no fault has this id. */
  clear(id: number): boolean;
  clearAll(): void;
  pause(): void;
  resume(): void;
  /** Publishes the next `ms` of market time, and pauses. */
  step(ms: number): Promise<void>;
  setSpeed(speed: number | 'max'): void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: OutgoingHttpHeaders;
}

/** `id`: the number that the path ends in. */
type Route = (of: Administered, body: Body, id: number) => Answer | Promise<Answer>;

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
      if (!of.clear(id)) throw new RequestError(404, 'not-found', `faults: expected the id of a fault, found ${id}`);
      return ok({ faults: await of.faults() });
    },
  },
  '/market/pause': { POST: (of) => done(of, () => of.pause()) },
  '/market/resume': { POST: (of) => done(of, () => of.resume()) },
  '/market/step': { POST: (of, body) => done(of, () => of.step(wholeNumber(body, 'ms', 1, MAX_STEP_MS))) },
  '/market/speed': {
    POST: (of, body) =>
      done(of, () => of.setSpeed(body.speed === 'max' ? 'max' : number(body, 'speed', 0.001, MAX_SPEED, ' or "max"'))),
  },
};

/** The one key in the body of a POST, by path, and an example. No other request takes a body. */
const BODIES: Readonly<Record<string, BodyKey>> = {
  '/faults': { key: 'fault', example: '{"fault": "drop at=1s"}' },
  '/market/step': { key: 'ms', example: '{"ms": 60000}' },
  '/market/speed': { key: 'speed', example: '{"speed": 60}' },
};

/**
 * A server that is not listening yet; it is to listen on ADMIN_HOST. `token`: what callers have to send. `logger`: gets a line
 * about each request that failed because of a bug.
 */
export function createAdmin(token: string, administered: Administered, logger: Logger): Server {
  const expected = digest(`Bearer ${token}`);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(request, response, await handle(request, expected, administered));
    } catch (error) {
      const isGone = request.destroyed && !request.complete;
      if (!isGone) send(request, response, errorAnswer(error));
    }
  };
  const guarded = new Guard(logger).wrap('an admin request', respond, (request, response) => {
    if (response.headersSent) response.destroy();
    else send(request, response, BROKEN);
  });
  const server = createServer(TIME_LIMITS, (request, response) => void guarded(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.on('error', (error) => logger.warn(`a connection to the admin API could not be accepted: ${error.message}`));
  return server;
}

async function handle(request: IncomingMessage, expected: Buffer, of: Administered): Promise<Answer> {
  // Upper and lower case are the same in the name of a scheme (RFC 9110, section 11.1).
  const given = (request.headers.authorization ?? '').replace(/^bearer /i, 'Bearer ');
  if (!timingSafeEqual(digest(given), expected))
    throw new RequestError(401, 'unauthorized', 'Authorization: expected Bearer and the token of --admin-token', {
      'WWW-Authenticate': 'Bearer',
    });
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const [, id] = /^\/faults\/(0|[1-9]\d*)$/.exec(path) ?? [];
  const key = id === undefined ? path : '/faults/ID';
  const methods = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (!methods)
    throw new RequestError(
      404,
      'not-found',
      `expected one of ${Object.keys(ROUTES).join(', ')}, found ${excerpt(path)}`,
    );
  const allowed = Object.keys(methods).flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
  // Node leaves the body out of its response.
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!route) {
    const message = `${path}: expected ${allowed.join(' or ')}, found ${request.method}`;
    throw new RequestError(405, 'bad-method', message, { Allow: allowed.join(', ') });
  }
  // A request that changes something must be understood completely.
  if (method !== 'GET' && query.length > 0)
    throw badRequest(`${path}: expected no query, found "${excerpt(query.join('?'))}"`);
  const body = await readBody(request);
  expectKeys(body, method === 'POST' ? BODIES[key] : undefined);
  return await route(of, body, Number(id));
}

async function done(of: Administered, act: () => void | Promise<void>): Promise<Answer> {
  await act();
  return ok(await of.status());
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** The answer to an invalid request. @throws `error` if it is a bug */
function errorAnswer(error: unknown): Answer {
  if (error instanceof RequestError)
    return { ...failure(error.status, error.code, error.message), headers: error.headers };
  if (error instanceof ScenarioError) return failure(400, error.code, error.message);
  throw error;
}

function failure(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** The answer when a bug strikes. The details go only to whoever runs the server. */
const BROKEN: Answer = {
  ...failure(500, 'failed', 'the feed server failed; its log says why'),
  headers: { Connection: 'close' },
};

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Answer): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    // Does not wait for the rest of a body that is not read.
    ...(!request.complete && { Connection: 'close' }),
    ...headers,
  });
  response.end(text);
}

/** Has the same length for every text, which the comparison in constant time requires. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
