// The port between the feed client and its transport.
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import type { Close } from '../../proto/messages.ts';

export interface Connection {
  /** Sends a request. Calls `onReply` with the server's acknowledgement, unless the link drops first. */
  request(event: keyof ClientEvents, payload: Uint8Array, onReply: (payload: unknown) => void): void;
  /** The listener is not called after this. */
  close(): void;
}

/** Reasons why a connection could not be made. The time limit may follow NO_ANSWER. */
export const NO_CONNECTION = 'no connection';
export const NO_ANSWER = 'no answer';

export interface ConnectionListener {
  onEvent(event: keyof ServerEvents, payload: unknown): void;
  /** The server refused the handshake. */
  onRefused(close: Close): void;
  /** The link carried something that no server sends. Ignore whatever follows. */
  onInvalid(why: string): void;
  /** The link could not be made or was lost. Called at most once, and last. */
  onLost(why: string): void;
}

/** Opens a connection to the feed server at `url` (http or https) that speaks `protocol`. */
export type Connect = (url: string, protocol: number, listener: ConnectionListener) => Connection;
