// Diagnosing why no connection can be made, from the responses of servers.
import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '../../proto/messages.ts';
import { diagnose, describeDiagnosis, type HttpProbe, type Diagnosis, type ProbeResult } from './diagnosis.ts';

const HEALTHY = { tapewire: '0.1.0', protocol: PROTOCOL_VERSION };
const TIMEOUT: ProbeResult = { kind: 'timeout' };
const failed = (code?: string): ProbeResult => ({ kind: 'failed', code });

function answered(
  body: unknown,
  status = 200,
  from?: string,
): Omit<ProbeResult & { kind: 'answered' }, 'from'> & { from?: string } {
  return { kind: 'answered', status, body, ...(from !== undefined && { from }) };
}

/** Returns the answers given by URL. Any other URL refuses the connection. */
function fakeProbe(answers: Readonly<Record<string, object>>): { probe: HttpProbe; probed: string[] } {
  const probed: string[] = [];
  const probe: HttpProbe = (url) => {
    probed.push(url);
    return Promise.resolve({ from: url, ...(answers[url] ?? failed('ECONNREFUSED')) } as ProbeResult);
  };
  return { probe, probed };
}

describe('diagnose', () => {
  it.each<[string, string, Record<string, object>, Diagnosis | undefined]>([
    ['a healthy feed', 'http://h:1', { 'http://h:1/healthz': answered(HEALTHY) }, undefined],
    ['a healthy feed under a base path', 'http://h/t', { 'http://h/t/healthz': answered(HEALTHY) }, undefined],
    ['a refused port', 'http://h:1', {}, { kind: 'connection-refused' }],
    [
      'a failure that a browser does not explain',
      'http://h:1',
      { 'http://h:1/healthz': failed(), 'https://h:1/healthz': failed() },
      { kind: 'unreachable' },
    ],
    ['an unknown name', 'http://h:1', { 'http://h:1/healthz': failed('ENOTFOUND') }, { kind: 'unknown-host' }],
    [
      'an unreachable name server',
      'http://h:1',
      { 'http://h:1/healthz': failed('EAI_AGAIN') },
      { kind: 'unknown-host' },
    ],
    ['a request that times out', 'http://h:1', { 'http://h:1/healthz': TIMEOUT }, { kind: 'timeout' }],
    [
      'a bad certificate',
      'https://h',
      { 'https://h/healthz': failed('DEPTH_ZERO_SELF_SIGNED_CERT') },
      { kind: 'bad-certificate', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    ],
    [
      'https requested from an http server',
      'https://h:1',
      { 'https://h:1/healthz': failed('ERR_SSL_WRONG_VERSION_NUMBER'), 'http://h:1/healthz': answered(HEALTHY) },
      { kind: 'other-scheme', url: 'http://h:1' },
    ],
    [
      'http requested from an https server',
      'http://h:1',
      { 'http://h:1/healthz': failed('UND_ERR_SOCKET'), 'https://h:1/healthz': answered(HEALTHY) },
      { kind: 'other-scheme', url: 'https://h:1' },
    ],
    [
      'a redirect to https',
      'http://h',
      { 'http://h/healthz': answered(HEALTHY, 200, 'https://h/healthz') },
      { kind: 'moved', url: 'https://h' },
    ],
    [
      'another server',
      'http://h:1',
      { 'http://h:1/healthz': answered(undefined, 404) },
      { kind: 'not-tapewire', status: 404 },
    ],
    [
      'an older server',
      'http://h:1',
      { 'http://h:1/healthz': answered(undefined) },
      { kind: 'not-tapewire', status: 200 },
    ],
    [
      'a server with unreadable responses',
      'http://h:1',
      { 'http://h:1/healthz': { kind: 'unreadable' } },
      { kind: 'not-tapewire', status: undefined },
    ],
    [
      'unrelated JSON',
      'http://h:1',
      { 'http://h:1/healthz': answered({ status: 'ok' }) },
      { kind: 'not-tapewire', status: 200 },
    ],
    [
      'an invalid identity',
      'http://h:1',
      { 'http://h:1/healthz': answered({ tapewire: '<b>', protocol: 1 }) },
      { kind: 'not-tapewire', status: 200 },
    ],
    [
      'a feed below a path',
      'http://h:1',
      { 'http://h:1/healthz': answered({ ...HEALTHY, feed: 'ticker/' }, 404) },
      { kind: 'other-path', url: 'http://h:1/ticker' },
    ],
    [
      'a feed at the root',
      'http://h:1/t',
      { 'http://h:1/t/healthz': answered({ ...HEALTHY, feed: '../' }, 404) },
      { kind: 'other-path', url: 'http://h:1' },
    ],
    [
      'a feed behind a proxy that strips /p',
      'http://h/p/t',
      { 'http://h/p/t/healthz': answered({ ...HEALTHY, feed: '../' }, 404) },
      { kind: 'other-path', url: 'http://h/p' },
    ],
    [
      'a path of a proxy, with the feed at its root',
      'http://h/t',
      { 'http://h/t/healthz': answered(undefined, 404), 'http://h/healthz': answered(HEALTHY) },
      { kind: 'other-path', url: 'http://h' },
    ],
    [
      'an identity whose `feed` is a URL',
      'http://h/t',
      { 'http://h/t/healthz': answered({ ...HEALTHY, feed: 'https://evil/' }) },
      undefined,
    ],
    [
      'another protocol',
      'http://h',
      { 'http://h/healthz': answered({ tapewire: '9.0.0', protocol: 7 }) },
      { kind: 'other-protocol', version: '9.0.0', protocol: 7 },
    ],
  ])('diagnoses %s', async (_, url, answers, diagnosis) => {
    expect(await diagnose(url, fakeProbe(answers).probe)).toEqual(diagnosis);
  });

  it.each([
    ['http://feed.example', 'https:', 'mixed-content'],
    ['http://127.0.0.1:4400', 'https:', 'connection-refused'],
    ['http://localhost', 'https:', 'connection-refused'],
    ['http://localhost.example', 'https:', 'mixed-content'],
    ['http://[::1]:4400', 'https:', 'connection-refused'],
    ['https://feed.example', 'https:', 'connection-refused'],
    ['http://feed.example', 'http:', 'connection-refused'],
    ['http://feed.example', 'app:', 'connection-refused'],
  ])('diagnoses %s on a page from %s as %s', async (url, scheme, kind) => {
    expect((await diagnose(url, fakeProbe({}).probe, scheme))?.kind).toBe(kind);
  });

  it('makes at most two requests for any failure', async () => {
    for (const reply of [answered(undefined, 404), { kind: 'unreadable' }, failed(), failed('EPROTO'), TIMEOUT]) {
      const { probe, probed } = fakeProbe({ 'http://h/t/healthz': reply });
      await diagnose('http://h/t', probe);
      expect(probed.length).toBeLessThanOrEqual(2);
    }
  });
});

it.each<[Diagnosis, string, string]>([
  [
    { kind: 'connection-refused' },
    'http://127.0.0.1:4900',
    'Nothing is listening at 127.0.0.1:4900. Start the feed there, or check the address and the port.',
  ],
  [
    { kind: 'unknown-host' },
    'http://feed.example:4400',
    'The name feed.example is unknown. Check the address and the network.',
  ],
  [
    { kind: 'not-tapewire', status: 404 },
    'https://host/ticker',
    'The server at host/ticker is not a Tapewire feed (HTTP 404). Check the address, the port and the path.',
  ],
  [
    { kind: 'not-tapewire', status: undefined },
    'http://host:1',
    'The server at host:1 is not a Tapewire feed. Check the address and the port.',
  ],
  [
    { kind: 'other-scheme', url: 'http://host:1' },
    'https://host:1',
    'host:1 speaks http, not https. Use http://host:1',
  ],
  [
    { kind: 'other-path', url: 'http://host:1/ticker' },
    'http://host:1',
    'The feed is not at this path of host:1. Use http://host:1/ticker',
  ],
  [
    { kind: 'other-protocol', version: '9.0.0', protocol: 7 },
    'http://host',
    'The feed (Tapewire 9.0.0) speaks protocol 7, this client 2. Update the client.',
  ],
  [
    { kind: 'websocket-blocked' },
    'https://host/ticker',
    'The feed at host/ticker responds, but WebSockets cannot connect. A proxy in between strips the Upgrade header. Configure it to pass on Upgrade and Connection for /ticker/socket.io/.',
  ],
])('describes %j with advice', (diagnosis, url, text) => {
  const { finding, advice } = describeDiagnosis(diagnosis, url);
  expect(`${finding} ${advice}`).toBe(text);
});
