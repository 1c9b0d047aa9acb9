// Limits Socket.IO packets from clients before they are parsed. The only file that imports socket.io-parser.
import { Decoder, Encoder } from 'socket.io-parser';

/** The longest text of a packet, in characters. That of a request has about fifty, since its payload is an attachment. */
export const MAX_PACKET_TEXT = 4_096;
/**
 * The most packets of one connection that are not events. A client needs two, CONNECT and DISCONNECT. Others, such as a CONNECT to an
 * unknown namespace, may cause a reply.
 */
export const MAX_OTHER_PACKETS = 10;

/** The first character of a Socket.IO packet that is an event, without or with attachments. */
const EVENT_PACKET_TYPES = ['2', '5'];

/** Throws for packets that no valid client sends. Socket.IO then closes the connection. */
class BoundedDecoder extends Decoder {
  #otherPackets = 0;

  constructor() {
    // The decoder would buffer all attachments until the last arrives.
    super({ maxAttachments: 1 });
  }

  override add(data: unknown): void {
    if (typeof data === 'string') {
      if (data.length > MAX_PACKET_TEXT)
        throw new Error(`packet: expected at most ${MAX_PACKET_TEXT} characters, found ${data.length}`);
      if (!EVENT_PACKET_TYPES.includes(data.charAt(0)) && ++this.#otherPackets > MAX_OTHER_PACKETS)
        throw new Error(`packets: expected at most ${MAX_OTHER_PACKETS} that are not events, found more`);
    }
    super.add(data);
  }
}

export const boundedParser = { Encoder, Decoder: BoundedDecoder };
