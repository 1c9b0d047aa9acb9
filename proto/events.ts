// The Socket.IO events by name; every payload is one binary message of feed.proto.

export type Reply = (payload: Uint8Array) => void;

/** Requests, each acknowledged with its reply. */
export interface ClientEvents {
  subscribe: (request: Uint8Array, reply: Reply) => void;
  unsubscribe: (request: Uint8Array, reply: Reply) => void;
  resume: (request: Uint8Array, reply: Reply) => void;
  instruments: (request: Uint8Array, reply: Reply) => void;
  configure: (request: Uint8Array, reply: Reply) => void;
  trades: (request: Uint8Array, reply: Reply) => void;
  bars: (request: Uint8Array, reply: Reply) => void;
}

export interface ServerEvents {
  welcome: (payload: Uint8Array) => void;
  snapshot: (payload: Uint8Array) => void;
  batch: (payload: Uint8Array) => void;
  heartbeat: (payload: Uint8Array) => void;
  refusal: (payload: Uint8Array) => void;
  close: (payload: Uint8Array) => void;
}

/** What a refused handshake carries beside its message (Socket.IO's `connect_error`, `data`). */
export interface HandshakeRefusal {
  readonly code: number;
  readonly supported: readonly number[];
}
