// The context shared by all connections of one server: their hub and request handler, options, and the type of a socket.
import type { Server as HttpServer } from 'node:http';
import type { DefaultEventsMap, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import type { Welcome } from '../../proto/messages.ts';
import type { Hub } from '../delivery/hub.ts';
import type { Logger } from '../logging/logger.ts';
import type { DeliverySettings, ListenSettings } from '../options/settings.ts';
import type { FaultInjector } from '../scenarios/fault-injector.ts';
import type { Admission } from './admission.ts';
import type { RequestHandler } from './request-handler.ts';
import type { EventWriter } from './event-writer.ts';
import type { Guard } from './guard.ts';
import type { Turns } from './turns.ts';

export interface SocketData {
  /** Undefined if the injector numbers connections itself. */
  number?: number;
}

export type FeedSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** The hub and the request handler of one log, which serve the connections. */
export interface Serving {
  readonly hub: Hub;
  readonly requestHandler: RequestHandler;
  /** Symbols by their ids. */
  readonly symbols: readonly string[];
}

export interface SocketsOptions {
  readonly http: HttpServer;
  /** Returns the hub and the request handler for new connections. */
  readonly serving: () => Serving;
  /** Returns the welcome for a new connection. */
  readonly welcome: () => Welcome;
  /** Injects faults into connections. Undefined without faults. */
  readonly injector: FaultInjector | undefined;
  /** Returns the number of a new connection. By default the injector numbers them itself. */
  readonly nextNumber?: (() => Promise<number>) | undefined;
  readonly listen: ListenSettings;
  readonly delivery: DeliverySettings;
  readonly logger: Logger;
}

/** The context shared by all connections of one server. */
export interface Shared {
  readonly writer: EventWriter;
  readonly turns: Turns;
  readonly guard: Guard;
  readonly admission: Admission;
}
