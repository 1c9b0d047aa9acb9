// The admin API's HTTP: methods, headers, encodings, and the response to a bug.
import { describe, expect, it } from 'vitest';
import { AdminCaller, TOKEN } from '../../tests/support/feeds/admin-caller.ts';

const AUTHORIZATION = { authorization: `Bearer ${TOKEN}` };

it.each([
  ['/status', 'GET, HEAD'],
  ['/connections', 'GET, HEAD'],
  ['/faults', 'GET, HEAD, POST, DELETE'],
  ['/faults/1', 'DELETE'],
  ['/market/pause', 'POST'],
  ['/market/resume', 'POST'],
  ['/market/step', 'POST'],
  ['/market/speed', 'POST'],
])('answers other methods for %s with 405 and Allow: %s', async (path, allow) => {
  const caller = await AdminCaller.start();
  for (const method of ['PUT', 'PATCH', 'OPTIONS'])
    expect(await caller.send(method, path, undefined, AUTHORIZATION)).toMatchObject({
      status: 405,
      headers: { allow },
    });
  const { calls } = caller.feed;
  expect(calls).toEqual([]);
});

it('answers HEAD like GET, without the body', async () => {
  const caller = await AdminCaller.start();
  const get = await caller.send('GET', '/status', undefined, AUTHORIZATION);
  const head = await caller.send('HEAD', '/status', undefined, AUTHORIZATION);
  expect(head).toMatchObject({ status: 200, text: '', headers: { 'content-length': get.headers['content-length'] } });
});

it('accepts "bearer" in lower case, and names the scheme if it refuses a request', async () => {
  const caller = await AdminCaller.start();
  const lowerCase = { authorization: `bearer ${TOKEN}` };
  expect(await caller.send('GET', '/status', undefined, lowerCase)).toMatchObject({ status: 200 });
  expect(await caller.send('GET', '/status', undefined, {})).toMatchObject({
    status: 401,
    headers: { 'www-authenticate': 'Bearer' },
  });
});

describe('a request body', () => {
  it('may begin with a byte order mark', async () => {
    const caller = await AdminCaller.start();
    expect(await caller.call('POST', '/market/step', '\ufeff{"ms":5}')).toMatchObject({ status: 200 });
    expect(caller.feed.calls).toEqual(['step 5']);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=utf-8'])(
    'is parsed as JSON even if its type is %s',
    async (type) => {
      const caller = await AdminCaller.start();
      const headers = { ...AUTHORIZATION, 'content-type': type };
      expect(await caller.send('POST', '/market/step', '{"ms":5}', headers)).toMatchObject({ status: 200 });
    },
  );

  it('is refused if it is compressed', async () => {
    const caller = await AdminCaller.start();
    const headers = { ...AUTHORIZATION, 'content-encoding': 'gzip' };
    const response = await caller.send('POST', '/market/step', Buffer.from([0x1f, 0x8b]), headers);
    expect(response).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } });
    expect(response.text).toContain('Content-Encoding: expected none, found \\"gzip\\"');
  });
});

it('does not report an aborted request as a bug', async () => {
  const caller = await AdminCaller.start();
  await caller.abort('/faults');
  expect(await caller.call('GET', '/status')).toMatchObject({ status: 200 });
  expect(caller.log.lines).toEqual([]);
});

it('answers a bug with 500, and logs its stack', async () => {
  const caller = await AdminCaller.start();
  caller.feed.pause = () => {
    throw new TypeError('no such thing');
  };
  const response = await caller.call('POST', '/market/pause');
  expect(response).toEqual({
    status: 500,
    body: { error: { code: 'failed', message: 'the feed server failed; see its log' } },
  });
  expect(caller.log.lines).toEqual([
    {
      level: 'error',
      message: 'an admin request failed, and its connection was closed',
      fields: { err: new TypeError('no such thing') },
    },
  ]);
  expect(await caller.call('GET', '/status')).toMatchObject({ status: 200 });
});
