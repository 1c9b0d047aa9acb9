// A client without the Socket.IO library exchanges frames with a real server, as proto/README.md describes them.
import { beforeAll, describe, expect, it } from 'vitest';
import type { FeedServer } from '../../feed-server/feed-server.ts';
import { decodeBatch, decodeClose, decodeReply, decodeSnapshot } from '../../proto/codec.ts';
import { FrameClient, type Frame } from '../support/clients/frame-client.ts';
import { fenced, numbersIn, rowsUnder, textUnder } from '../support/wire/protocol-page.ts';
import { serveMarket, StoppableMarket } from '../support/market/stoppable-market.ts';

const SECTION = 'Without a Socket.IO library';
/** More than the server's ping interval. */
const PING_LIMIT_MS = 75_000;

/** Matches `line`, where each … stands for any text. */
function pattern(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replaceAll(/[[\]{}()*+?.\\^$|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}

/** The packet in the table whose meaning begins with `meaning`. */
function packet(meaning: string): string {
  const row = rowsUnder(SECTION).find(([, , text]) => text?.startsWith(meaning));
  if (row?.[1] === undefined)
    throw new Error(`proto/README.md, "${SECTION}": expected a packet that means "${meaning}"`);
  return row[1].replace(', then bytes', '');
}

function isBatchOrHeartbeat(frame: Frame | undefined): boolean {
  return frame?.kind === 'text' && /^451-\["(batch|heartbeat)",/.test(frame.text);
}

describe('frames of proto/README.md', () => {
  let market: StoppableMarket;
  let server: FeedServer;

  beforeAll(async () => {
    market = new StoppableMarket({ AAPL: 2, F: 4 });
    server = await serveMarket(market);
  });

  it('subscribe to the board, exactly as on the page', async () => {
    const client = new FrameClient(server.url);
    let nextIndex = 0;
    const nextFrame = async (line: string): Promise<Frame> => {
      const frame = await client.until(line, () => {
        while (isBatchOrHeartbeat(client.frames[nextIndex]) && client.frames[nextIndex + 1]) nextIndex += 2;
        return isBatchOrHeartbeat(client.frames[nextIndex]) ? undefined : client.frames[nextIndex];
      });
      nextIndex++;
      return frame;
    };
    const received: Buffer[] = [];
    for (const line of fenced('frames', SECTION).trim().split('\n')) {
      const [, sender, content = ''] = /^(server|client) (.*)$/.exec(line) ?? [];
      if (sender === 'client') client.send(/^[0-9a-f]{2}( |$)/.test(content) ? hex(content) : content);
      else if (content.startsWith('(bytes')) {
        const frame = await nextFrame(line);
        received.push(frame.kind === 'bytes' ? frame.bytes : Buffer.alloc(0));
      } else
        expect(await nextFrame(line)).toEqual({
          kind: 'text',
          text: expect.stringMatching(pattern(content)) as string,
        });
    }
    const [, reply = Buffer.alloc(0), snapshot = Buffer.alloc(0)] = received;
    expect(decodeReply(reply).accepted.map(({ instrument }) => instrument.symbol)).toEqual(['AAPL']);
    expect(decodeSnapshot(snapshot).states).toHaveLength(1);
    expect(client.outOfOrder).toBe(false);
  });

  it('carry every trade of a tape', async () => {
    const client = new FrameClient(server.url);
    await client.connect();
    const reply = decodeReply(await client.request(0, 'subscribe', hex('0a 05 0a 01 46 10 02')));
    expect(reply.accepted.map(({ instrument }) => instrument.symbol)).toEqual(['F']);
    const sizes = (): number[] => client.bytesAfter('451-["batch",').flatMap((bytes) => decodeBatch(bytes).tape.size);
    await client.until('20 trades', () => sizes().length >= 20);
    const published = market.published('F', 'last').map((line) => Number(line.split(' ').at(-1)?.replace('.', '')));
    const received = sizes();
    expect(published.join().includes(received.join())).toBe(true);
    expect(client.outOfOrder).toBe(false);
  });

  it('may carry a request without a payload, as empty bytes', async () => {
    const client = new FrameClient(server.url);
    await client.connect();
    expect((await client.request(3, 'instruments', new Uint8Array())).includes('AAPL')).toBe(true);
  });

  it('refuse another version with the reason', async () => {
    const client = new FrameClient(server.url);
    await client.until('the first packet', () => client.frames.length > 0);
    client.send(packet('connects').replace('2}', '3}'));
    const frame = await client.until('the refusal', () => client.frames[1]);
    expect(frame).toEqual({
      kind: 'text',
      text: expect.stringMatching(pattern(packet('the client is [refused]'))) as string,
    });
    expect(JSON.parse(frame.kind === 'text' ? frame.text.slice(2) : '')).toEqual(JSON.parse(fenced('json')));
  });

  it('ping at the announced interval, and keep a client that answers', async () => {
    const client = new FrameClient(server.url);
    await client.connect();
    const isPing = (frame: Frame): boolean => frame.kind === 'text' && frame.text === packet('a ping');
    await client.until('a ping', () => client.frames.some(isPing), PING_LIMIT_MS);
    client.send(packet('the answer to a ping'));
    const before = client.frames.length;
    await client.until('more frames', () => client.frames.length > before + 4);
    expect(client.closeCode).toBeUndefined();
    expect(client.outOfOrder).toBe(false);
  });

  it('may have at most maxPayload bytes', async () => {
    const [, max = 0] = /"maxPayload":(\d+)/.exec(packet('the first message'))?.map(Number) ?? [];
    const [code] = numbersIn(/closes the WebSocket with code \d+/.exec(textUnder(SECTION))?.[0] ?? '');
    const client = new FrameClient(server.url);
    await client.connect();
    await client.request(0, 'nosuch', new Uint8Array(max));
    client.send('451-1["nosuch",{"_placeholder":true,"num":0}]');
    client.send(new Uint8Array(max + 1));
    expect(await client.until('the end', () => client.closeCode)).toBe(code);
    expect(client.bytesAfter('451-["close",')).toEqual([]);
  });

  it('end without a close event after a malformed packet', async () => {
    const client = new FrameClient(server.url);
    await client.connect();
    client.send('42{{{');
    await client.until('the end', () => client.closeCode);
    expect(client.bytesAfter('451-["close",')).toEqual([]);
  });

  it('end with a close event, a disconnect and the end of the WebSocket', async () => {
    const other = await serveMarket(new StoppableMarket({ AAPL: 2, F: 4 }));
    const client = new FrameClient(other.url);
    await client.connect();
    const closing = other.close();
    await client.until('the end', () => client.closeCode);
    expect(client.frames.at(-1)).toEqual({ kind: 'text', text: packet('the server ends the connection') });
    const [bytes = Buffer.alloc(0)] = client.bytesAfter('451-["close",');
    expect(decodeClose(bytes).code).toBe(4000);
    await closing;
  });

  it('send a close event also to a client that is still connecting', async () => {
    const other = await serveMarket(new StoppableMarket({ AAPL: 2, F: 4 }));
    const client = new FrameClient(other.url);
    await client.until('the open packet', () => client.frames.length > 0);
    const closing = other.close();
    client.send('40{"protocol":2}');
    await client.until('the end', () => client.closeCode);
    const [bytes = Buffer.alloc(0)] = client.bytesAfter('451-["close",');
    expect(decodeClose(bytes).code).toBe(4000);
    expect(client.bytesAfter('451-["welcome",')).toEqual([]);
    await closing;
  });
});

function hex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
}
