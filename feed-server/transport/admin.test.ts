// The admin API over real HTTP: who is let in, what it does, what it says of a request that is none.
import { request, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { TimedFault } from '../scenarios/faults.ts';
import { ScenarioError } from '../scenarios/scenario-error.ts';
import { ADMIN_HOST, createAdmin, type Administered } from './admin.ts';
import { listen } from './http.ts';

const TOKEN = 'open sesame';
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Keeps what it was told. */
class Told implements Administered {
  readonly told: string[] = [];
  readonly #faults = new Map<number, TimedFault>();

  status(): Promise<Readonly<Record<string, unknown>>> {
    return Promise.resolve({ market: 'playing' });
  }

  connections() {
    return Promise.resolve([{ id: 'abc', number: 1, address: '127.0.0.1', subscriptions: 2, cursor: 3, waiting: 4 }]);
  }

  faults() {
    return Promise.resolve([...this.#faults].map(([id, { text }]) => ({ id, text, strikes: 0, active: false })));
  }

  inject(fault: TimedFault): number {
    if (fault.target.symbols.includes('NOPE')) throw new ScenarioError('symbols', 'symbols of this feed', 'NOPE');
    const id = this.#faults.size + 1;
    this.#faults.set(id, fault);
    return id;
  }

  clear(id: number): boolean {
    return this.#faults.delete(id);
  }

  clearAll(): void {
    this.#faults.clear();
  }

  pause(): void {
    this.told.push('pause');
  }

  resume(): void {
    this.told.push('resume');
  }

  step(ms: number): Promise<void> {
    this.told.push(`step ${ms}`);
    return Promise.resolve();
  }

  setSpeed(speed: number | 'max'): void {
    this.told.push(`speed ${speed}`);
  }
}

interface Answer {
  readonly status: number | undefined;
  readonly body: unknown;
}

class Caller {
  readonly told = new Told();
  #port = 0;

  async listen(): Promise<this> {
    const server = createAdmin(TOKEN, this.told);
    servers.push(server);
    this.#port = await listen(server, 0, ADMIN_HOST);
    return this;
  }

  /** `body` is sent as it is where it is a string. */
  ask(method: string, path: string, body?: unknown, authorization = `Bearer ${TOKEN}`): Promise<Answer> {
    const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const length = { 'content-length': Buffer.byteLength(sent) };
    const headers = authorization === '' ? length : { ...length, authorization };
    return new Promise((resolve, reject) => {
      const asking = request(
        { host: ADMIN_HOST, port: this.#port, path, method, headers, agent: false },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) as unknown }));
        },
      );
      asking.on('error', reject);
      asking.end(sent);
    });
  }
}

describe('a caller', () => {
  it.each(['', 'Bearer', 'Bearer ', 'Bearer wrong', `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN} `.repeat(2)])(
    'that says %j is told nothing, of what there is neither',
    async (authorization) => {
      const caller = await new Caller().listen();
      for (const [method, path] of [
        ['GET', '/status'],
        ['GET', '/nothing'],
        ['POST', '/market/pause'],
      ] as const)
        expect(await caller.ask(method, path, undefined, authorization)).toEqual({
          status: 401,
          body: {
            error: {
              code: 'unauthorized',
              message: 'Authorization: expected Bearer and the token of --admin-token',
            },
          },
        });
      expect(caller.told.told).toEqual([]);
    },
  );

  it('with the token hears of status and connections', async () => {
    const caller = await new Caller().listen();
    expect(await caller.ask('GET', '/status')).toEqual({ status: 200, body: { market: 'playing' } });
    expect(await caller.ask('GET', '/connections?x=1')).toEqual({
      status: 200,
      body: { connections: [{ id: 'abc', number: 1, address: '127.0.0.1', subscriptions: 2, cursor: 3, waiting: 4 }] },
    });
  });
});

it('faults are injected, listed and cleared', async () => {
  const caller = await new Caller().listen();
  const [first, second] = ['stall for=3s', 'mute symbols=AAPL'];
  expect(await caller.ask('POST', '/faults', { fault: first })).toEqual({ status: 201, body: { id: 1, text: first } });
  expect(await caller.ask('POST', '/faults', { fault: second })).toMatchObject({ status: 201, body: { id: 2 } });
  expect(await caller.ask('GET', '/faults')).toMatchObject({ body: { faults: [{ text: first }, { text: second }] } });
  expect(await caller.ask('DELETE', '/faults/1')).toMatchObject({ status: 200, body: { faults: [{ id: 2 }] } });
  expect(await caller.ask('DELETE', '/faults')).toEqual({ status: 200, body: { faults: [] } });
});

it('the market is paused, resumed, stepped and sped up', async () => {
  const caller = await new Caller().listen();
  for (const [path, body] of [
    ['/market/pause', undefined],
    ['/market/step', { ms: 60_000 }],
    ['/market/resume', {}],
    ['/market/speed', { speed: 60 }],
    ['/market/speed', { speed: 'max' }],
  ] as const)
    expect(await caller.ask('POST', path, body)).toEqual({ status: 200, body: { market: 'playing' } });
  expect(caller.told.told).toEqual(['pause', 'step 60000', 'resume', 'speed 60', 'speed max']);
});

/** As deep as a body may be; written out again it would overflow the stack. */
function nested(key?: string): string {
  const list = `${'['.repeat(8_000)}${']'.repeat(8_000)}`;
  return key === undefined ? list : `{"${key}":${list}}`;
}

describe('what is said of', () => {
  it.each([
    ['POST', '/faults', undefined, 400, 'fault: expected a fault, such as "stall for=3s", found nothing'],
    ['POST', '/faults', { fault: 7 }, 400, 'found 7'],
    ['POST', '/faults', nested('fault'), 400, 'fault: expected a fault, such as "stall for=3s", found a list'],
    ['POST', '/market/step', nested('ms'), 400, 'ms: expected a number from 1 to 86400000, found a list'],
    ['POST', '/faults', nested(), 400, 'body: expected an object, found "[[['],
    ['POST', '/faults', { fault: 'stal' }, 400, 'fault "stal": expected one of drop, delay'],
    ['POST', '/faults', { fault: 'stall symbols=NOPE' }, 400, 'symbols: expected symbols of this feed, found "NOPE"'],
    ['POST', '/faults', '{"fault":', 400, 'body: expected JSON, found "{\\"fault\\":"'.replaceAll('\\', '')],
    ['POST', '/faults', '["stall"]', 400, 'body: expected an object, found'],
    ['DELETE', '/faults/9', undefined, 404, 'faults: expected the id of one, found 9'],
    ['DELETE', '/faults/x', undefined, 404, 'found /faults/x'],
    ['POST', '/market/step', { ms: 0 }, 400, 'ms: expected a number from 1 to 86400000, found 0'],
    ['POST', '/market/step', { ms: '1s' }, 400, 'found "1s"'],
    ['POST', '/market/speed', { speed: -1 }, 400, 'speed: expected a number from 0.001 to 1000000 or "max", found -1'],
    [
      'POST',
      '/faults',
      { fault: 'drop', at: '1s' },
      400,
      'body: expected only "fault", as in {"fault": "drop at=1s"}, found "at"',
    ],
    ['POST', '/faults', { Fault: 'drop' }, 400, 'body: expected only "fault", as in'],
    ['POST', '/faults', '{"__proto__":1,"fault":"drop"}', 400, 'found "__proto__"'],
    ['POST', '/faults', '{"fault":"drop","fault":"stall"}', 400, 'body: expected "fault" once, found'],
    ['POST', '/faults', 'fault=drop', 400, 'body: expected JSON, found "fault=drop"'],
    ['POST', '/faults?at=1s', { fault: 'drop' }, 400, '/faults: expected no query, found "at=1s"'],
    ['DELETE', '/faults?id=1', undefined, 400, '/faults: expected no query, found "id=1"'],
    ['DELETE', '/faults', { id: 1 }, 400, 'body: expected no keys, found "id"'],
    ['POST', '/market/pause', { for: '1s' }, 400, 'body: expected no keys, found "for"'],
    ['POST', '/market/step', { ms: 1, speed: 2 }, 400, 'body: expected only "ms", as in {"ms": 60000}, found "speed"'],
    ['POST', '/market/speed', { speed: 1, factor: 2 }, 400, 'body: expected only "speed", as in {"speed": 60}'],
    ['POST', '/market/speed', { speed: '60' }, 400, 'found "60"'],
    ['POST', '/market/speed', { speed: null }, 400, 'found null'],
    ['POST', '/market/speed', '{"speed":1e400}', 400, 'speed: expected a number from 0.001 to 1000000 or "max"'],
    ['GET', '/nothing', undefined, 404, 'expected one of /status, /connections'],
    ['GET', '/constructor', undefined, 404, 'found /constructor'],
    ['GET', '/market/pause', undefined, 405, '/market/pause: expected POST, found GET'],
    ['PUT', '/faults', undefined, 405, '/faults: expected GET or POST or DELETE, found PUT'],
    ['POST', '/faults', 'x'.repeat(20_000), 413, 'body: expected at most 16384 bytes, found more'],
  ])('%s %s %j: %i', async (method, path, body, status, message) => {
    const caller = await new Caller().listen();
    const answer = await caller.ask(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.stringContaining(message) as string } } });
    expect(caller.told.told).toEqual([]);
  });
});
