// The admin API over real HTTP: who may call it, what it does, and how it refuses invalid requests.
import { describe, expect, it } from 'vitest';
import { AdminCaller, TOKEN } from '../../tests/support/feeds/admin-caller.ts';

describe('the admin API', () => {
  it.each(['', 'Bearer', 'Bearer ', 'Bearer wrong', `Basic ${TOKEN}`, TOKEN, `Bearer ${TOKEN} `.repeat(2)])(
    'reveals nothing to a caller that sends %j, not even which paths exist',
    async (authorization) => {
      const caller = await AdminCaller.start();
      for (const [method, path] of [
        ['GET', '/status'],
        ['GET', '/nothing'],
        ['POST', '/market/pause'],
      ] as const)
        expect(await caller.call(method, path, undefined, authorization)).toEqual({
          status: 401,
          body: {
            error: {
              code: 'unauthorized',
              message: 'Authorization: expected Bearer and the token of --admin-token',
            },
          },
        });
      expect(caller.feed.calls).toEqual([]);
    },
  );

  it('returns the status and the connections to a caller with the token', async () => {
    const caller = await AdminCaller.start();
    expect(await caller.call('GET', '/status')).toEqual({ status: 200, body: { market: 'playing' } });
    expect(await caller.call('GET', '/connections?x=1')).toEqual({
      status: 200,
      body: { connections: [{ id: 'abc', number: 1, address: '127.0.0.1', subscriptions: 2, cursor: 3, waiting: 4 }] },
    });
  });
});

it('injects, lists and clears faults', async () => {
  const caller = await AdminCaller.start();
  const [first, second] = ['stall for=3s', 'mute symbols=AAPL'];
  expect(await caller.call('POST', '/faults', { fault: first })).toEqual({ status: 201, body: { id: 1, text: first } });
  expect(await caller.call('POST', '/faults', { fault: second })).toMatchObject({ status: 201, body: { id: 2 } });
  expect(await caller.call('GET', '/faults')).toMatchObject({ body: { faults: [{ text: first }, { text: second }] } });
  expect(await caller.call('DELETE', '/faults/1')).toMatchObject({ status: 200, body: { faults: [{ id: 2 }] } });
  expect(await caller.call('DELETE', '/faults')).toEqual({ status: 200, body: { faults: [] } });
});

it('pauses, resumes, steps and speeds up the market', async () => {
  const caller = await AdminCaller.start();
  for (const [path, body] of [
    ['/market/pause', undefined],
    ['/market/step', { ms: 60_000 }],
    ['/market/resume', {}],
    ['/market/speed', { speed: 60 }],
    ['/market/speed', { speed: 'max' }],
  ] as const)
    expect(await caller.call('POST', path, body)).toEqual({ status: 200, body: { market: 'playing' } });
  expect(caller.feed.calls).toEqual(['pause', 'step 60000', 'resume', 'speed 60', 'speed max']);
});

/** The deepest nesting that fits in a body. Serializing it again would overflow the stack. */
function nested(key?: string): string {
  const list = `${'['.repeat(8_000)}${']'.repeat(8_000)}`;
  return key === undefined ? list : `{"${key}":${list}}`;
}

describe('the admin API refuses', () => {
  it.each([
    ['POST', '/faults', undefined, 400, 'fault: expected a fault, such as "stall for=3s", found nothing'],
    ['POST', '/faults', { fault: 7 }, 400, 'found 7'],
    ['POST', '/faults', nested('fault'), 400, 'fault: expected a fault, such as "stall for=3s", found a list'],
    ['POST', '/market/step', nested('ms'), 400, 'ms: expected a whole number from 1 to 86400000, found a list'],
    ['POST', '/faults', nested(), 400, 'body: expected an object, found "[[['],
    ['POST', '/faults', { fault: 'stal' }, 400, 'fault "stal": expected one of drop, delay'],
    ['POST', '/faults', { fault: 'stall symbols=NOPE' }, 400, 'symbols: expected symbols of this feed, found "NOPE"'],
    ['POST', '/faults', '{"fault":', 400, 'body: expected JSON, found "{\\"fault\\":"'.replaceAll('\\', '')],
    ['POST', '/faults', '["stall"]', 400, 'body: expected an object, found'],
    ['DELETE', '/faults/9', undefined, 404, 'faults: expected the id of a fault, found 9'],
    ['DELETE', '/faults/x', undefined, 404, 'found /faults/x'],
    ['POST', '/market/step', { ms: 0 }, 400, 'ms: expected a whole number from 1 to 86400000, found 0'],
    ['POST', '/market/step', { ms: '1s' }, 400, 'found "1s"'],
    ['POST', '/market/step', { ms: 1.5 }, 400, 'ms: expected a whole number from 1 to 86400000, found 1.5'],
    ['POST', '/market/step', { ms: -1 }, 400, 'found -1'],
    ['POST', '/market/step', { ms: 86_400_001 }, 400, 'found 86400001'],
    ['POST', '/market/step', { ms: true }, 400, 'found true'],
    ['POST', '/market/step', '{"ms":1e999}', 400, 'found Infinity'],
    ['POST', '/market/step', '{"ms":NaN}', 400, 'body: expected JSON, found "{"ms":NaN}"'],
    ['POST', '/market/step', undefined, 400, 'found nothing'],
    ['POST', '/market/step', ' ', 400, 'body: expected JSON, found " "'],
    ['POST', '/market/step', 'null', 400, 'body: expected an object, found "null"'],
    ['POST', '/market/step', '{"ms":1,"ms":2}', 400, 'body: expected "ms" once'],
    ['POST', '/market/step', '{"ms":1,"\\u006ds":2}', 400, 'body: expected "ms" once'],
    ['POST', '/market/speed', '{"speed":1,"speed":"max"}', 400, 'body: expected "speed" once'],
    ['POST', '/market/speed', undefined, 400, 'found nothing'],
    ['POST', '/market/resume', '{"at":1}', 400, 'body: expected no keys, found "at"'],
    ['POST', '/market/resume', Buffer.from('\ufeff{}', 'utf16le'), 400, 'body: expected UTF-8, found'],
    ['GET', '/status', { full: true }, 400, 'body: expected no keys, found "full"'],
    ['DELETE', '/faults/01', undefined, 404, 'found /faults/01'],
    ['DELETE', '/faults/1', { id: 1 }, 400, 'body: expected no keys, found "id"'],
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
    ['POST', '/market/speed', '{"speed":1e400}', 400, 'or "max", found Infinity'],
    ['GET', '/nothing', undefined, 404, 'expected one of /status, /connections'],
    ['GET', '/constructor', undefined, 404, 'found /constructor'],
    ['GET', '/market/pause', undefined, 405, '/market/pause: expected POST, found GET'],
    ['PUT', '/faults', undefined, 405, '/faults: expected GET or HEAD or POST or DELETE, found PUT'],
    ['POST', '/faults', 'x'.repeat(20_000), 413, 'body: expected at most 16384 bytes, found more'],
  ])('%s %s %j: %i', async (method, path, body, status, message) => {
    const caller = await AdminCaller.start();
    const response = await caller.call(method, path, body);
    expect(response).toMatchObject({
      status,
      body: { error: { message: expect.stringContaining(message) as string } },
    });
    expect(caller.feed.calls).toEqual([]);
  });
});
