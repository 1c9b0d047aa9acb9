// Clients that send invalid or excessive data harm neither the server nor other clients.
import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeRefusal, decodeReply, encodeResume, encodeSubscribe } from '../../proto/codec.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { Dice } from '../support/random/seeded.ts';
import { within } from '../support/time/until.ts';
import { Watcher } from '../support/clients/watcher.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA'];
const EMPTY = new Uint8Array();
const MAX_BAD_FRAMES = 10;
const FUZZED_CONNECTIONS = 40;

/** The problems of the server and of another client; empty if there are none. */
async function problemsOf(feed: FeedProcess, bystander: Watcher): Promise<string[]> {
  const problems: string[] = [];
  const health = await fetch(`${feed.url}/healthz`).catch(() => undefined);
  if (health?.status !== 200) problems.push('the server does not answer');
  if (feed.stderr !== '') problems.push(`the server logged: ${feed.stderr}`);
  const nextRows = bystander.nextRows(2_000);
  await nextRows.catch(() => problems.push('the other client receives nothing'));
  if (bystander.links.join() !== 'connecting,live')
    problems.push(`the other client went through ${bystander.links.join()}`);
  return problems;
}

async function startWithBystander(): Promise<{ feed: FeedProcess; bystander: Watcher }> {
  const feed = await FeedProcess.start(['--symbols', SYMBOLS.join()]);
  const bystander = new Watcher(feed.url, { board: SYMBOLS, tape: SYMBOLS });
  await bystander.untilLink('live');
  return { feed, bystander };
}

const VALID_REQUESTS = [
  encodeSubscribe(SYMBOLS.map((symbol) => ({ symbol, mode: 'board' }))),
  encodeSubscribe([{ symbol: 'NOSUCH', mode: 'tape' }]),
  encodeResume({ after: { epoch: 1, sequence: 1 }, subscriptions: [{ symbol: 'AAPL', mode: 'tape' }], lanes: [] }),
];

function randomBytes(dice: Dice, length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, () => dice.below(256));
}

function mutatedRequest(dice: Dice): Uint8Array {
  const bytes = Uint8Array.from(dice.pick(VALID_REQUESTS));
  for (let i = 0; i <= dice.below(4); i++) bytes[dice.below(bytes.length)] = dice.below(256);
  return bytes.subarray(0, dice.chance(0.5) ? bytes.length : dice.below(bytes.length));
}

/** Arguments for a request, most likely invalid. */
function randomArguments(dice: Dice): unknown[] {
  const nested = { subscriptions: [{ symbol: randomBytes(dice, 3) }, null], toString: 1 };
  const kinds = [
    () => [randomBytes(dice, dice.below(300))],
    () => [mutatedRequest(dice)],
    () => [dice.pick<unknown>([null, true, 7, -1, 1e300, 'text', '', [], {}, [[[]]], nested])],
    () => [EMPTY, 'more'],
    () => [],
  ];
  return dice.pick(kinds)();
}

const EVENTS = ['subscribe', 'unsubscribe', 'resume', 'instruments', 'welcome', 'nosuch', '', '__proto__', 'toString'];

const PACKETS = [
  '',
  '4',
  '40',
  '40/other,',
  '41',
  '42',
  '42[]',
  '42[{}]',
  '42["subscribe"',
  '42["connection"]',
  '42["disconnect"]',
  '42[7]',
  '421[7]',
  '43',
  '439["x"]',
  '44"no"',
  '45',
  '451-["subscribe",{"_placeholder":true,"num":0}]',
  '451-["subscribe",{"_placeholder":true,"num":9}]',
  '459999999999-["subscribe"]',
  '4591-7["subscribe",{"_placeholder":true,"num":-1}]',
  '461-0[{"_placeholder":true,"num":0}]',
  '0{}',
  '1',
  '2probe',
  '3',
  '5',
  '6',
  '9',
  'hello',
  '\u0000',
];

type Packet = string | Uint8Array<ArrayBuffer>;

/** Connects without the Socket.IO library and sends the packets. Resolves once it is answered or disconnected. */
async function sendPackets(url: string, packets: readonly Packet[]): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  socket.binaryType = 'arraybuffer';
  const done = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve());
    socket.addEventListener('error', () => resolve());
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string') return;
      if (data.startsWith('0')) socket.send('40{"protocol":2}');
      if (data.startsWith('40')) for (const packet of [...packets, '4277["nosuch"]']) socket.send(packet);
      if (data.startsWith('461-77[')) resolve();
    });
  });
  await within('an answer or the end of a connection', done).finally(() => socket.close());
}

/** Opens a WebSocket and then sends bytes that are not frames. Resolves once the connection has ended. */
async function sendBytes(port: number, bytes: Uint8Array): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' });
  const ended = new Promise<void>((resolve) => void socket.once('close', () => resolve()).on('error', () => undefined));
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: feed\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
  );
  socket.once('data', () => socket.end(bytes));
  socket.resume();
  await within('the end of a connection', ended).finally(() => socket.destroy());
}

