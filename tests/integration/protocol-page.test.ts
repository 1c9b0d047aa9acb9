// The limits in proto/README.md are those of the server and the client.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFeedServer, type FeedServer } from '../../feed-server/feed-server.ts';
import { MAX_TAPE_TRADES } from '../../feed-server/delivery/conflator.ts';
import { MAX_BARS } from '../../feed-server/delivery/history.ts';
import { MAX_TAPE_BACKLOG } from '../../feed-server/delivery/hub.ts';
import { MAX_LANES, MAX_SUBSCRIPTIONS } from '../../feed-server/delivery/requests.ts';
import { MAX_CLIENTS, MAX_WAITING_BYTES } from '../../feed-server/transport/admission.ts';
import { MAX_UNREAD_BYTES } from '../../feed-server/transport/request-queue.ts';
import { MAX_OTHER_PACKETS, MAX_PACKET_TEXT } from '../../feed-server/transport/packet-decoder.ts';
import { CLOSE_CODES } from '../../proto/messages.ts';
import { ANSWER_LIMIT_MS, DEAD_AFTER_HEARTBEATS, STALE_AFTER_HEARTBEATS } from '../../feed-client/machine/state.ts';
import { feedSettings } from '../support/feeds/feed-settings.ts';
import { limitOf, numbersIn, rowsUnder, textUnder } from '../support/wire/protocol-page.ts';
import { RawClient } from '../support/clients/raw-client.ts';
import { StoppableMarket } from '../support/market/stoppable-market.ts';

const NO_SUCH_REQUEST = 'nosuch';

function onlyNumber(text: string): number {
  const [number, ...more] = numbersIn(text);
  if (number === undefined || more.length > 0) throw new Error(`expected one number, found "${text}"`);
  return number;
}

describe('limits in proto/README.md', () => {
  let server: FeedServer;

  beforeAll(async () => {
    const options = feedSettings({ delivery: { heartbeatMs: 200 } });
    server = await startFeedServer(new StoppableMarket({ AAPL: 2 }), options, 'test', (error) => {
      throw error;
    });
  });

  afterAll(() => server.close());

  it('match the longest message', async () => {
    const max = onlyNumber(limitOf('one message to the server'));
    const client = await RawClient.open(server.url);
    await client.request(NO_SUCH_REQUEST, new Uint8Array(max));
    client.emit(NO_SUCH_REQUEST, new Uint8Array(max + 1));
    await client.untilDisconnected();
    expect(client.closeMessage).toBeUndefined();
  });

  it('match the number of invalid requests that close a connection', async () => {
    const max = onlyNumber(limitOf('invalid requests'));
    const client = await RawClient.open(server.url);
    for (let n = 1; n < max; n++) await client.request(NO_SUCH_REQUEST, new Uint8Array());
    expect(client.closeMessage).toBeUndefined();
    client.emit(NO_SUCH_REQUEST, new Uint8Array());
    await client.untilDisconnected();
    expect(client.closeMessage?.code).toBe(CLOSE_CODES['too-many-bad-frames']);
  });

  it('match the number of subscriptions and lanes', () => {
    expect(onlyNumber(limitOf('subscriptions of a connection'))).toBe(MAX_SUBSCRIPTIONS);
    expect(onlyNumber(limitOf('lanes of a connection'))).toBe(MAX_LANES);
  });

  it('match the sizes of replies, batches and backlogs', () => {
    expect(onlyNumber(limitOf('bars in a reply'))).toBe(MAX_BARS);
    expect(onlyNumber(limitOf('trades in a batch or a reply'))).toBe(MAX_TAPE_TRADES);
    expect(onlyNumber(limitOf('text of a packet to the server'))).toBe(MAX_PACKET_TEXT);
    expect(
      onlyNumber(limitOf('packets that are not events, such as a second CONNECT or one for another namespace')),
    ).toBe(MAX_OTHER_PACKETS);
    expect(onlyNumber(limitOf('replies that a client asks for and does not read')) * 1_024).toBe(MAX_UNREAD_BYTES);
    expect(onlyNumber(limitOf('what waits for all connections of a server process')) * 2 ** 20).toBe(MAX_WAITING_BYTES);
    expect(onlyNumber(limitOf('clients of a server process'))).toBe(MAX_CLIENTS);
    expect(numbersIn(textUnder('Skipped trades'))[0]).toBe(MAX_TAPE_BACKLOG);
  });

  it("match the client's limits on silence", () => {
    const [stale = '', dead = '', noAnswer = ''] = rowsUnder('Silence and delay').map(([silence]) => silence);
    expect(onlyNumber(stale)).toBe(STALE_AFTER_HEARTBEATS);
    expect(onlyNumber(dead)).toBe(DEAD_AFTER_HEARTBEATS);
    expect(onlyNumber(noAnswer) * 1_000).toBe(ANSWER_LIMIT_MS);
  });

  it('match the response to long polling', async () => {
    const response = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    const text = rowsUnder('Connecting').find(([name]) => name === 'Transport')?.[1] ?? '';
    expect(text).toContain(`HTTP ${response.status}`);
    expect(text).toContain(((await response.json()) as { message: string }).message);
  });
});
