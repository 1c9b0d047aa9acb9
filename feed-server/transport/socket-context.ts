// Types that the connections of one server share: options, context, log service and socket.
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
import type { TaskQueue } from './task-queue.ts';

export interface SocketData {
  /** Undefined if the fault injector numbers connections itself. */
  number?: number;
}

export type FeedSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;

/** The hub and the request handler that serve one log. */
export interface LogService {
  readonly hub: Hub;
  readonly requestHandler: RequestHandler;
  /** Symbols by their ids. */
  readonly symbols: readonly string[];
}

export interface SocketsOptions {
  readonly http: HttpServer;
  /** Returns the hub and the request handler for new connections. */
  readonly service: () => LogService;
  /** Returns the welcome for a new connection. */
  readonly welcome: () => Welcome;
  /** Injects faults into connections; undefined without faults. */
  readonly injector: FaultInjector | undefined;
  /** Returns the number of a new connection. If undefined, the injector numbers connections itself. */
  readonly nextNumber?: (() => Promise<number>) | undefined;
  readonly listen: ListenSettings;
  readonly delivery: DeliverySettings;
  readonly logger: Logger;
}

/** The objects shared by all connections of one server. */
export interface ConnectionContext {
  readonly writer: EventWriter;
  readonly tasks: TaskQueue;
  readonly guard: Guard;
  readonly admission: Admission;
}