describe('client with invalid requests', () => {
  let feed: FeedProcess;
  let bystander: Watcher;

  beforeAll(async () => {
    ({ feed, bystander } = await startWithBystander());
  });

  afterEach(async () => {
    expect(await problemsOf(feed, bystander)).toEqual([]);
  });

  it('gets a refusal for each, and harms no other client', async () => {
    let closed = 0;
    for (let seed = 1; seed <= FUZZED_CONNECTIONS; seed++) {
      const dice = new Dice(seed);
      const client = await RawClient.open(feed.url);
      for (let i = 0; i < 15; i++) {
        const [event, args] = [dice.pick(EVENTS), randomArguments(dice)];
        if (dice.chance(0.3)) client.emit(event, ...args);
        else client.emit(event, ...args, () => undefined);
      }
      await client.flushed();
      for (const payload of client.payloads('refusal'))
        expect(decodeRefusal(payload).message, `seed ${seed}`).not.toBe('');
      if (client.state.kind === 'open') continue;
      closed++;
      expect(client.closeMessage?.code, `seed ${seed}`).toBe(CLOSE_CODES['too-many-bad-frames']);
    }
    expect(closed).toBeGreaterThan(FUZZED_CONNECTIONS / 4);
  });

  it('harms no other client with packets that Socket.IO never sends', async () => {
    for (const packet of PACKETS) await sendPackets(feed.url, [packet]);
    for (let seed = 1; seed <= FUZZED_CONNECTIONS; seed++) {
      const dice = new Dice(seed);
      const packet = (): Packet => (dice.chance(0.3) ? randomBytes(dice, dice.below(50)) : dice.pick(PACKETS));
      await sendPackets(feed.url, Array.from({ length: 1 + dice.below(6) }, packet));
    }
  });

  it('harms no other client with bytes that are not WebSocket frames', async () => {
    for (let seed = 1; seed <= FUZZED_CONNECTIONS; seed++) {
      const dice = new Dice(seed);
      await sendBytes(feed.port, randomBytes(dice, 1 + dice.below(2_000)));
    }
  });

  it('gets the reason for a refused request, and can continue', async () => {
    const client = await RawClient.open(feed.url);
    const { refused } = decodeReply(await client.request('subscribe', 'AAPL'));
    expect(refused).toMatchObject([{ kind: 'malformed', message: expect.stringContaining('found string') as string }]);
    expect(decodeReply(await client.request('nosuch', EMPTY)).refused).toMatchObject([{ kind: 'unknown-event' }]);
    expect(decodeReply(await client.request('subscribe', VALID_REQUESTS[0])).accepted).toHaveLength(SYMBOLS.length);
  });

  it('gets a refusal for a request without an acknowledgement', async () => {
    const client = await RawClient.open(feed.url);
    client.emit('subscribe', VALID_REQUESTS[0]);
    await client.until('a refusal', () => client.payloads('refusal').length > 0);
    expect(decodeRefusal(client.payloads('refusal')[0])).toMatchObject({ kind: 'no-acknowledgement', symbol: '' });
  });

  it('is disconnected for good after too many invalid requests', async () => {
    const client = await RawClient.open(feed.url);
    for (let i = 0; i < 2 * MAX_BAD_FRAMES; i++) client.emit('nosuch');
    await client.untilDisconnected();
    expect(client.payloads('refusal')).toHaveLength(MAX_BAD_FRAMES);
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['too-many-bad-frames']);
    expect(client.closeMessage?.message).toContain('the last: nosuch: a request must ask for an acknowledgement');
  });

  it.each([
    { message: 'a second attachment', args: [EMPTY, EMPTY] },
    { message: 'a text longer than 4,096 characters', args: ['x'.repeat(4_096)] },
  ])('loses only its own connection after $message', async ({ args }) => {
    const client = await RawClient.open(feed.url);
    client.emit('subscribe', ...args, () => undefined);
    await client.untilDisconnected();
    expect(client.closeMessage).toBeUndefined();
  });

  it('loses only its own connection after a message longer than 64 KiB', async () => {
    const [modest, huge] = [await RawClient.open(feed.url), await RawClient.open(feed.url)];
    const { refused } = decodeReply(await modest.request('subscribe', new Uint8Array(60 * 1024)));
    expect(refused).toMatchObject([{ kind: 'malformed' }]);
    huge.emit('subscribe', new Uint8Array(64 * 1024 + 1), () => undefined);
    await huge.untilDisconnected();
    expect(modest.state.kind).toBe('open');
  });
});

describe('check of the server', () => {
  it('fires if the server is killed', async () => {
    const { feed, bystander } = await startWithBystander();
    await feed.kill();
    expect(await problemsOf(feed, bystander)).toContain('the server does not answer');
  });
});
