// The interface of the load generator's clients, whatever protocol they speak.
import type { Trade } from '../schedule.ts';

export interface LoadClient {
  readonly bytesReceived: number;
  destroy(): void;
}

export interface ClientEvents {
  /** All symbols are subscribed. */
  ready(): void;
  /** A trade arrived; `receivedAt` in milliseconds since 1970-01-01 UTC. */
  update(sequence: number, receivedAt: number): void;
  /** Whether to parse the next trade and pass it to `check`. Called once per message. */
  shouldSample(): boolean;
  check(trade: Trade): void;
  closed(reason: string): void;
}

export type ConnectClient = (
  port: number,
  localAddress: string | undefined,
  symbols: readonly string[],
  events: ClientEvents,
) => LoadClient;
