// The Socket.IO events. Every payload is one binary message of feed.proto.

export type Reply = (payload: Uint8Array) => void;

/** Requests. Each is acknowledged with its reply. */
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

/** The `data` of Socket.IO's `connect_error` when a handshake is refused. */
export interface HandshakeRefusal {
  readonly code: number;
  readonly supported: readonly number[];
}
