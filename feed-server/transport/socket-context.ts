// What the connections of one server share: what serves them, their options, and the type of a socket.
import type { Server as HttpServer } from 'node:http';
import type { DefaultEventsMap, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import type { Welcome } from '../../proto/messages.ts';
import type { Hub } from '../delivery/hub.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import type { Admission } from './admission.ts';
import type { Answerer } from './answerer.ts';
import type { EventWriter } from './event-writer.ts';
import type { Guard } from './guard.ts';
import type { Turns } from './turns.ts';

export interface SocketData {
  /** Undefined where nobody else counts connections. */
  number?: number;
}

export type FeedSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** What serves the connections: one log's hub and answers. */
export interface Serving {
  readonly hub: Hub;
  readonly answerer: Answerer;
  /** Symbols by their ids. */
  readonly symbols: readonly string[];
}

export interface SocketsOptions {
  readonly http: HttpServer;
  /** What serves whoever connects now. */
  readonly serving: () => Serving;
  /** What to welcome a new connection with. */
  readonly welcome: () => Welcome;
  /** What goes wrong with connections; undefined where nothing is to. */
  readonly injector: FaultInjector | undefined;
  /** The number of a new connection; the injector counts them by itself where left out. */
  readonly nextNumber?: (() => Promise<number>) | undefined;
  /** A connection that takes nothing for so long is closed, by the hub. */
  readonly slowLimitMs: number;
  /** "" for the root, else "/ticker". */
  readonly basePath: string;
  /** Told of what went wrong and was mended. */
  readonly say: (line: string) => void;
}

/** What all connections of one server share. */
export interface Shared {
  readonly writer: EventWriter;
  readonly turns: Turns;
  readonly guard: Guard;
  readonly admission: Admission;
}
