// The admin API: reports on and controls a running feed, as JSON over HTTP. See docs/scenarios.md.
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
import {
  badRequest,
  expectKeys,
  readNumber,
  readBody,
  RequestError,
  readText,
  readWholeNumber,
} from './admin-request.ts';
import type { Body, BodyKey } from './admin-request.ts';
import type { ConnectionInfo } from './connection.ts';
import type { Logger } from '../logging/logger.ts';
import { Guard } from './guard.ts';
import { TIME_LIMITS } from './http.ts';

/** Other machines cannot reach the admin API, whatever address the feed itself listens on. */
export const ADMIN_HOST = '127.0.0.1';
const MAX_STEP_MS = 86_400_000;
const MAX_SPEED = 1_000_000;
/** Well below the number of file descriptors that client connections leave free. */
const MAX_CONNECTIONS = 16;

/** What the API reports on and controls. */
export interface AdminTarget {
  status(): Promise<Readonly<Record<string, unknown>>>;
  connections(): Promise<readonly ConnectionInfo[]>;
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

interface ApiResponse {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: OutgoingHttpHeaders;
}

/** `id`: the number at the end of the path. */
type Handler = (target: AdminTarget, body: Body, id: number) => ApiResponse | Promise<ApiResponse>;

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/status': { GET: async (target) => ok(await target.status()) },
  '/connections': { GET: async (target) => ok({ connections: await target.connections() }) },
  '/faults': {
    GET: async (target) => ok({ faults: await target.faults() }),
    POST: (target, body) => {
      const fault = parseFault(readText(body, 'fault', 'a fault, such as "stall for=3s"'));
      return { status: 201, body: { id: target.inject(fault), text: fault.text } };
    },
    DELETE: async (target) => {
      target.clearAll();
      return ok({ faults: await target.faults() });
    },
  },
  '/faults/ID': {
    DELETE: async (target, _, id) => {
      if (!target.clear(id))
        throw new RequestError(404, 'not-found', `faults: expected the id of a fault, found ${id}`);
      return ok({ faults: await target.faults() });
    },
  },
  '/market/pause': { POST: (target) => statusAfter(target, () => target.pause()) },
  '/market/resume': { POST: (target) => statusAfter(target, () => target.resume()) },
  '/market/step': {
    POST: (target, body) => statusAfter(target, () => target.step(readWholeNumber(body, 'ms', 1, MAX_STEP_MS))),
  },
  '/market/speed': {
    POST: (target, body) =>
      statusAfter(target, () =>
        target.setSpeed(body.speed === 'max' ? 'max' : readNumber(body, 'speed', 0.001, MAX_SPEED, ' or "max"')),
      ),
  },
};

/** The only key in the body of a POST, by path, with an example. No other request takes a body. */
const BODY_KEYS: Readonly<Record<string, BodyKey>> = {
  '/faults': { key: 'fault', example: '{"fault": "drop at=1s"}' },
  '/market/step': { key: 'ms', example: '{"ms": 60000}' },
  '/market/speed': { key: 'speed', example: '{"speed": 60}' },
};

/**
 * Creates a server that does not listen yet; let it listen on ADMIN_HOST. Callers must send `token`. `logger` gets a line for each
 * request that fails because of a bug.
 */
export function createAdmin(token: string, target: AdminTarget, logger: Logger): Server {
  const expectedDigest = digest(`Bearer ${token}`);
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(request, response, await handle(request, expectedDigest, target));
    } catch (error) {
      const isAborted = request.destroyed && !request.complete;
      if (!isAborted) send(request, response, errorResponse(error));
    }
  };
  const guardedRespond = new Guard(logger).wrap('an admin request', respond, (request, response) => {
    if (response.headersSent) response.destroy();
    else send(request, response, INTERNAL_ERROR);
  });
  const server = createServer(TIME_LIMITS, (request, response) => void guardedRespond(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.on('error', (error) => logger.warn(`a connection to the admin API could not be accepted: ${error.message}`));
  return server;
}

async function handle(request: IncomingMessage, expectedDigest: Buffer, target: AdminTarget): Promise<ApiResponse> {
  // Scheme names are case-insensitive (RFC 9110, section 11.1).
  const authorization = (request.headers.authorization ?? '').replace(/^bearer /i, 'Bearer ');
  if (!timingSafeEqual(digest(authorization), expectedDigest))
    throw new RequestError(401, 'unauthorized', 'Authorization: expected Bearer and the token of --admin-token', {
      'WWW-Authenticate': 'Bearer',
    });
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const [, id] = /^\/faults\/(0|[1-9]\d*)$/.exec(path) ?? [];
  const route = id === undefined ? path : '/faults/ID';
  const methods = Object.hasOwn(ROUTES, route) ? ROUTES[route] : undefined;
  if (!methods)
    throw new RequestError(
      404,
      'not-found',
      `expected one of ${Object.keys(ROUTES).join(', ')}, found ${excerpt(path)}`,
    );
  const allowed = Object.keys(methods).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
  // Node omits the body of a response to HEAD.
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const handler = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!handler) {
    const message = `${path}: expected ${allowed.join(' or ')}, found ${request.method}`;
    throw new RequestError(405, 'bad-method', message, { Allow: allowed.join(', ') });
  }
  // A request that changes something is refused if part of it would be ignored.
  if (method !== 'GET' && query.length > 0)
    throw badRequest(`${path}: expected no query, found "${excerpt(query.join('?'))}"`);
  const body = await readBody(request);
  expectKeys(body, method === 'POST' ? BODY_KEYS[route] : undefined);
  return await handler(target, body, Number(id));
}

async function statusAfter(target: AdminTarget, action: () => void | Promise<void>): Promise<ApiResponse> {
  await action();
  return ok(await target.status());
}

function ok(body: unknown): ApiResponse {
  return { status: 200, body };
}

/** The response to an invalid request. @throws `error` if it is a bug */
function errorResponse(error: unknown): ApiResponse {
  if (error instanceof RequestError)
    return { ...failure(error.status, error.code, error.message), headers: error.headers };
  if (error instanceof ScenarioError) return failure(400, error.code, error.message);
  throw error;
}

function failure(status: number, code: string, message: string): ApiResponse {
  return { status, body: { error: { code, message } } };
}

/** The response if a bug makes a request fail. Only the server's log has the details. */
const INTERNAL_ERROR: ApiResponse = {
  ...failure(500, 'failed', 'the feed server failed; see its log'),
  headers: { Connection: 'close' },
};

function send(request: IncomingMessage, response: ServerResponse, { status, body, headers }: ApiResponse): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    // The rest of the body will not be read.
    ...(!request.complete && { Connection: 'close' }),
    ...headers,
  });
  response.end(text);
}

/** The constant-time comparison needs values of equal length, which hashes are. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
