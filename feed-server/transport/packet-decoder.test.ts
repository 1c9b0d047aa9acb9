// Socket.IO packets that no valid client sends are refused before they are parsed.
import { describe, expect, it } from 'vitest';
import { boundedParser, MAX_OTHER_PACKETS, MAX_PACKET_TEXT } from './packet-decoder.ts';

function decoder(): InstanceType<typeof boundedParser.Decoder> & { readonly packets: unknown[] } {
  const packets: unknown[] = [];
  const made = new boundedParser.Decoder();
  made.on('decoded', (packet: unknown) => packets.push(packet));
  return Object.assign(made, { packets });
}

describe('the decoder', () => {
  it('accepts CONNECT, any number of requests, and DISCONNECT', () => {
    const found = decoder();
    found.add('0{"protocol":2}');
    for (let i = 0; i < 1_000; i++) {
      found.add(`51-${i}["bars",{"_placeholder":true,"num":0}]`);
      found.add(Buffer.of(1));
    }
    found.add('1');
    expect(found.packets).toHaveLength(1_002);
  });

  it.each(['0{}', '0/other,', '3[]', '1'])('throws after too many of %s', (packet) => {
    const found = decoder();
    for (let i = 0; i < MAX_OTHER_PACKETS; i++) found.add(packet);
    expect(() => found.add(packet)).toThrow('expected at most 10 that are not events');
  });

  it('throws for text that is too long', () => {
    const found = decoder();
    found.add(`2["${'x'.repeat(MAX_PACKET_TEXT - 5)}"]`);
    expect(() => found.add(`2["${'x'.repeat(MAX_PACKET_TEXT - 4)}"]`)).toThrow('expected at most 4096 characters');
  });

  it('throws for a second attachment, which the decoder would buffer', () => {
    expect(() => decoder().add('52-1["bars",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]')).toThrow();
  });
});
