// Input of any shape ends the connection it came on, and nothing else.
import { beforeAll, expect, it } from 'vitest';
import { AttackedFeed } from '../support/attacks/attacker.ts';
import { connectedSocket, RawSocket } from '../support/attacks/raw-socket.ts';
import { Bystander } from '../support/bystander.ts';

let attacked: AttackedFeed;

beforeAll(async () => {
  attacked = await AttackedFeed.start();
});

it.each([
  'deep CONNECT',
  'deep events',
  'garbage',
  'foreign namespaces',
  'long foreign namespaces',
  'foreign namespaces, again and again',
  'refused CONNECTs',
  'second CONNECTs',
  'CONNECT and DISCONNECT',
  'events without acknowledgement',
  'acknowledgements',
] as const)('survives %s', async (name) => {
  expect(await attacked.harmOf(name)).toEqual([]);
});

it('two workers survive a deep CONNECT, sent more often than there are workers', async () => {
  const workers = await AttackedFeed.start('--workers', '2');
  expect(await workers.harmOf('deep CONNECT')).toEqual([]);
  expect(workers.feed.stderr).toBe('');
});

it('refuses another version of Engine.IO before there is a WebSocket', async () => {
  for (const version of ['EIO=3', 'EIO=4&EIO=9', 'transport=none']) {
    const old = new RawSocket(attacked.feed.port, `/socket.io/?transport=websocket&${version}`);
    await old.closed;
    expect(old.status, version).toBe('HTTP/1.1 400 Bad Request');
  }
  const asked = await fetch(`${attacked.feed.url}/socket.io/?EIO=3&transport=polling`);
  expect(await asked.text()).toContain('EIO: expected 4, the version of Engine.IO that this feed speaks, found "3"');
});

it('refuses to move the connection of a session to whoever names it', async () => {
  const { feed } = attacked;
  const bystander = await Bystander.beside(feed.url, ['AAPL']);
  const victim = await connectedSocket(feed.port);
  const { sid } = JSON.parse(victim.texts[0]?.slice(1) ?? '') as { readonly sid: string };
  for (const spelling of [`&sid=${sid}`, `&x=?&sid=${sid}`, `&%73id=${sid}`, `&sid=none&sid=${sid}`]) {
    const thief = new RawSocket(feed.port, `/socket.io/?EIO=4&transport=websocket${spelling}`);
    await thief.closed;
    expect(thief.status, spelling).toBe('HTTP/1.1 400 Bad Request');
  }
  const asked = await fetch(`${feed.url}/socket.io/?EIO=4&transport=websocket&sid=${sid}`);
  expect(asked.status).toBe(400);
  victim.text('421["nosuch"]');
  await victim.until('an answer', () => victim.texts.some((text) => text.startsWith('461-1')));
  victim.destroy();
  await expect.poll(async () => (await bystander.report()).trades, { timeout: 10_000 }).toBeGreaterThan(20);
  expect(await bystander.harm()).toEqual([]);
});
