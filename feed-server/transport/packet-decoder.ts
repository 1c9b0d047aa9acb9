// Limits incoming Socket.IO packets before they are parsed. The only file that imports socket.io-parser.
import { Decoder, Encoder } from 'socket.io-parser';

/** Longest text of a packet, in characters. That of a request has about fifty, since its payload is an attachment. */
export const MAX_PACKET_TEXT = 4_096;
/**
 * Most packets of one connection that are not events. A client needs two, CONNECT and DISCONNECT. Any other, such as a CONNECT to
 * a namespace that does not exist, may cost a reply.
 */
export const MAX_OTHER_PACKETS = 10;

/** The first character of Socket.IO's packets that are events. */
const EVENTS = ['2', '5'];

/** Throws for packets that no client has a reason to send. Socket.IO then closes the connection. */
class BoundedDecoder extends Decoder {
  #others = 0;

  constructor() {
    // The decoder would keep them all until the last arrives.
    super({ maxAttachments: 1 });
  }

  override add(data: unknown): void {
    if (typeof data === 'string') {
      if (data.length > MAX_PACKET_TEXT)
        throw new Error(`packet: expected at most ${MAX_PACKET_TEXT} characters, found ${data.length}`);
      if (!EVENTS.includes(data.charAt(0)) && ++this.#others > MAX_OTHER_PACKETS)
        throw new Error(`packets: expected at most ${MAX_OTHER_PACKETS} that are not events, found more`);
    }
    super.add(data);
  }
}

export const boundedParser = { Encoder, Decoder: BoundedDecoder };
