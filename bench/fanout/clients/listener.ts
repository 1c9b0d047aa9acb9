// What a client of the load, whatever protocol it speaks, is made of and tells.
import type { Trade } from '../schedule.ts';

export interface Listening {
  readonly bytesReceived: number;
  destroy(): void;
}

export interface Hearer {
  /** All its symbols are subscribed. */
  ready(): void;
  /** A trade came; `receivedAt` in milliseconds since 1970-01-01 UTC. */
  update(sequence: number, receivedAt: number): void;
  /** Whether to read the next trade in full and pass it to `check`. Asked once per message. */
  samples(): boolean;
  check(trade: Trade): void;
  closed(why: string): void;
}

export type Listen = (
  port: number,
  localAddress: string | undefined,
  symbols: readonly string[],
  hearer: Hearer,
) => Listening;
