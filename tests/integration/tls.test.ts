// A feed with TLS: clients decode everything, and only TLS records are on the wire.
import { EventEmitter } from 'node:events';
import { createServer as createHttps } from 'node:https';
import { connect, createServer, Socket, type AddressInfo, type Server } from 'node:net';
import { connect as connectTls, createServer as createTls, setDefaultCACertificates, type TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import { beforeAll, expect, it } from 'vitest';
import { HEARTBEAT_SHARES, Gateway, createBarLog } from '../../feed-server/serving/gateway.ts';
import { createLog } from '../../feed-server/serving/retention.ts';
import { silentLogger } from '../../feed-server/logging/logger.ts';
import { systemClock } from '../../feed-server/time/system-clock.ts';
import { DirectSink, createByteSink } from '../../feed-server/transport/byte-sink.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { feedSettings } from '../support/feeds/feed-settings.ts';
import { makeInstruments, makeMarket } from '../support/wire/builders.ts';
import { firstBytesOutsideTls } from '../support/network/tls-records.ts';
import { until, within } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';

const TRADES = 300;

let credentials: { readonly key: string; readonly cert: string };

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  credentials = { key, cert };
  // The client has no option for certificates: it trusts what Node trusts.
  setDefaultCACertificates([cert]);
});

function listen(server: Server): Promise<number> {
  addCleanup(() => server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** Starts a gateway on an HTTPS server. The test publishes its trades. */
async function startFeed(): Promise<{ gateway: Gateway; port: number }> {
  const instruments = makeInstruments(1);
  const settings = {
    ...feedSettings({ delivery: { heartbeatMs: 200 } }),
    version: 'test',
    description: 'Test',
    kind: 'simulated' as const,
    instruments,
    references: [undefined],
    startTime: 0,
  };
  const market = makeMarket();
  const options = { settings, clock: systemClock, market: () => market, injector: undefined, logger: silentLogger };
  const gateway = new Gateway(options, createLog(settings.retention, settings.references), createBarLog(settings));
  const https = createHttps(credentials);
  gateway.open(https);
  addCleanup(() => gateway.close('shutting-down', 'the test is over'));
  return { gateway, port: await listen(https) };
}

/** Starts a proxy that forwards to `port` and records the responses. */
async function startRecorder(port: number) {
  const chunks: Buffer[] = [];
  const events = new EventEmitter();
  const proxy = createServer((client) => {
    const server = connect(port, '127.0.0.1');
    for (const socket of [client, server]) socket.on('error', () => undefined);
    addCleanup(() => [client, server].forEach((socket) => socket.destroy()));
    server.on('data', (chunk) => {
      chunks.push(chunk);
      events.emit('recorded');
    });
    client.pipe(server).pipe(client);
  });
  return { url: `https://127.0.0.1:${await listen(proxy)}`, recorded: () => Buffer.concat(chunks), events };
}

it('a client decodes everything, and the wire carries no plaintext', async () => {
  const { gateway, port } = await startFeed();
  const { url, recorded } = await startRecorder(port);
  const watcher = new Watcher(url, { board: ['S0'], tape: ['S0'] });
  await watcher.untilLink('live');
  const prices = Array.from({ length: TRADES }, (_, i) => 10_000 + i);
  for (const price of prices) {
    gateway.sink.trade(0, 1_000, price, 1);
    gateway.published();
  }
  await watcher.until('all trades', () => watcher.tape.items('S0').length === TRADES);
  expect(watcher.tape.items('S0').map((item) => item.kind === 'trade' && item.price)).toEqual(prices);
  for (let share = 0; share < HEARTBEAT_SHARES; share++) gateway.sendHeartbeats(share);
  await watcher.until('a digest to be verified', () => watcher.client.status.verified);
  expect(watcher.links).toEqual(['connecting', 'live']);
  expect(recorded().length).toBeGreaterThan(TRADES);
  expect(firstBytesOutsideTls(recorded())).toBeUndefined();
});

it('the check fires if bytes bypass the encryption', async () => {
  const sockets: TLSSocket[] = [];
  const server = createTls(credentials, (socket) => {
    sockets.push(socket.on('error', () => undefined));
    socket.write('first');
  });
  const { url, recorded, events } = await startRecorder(await listen(server));
  const client = connectTls({ host: '127.0.0.1', port: Number(new URL(url).port) }).on('error', () => undefined);
  addCleanup(() => [client, ...sockets].forEach((socket) => socket.destroy()));
  await within('the first message', new Promise((resolve) => client.once('data', resolve)));
  expect(firstBytesOutsideTls(recorded())).toBeUndefined();
  const [socket] = sockets;
  if (!socket) throw new Error('expected a TLS socket, found none');
  const plaintext = Buffer.from('451-["batch",{"_placeholder":true,"num":0}]');
  new DirectSink(socket, () => undefined).write(plaintext, 0, plaintext.length);
  const plaintextOnWire = until('the plaintext', () => firstBytesOutsideTls(recorded()), {
    on: (check) => {
      events.on('recorded', check);
      return () => events.off('recorded', check);
    },
  });
  expect(await plaintextOnWire).toContain('batch');
  expect(createByteSink(socket, () => undefined)).not.toBeInstanceOf(DirectSink);
  expect(createByteSink(new Socket(), () => undefined)).toBeInstanceOf(DirectSink);
});
