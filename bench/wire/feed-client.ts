// A client of a Tapewire feed for loads of thousands: handles the protocol's frames and acknowledgements, and keeps no
// data.
import { PROTOCOL_VERSION } from '../../proto/messages.ts';
import { OPCODE } from './frames.ts';
import { WebSocketClient } from './websocket.ts';

/** Socket.IO's packet types (protocol 5) in an Engine.IO message, and Engine.IO's own ping. */
const CONNECTED = '40';
const REFUSED = '44';
const DISCONNECTED = '41';
const BINARY_EVENT = '45';
const BINARY_ACK = '46';
const PING = '2';
const OPENED = '0';

export interface FeedEvents {
  /** `payload` is valid until the call returns. */
  event(name: string, payload: Buffer, client: FeedClient): void;
  closed(reason: string): void;
}

/** What the next binary frame is the payload of. */
type Attachment =
  | { readonly kind: 'none' }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'reply'; readonly id: number };

export class FeedClient {
  readonly #socket: WebSocketClient;
  readonly #events: FeedEvents;
  readonly #replies = new Map<number, (payload: Buffer) => void>();
  #attachment: Attachment = { kind: 'none' };
  #requests = 0;

  constructor(port: number, localAddress: string | undefined, events: FeedEvents) {
    this.#events = events;
    this.#socket = new WebSocketClient(
      { port, path: '/socket.io/?EIO=4&transport=websocket', localAddress },
      {
        opened: () => undefined,
        message: (opcode, payload) => {
          if (opcode === OPCODE.binary) this.#binary(payload);
          else this.#text(payload.toString('latin1'));
        },
        closed: (reason) => events.closed(reason),
      },
    );
  }

  get receivedAt(): number {
    return this.#socket.receivedAt;
  }

  get bytesReceived(): number {
    return this.#socket.bytesReceived;
  }

  /** `reply` gets the acknowledgement's payload, which is valid until it returns. */
  request(event: string, payload: Uint8Array, reply: (payload: Buffer) => void): void {
    const id = this.#requests++;
    this.#replies.set(id, reply);
    this.#socket.sendText(`451-${id}["${event}",{"_placeholder":true,"num":0}]`);
    this.#socket.sendBinary(payload);
  }

  /** Stops reading until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #text(text: string): void {
    if (text.startsWith(BINARY_EVENT)) {
      const from = text.indexOf('["') + 2;
      this.#attachment = { kind: 'event', name: text.slice(from, text.indexOf('"', from)) };
    } else if (text.startsWith(BINARY_ACK)) {
      this.#attachment = { kind: 'reply', id: parseInt(text.slice(text.indexOf('-') + 1), 10) };
    } else if (text === PING) this.#socket.sendText('3');
    else if (text.startsWith(OPENED)) this.#socket.sendText(`40{"protocol":${PROTOCOL_VERSION}}`);
    else if (text.startsWith(REFUSED) || text.startsWith(DISCONNECTED)) this.#fail(`the server ended it: ${text}`);
    else if (!text.startsWith(CONNECTED)) this.#fail(`expected a packet of the protocol, found "${text}"`);
  }

  #binary(payload: Buffer): void {
    const attachment = this.#attachment;
    this.#attachment = { kind: 'none' };
    if (attachment.kind === 'event') this.#events.event(attachment.name, payload, this);
    else if (attachment.kind === 'reply') {
      const reply = this.#replies.get(attachment.id);
      this.#replies.delete(attachment.id);
      reply?.(payload);
    } else this.#fail('expected an event before its payload, found a payload alone');
  }

  #fail(reason: string): void {
    this.destroy();
    this.#events.closed(reason);
  }
}
