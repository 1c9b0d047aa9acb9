// Invalid input closes the connection it arrived on, and affects nothing else.
import { describe, expect, it } from 'vitest';
import { INPUT_ATTACKS } from '../support/attacks/input-attacks.ts';
import { connectedSocket, RawSocket } from '../support/attacks/raw-socket.ts';
import { itSurvives } from '../support/attacks/survival.ts';
import { Bystander } from '../support/attacks/bystander.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';

describe('feed', () => {
  itSurvives(INPUT_ATTACKS);
});

it('refuses another version of Engine.IO in the handshake', async () => {
  const feed = await FeedProcess.start();
  for (const version of ['EIO=3', 'EIO=4&EIO=9', 'transport=none']) {
    const socket = new RawSocket(feed.port, `/socket.io/?transport=websocket&${version}`);
    await socket.closed;
    expect(socket.status, version).toBe('HTTP/1.1 400 Bad Request');
  }
  const response = await fetch(`${feed.url}/socket.io/?EIO=3&transport=polling`);
  expect(await response.text()).toContain('EIO: expected 4, the version of Engine.IO that this feed speaks, found "3"');
});

it('refuses a connection with the session id of another connection', async () => {
  const feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT,NVDA', '--rate', '20']);
  const bystander = await Bystander.join(feed, ['AAPL', 'MSFT', 'NVDA']);
  const victim = await connectedSocket(feed.port);
  const { sid } = JSON.parse(victim.texts[0]?.slice(1) ?? '') as { readonly sid: string };
  for (const spelling of [`&sid=${sid}`, `&x=?&sid=${sid}`, `&%73id=${sid}`, `&sid=none&sid=${sid}`]) {
    const thief = new RawSocket(feed.port, `/socket.io/?EIO=4&transport=websocket${spelling}`);
    await thief.closed;
    expect(thief.status, spelling).toBe('HTTP/1.1 400 Bad Request');
  }
  const response = await fetch(`${feed.url}/socket.io/?EIO=4&transport=websocket&sid=${sid}`);
  expect(response.status).toBe(400);
  victim.text('421["nosuch"]');
  await victim.until('a reply', () => victim.texts.some((text) => text.startsWith('461-1')));
  victim.destroy();
  expect(await bystander.problems()).toEqual([]);
});
