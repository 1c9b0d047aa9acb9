import { expect, test } from 'vitest';
import { clientFrame, FrameError, FrameParser, OPCODE } from './frames.ts';

type Message = readonly [opcode: number, text: string];

function serverFrame(opcode: number, payload: string, fin = true): Buffer {
  const { length } = payload;
  const head = [(fin ? 0x80 : 0) | opcode];
  if (length < 126) head.push(length);
  else if (length < 65_536) head.push(126, length >> 8, length & 0xff);
  else head.push(127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  return Buffer.concat([Buffer.from(head), Buffer.from(payload)]);
}

/** Parses chunks that are all read into the same buffer, as sockets do. */
function parse(chunks: readonly Buffer[]): Message[] {
  const messages: Message[] = [];
  const parser = new FrameParser((opcode, payload) => messages.push([opcode, payload.toString()]));
  const shared = Buffer.alloc(Math.max(...chunks.map((chunk) => chunk.length)));
  for (const chunk of chunks) {
    chunk.copy(shared);
    parser.push(shared.subarray(0, chunk.length));
    shared.fill(0xee);
  }
  return messages;
}

const long = 'x'.repeat(300);
const stream = Buffer.concat([
  serverFrame(OPCODE.text, ''),
  serverFrame(OPCODE.text, 'hello'),
  serverFrame(OPCODE.binary, long),
  serverFrame(OPCODE.text, 'in ', false),
  serverFrame(OPCODE.ping, '?'),
  serverFrame(OPCODE.continuation, 'three ', false),
  serverFrame(OPCODE.continuation, 'parts'),
]);
const messages: Message[] = [
  [OPCODE.text, ''],
  [OPCODE.text, 'hello'],
  [OPCODE.binary, long],
  [OPCODE.ping, '?'],
  [OPCODE.text, 'in three parts'],
];

test('parses the same messages wherever the bytes are split', () => {
  expect(parse([stream])).toEqual(messages);
  for (let at = 1; at < stream.length; at++)
    expect(parse([stream.subarray(0, at), stream.subarray(at)])).toEqual(messages);
  expect(parse(Array.from(stream, (byte) => Buffer.from([byte])))).toEqual(messages);
});

test('parses lengths of every size', () => {
  for (const length of [125, 126, 65_535, 65_536, 200_000]) {
    const payload = 'y'.repeat(length);
    const frame = serverFrame(OPCODE.binary, payload);
    expect(parse([frame.subarray(0, 9), frame.subarray(9)])).toEqual([[OPCODE.binary, payload]]);
  }
});

test.each([
  ['a masked frame', Buffer.from([0x81, 0x80, 1, 2, 3, 4]), 'found a masked one'],
  ['an extension', Buffer.from([0xc1, 0]), 'found first byte 193'],
  ['a continuation of nothing', Buffer.from([0x80, 0]), 'found one that continues it'],
  ['an absurd length', Buffer.from([0x82, 127, 0, 1, 0, 0, 0, 0, 0, 0]), 'found 281474976710656'],
])('%s is rejected', (_, bytes, message) => {
  expect(() => parse([bytes])).toThrow(FrameError);
  expect(() => parse([bytes])).toThrow(message);
});

test('frames for a server are masked and decode correctly', () => {
  for (const length of [0, 5, 125, 126, 70_000]) {
    const payload = Buffer.alloc(length, 'z');
    const frame = clientFrame(OPCODE.binary, payload);
    const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    expect(frame[0]).toBe(0x82);
    expect((frame[1] as number) & 0x80).toBe(0x80);
    if (extended === 2) expect(frame.readUInt16BE(2)).toBe(length);
    if (extended === 8) expect(Number(frame.readBigUInt64BE(2))).toBe(length);
    const mask = frame.subarray(2 + extended, 6 + extended);
    const body = frame.subarray(6 + extended).map((byte, i) => byte ^ (mask[i & 3] as number));
    expect(Buffer.compare(body, payload)).toBe(0);
  }
});
