// Socket.IO packets that no valid client sends are refused before they are parsed.
import { describe, expect, it } from 'vitest';
import { boundedParser, MAX_OTHER_PACKETS, MAX_PACKET_TEXT } from './packet-decoder.ts';

function createDecoder(): InstanceType<typeof boundedParser.Decoder> & { readonly packets: unknown[] } {
  const packets: unknown[] = [];
  const decoder = new boundedParser.Decoder();
  decoder.on('decoded', (packet: unknown) => packets.push(packet));
  return Object.assign(decoder, { packets });
}

describe('the decoder', () => {
  it('accepts CONNECT, any number of requests, and DISCONNECT', () => {
    const decoder = createDecoder();
    decoder.add('0{"protocol":2}');
    for (let i = 0; i < 1_000; i++) {
      decoder.add(`51-${i}["bars",{"_placeholder":true,"num":0}]`);
      decoder.add(Buffer.of(1));
    }
    decoder.add('1');
    expect(decoder.packets).toHaveLength(1_002);
  });

  it.each(['0{}', '0/other,', '3[]', '1'])('throws after too many of %s', (packet) => {
    const decoder = createDecoder();
    for (let i = 0; i < MAX_OTHER_PACKETS; i++) decoder.add(packet);
    expect(() => decoder.add(packet)).toThrow('expected at most 10 that are not events');
  });

  it('throws for text that is too long', () => {
    const decoder = createDecoder();
    decoder.add(`2["${'x'.repeat(MAX_PACKET_TEXT - 5)}"]`);
    expect(() => decoder.add(`2["${'x'.repeat(MAX_PACKET_TEXT - 4)}"]`)).toThrow('expected at most 4096 characters');
  });

  it('throws for a second attachment, which the decoder would buffer', () => {
    expect(() =>
      createDecoder().add('52-1["bars",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'),
    ).toThrow();
  });
});
