// Socket.IO's packets as they come in: bounded before they are parsed. The one file that imports socket.io-parser.
import { Decoder, Encoder } from 'socket.io-parser';

/** Characters of a packet's text at most: that of a request has some fifty, since its payload is an attachment. */
export const MAX_PACKET_TEXT = 4_096;
/**
 * Packets of one connection that are neither events nor their attachments, at most. A client needs two, CONNECT and DISCONNECT; each
 * other one, for a foreign namespace or in answer to nothing, may cost a reply.
 */
export const MAX_ASIDES = 10;

/** The first character of Socket.IO's packets that are events. */
const EVENTS = ['2', '5'];

/** Throws for what no client has reason to send, on which Socket.IO closes the connection. */
class BoundedDecoder extends Decoder {
  #asides = 0;

  constructor() {
    // More would be kept until the last has come.
    super({ maxAttachments: 1 });
  }

  override add(data: unknown): void {
    if (typeof data === 'string') {
      if (data.length > MAX_PACKET_TEXT)
        throw new Error(`packet: expected at most ${MAX_PACKET_TEXT} characters, found ${data.length}`);
      if (!EVENTS.includes(data.charAt(0)) && ++this.#asides > MAX_ASIDES)
        throw new Error(`packets: expected at most ${MAX_ASIDES} that are no events, found more`);
    }
    super.add(data);
  }
}

export const boundedParser = { Encoder, Decoder: BoundedDecoder };
