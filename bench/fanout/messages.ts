// The messages between the processes of a run: bench/fanout/run.ts starts them; servers/ and load.ts reply.
import type { PeerName } from './peers.ts';
import type { Task } from './workloads.ts';

/** The server accepts connections. */
export interface ServerReady {
  readonly port: number;
  /** The process whose CPU time and memory are measured. */
  readonly serverPid: number;
  /** Set if another process publishes. */
  readonly publisherPid: number | undefined;
  /** Name and version, for display. */
  readonly version: string;
}

/** To both: the schedule's start time. Milliseconds since 1970-01-01 UTC. */
export interface Start {
  readonly start: number;
}

/** The load generator's argument. */
export interface LoadTask extends Task {
  readonly peer: PeerName;
  readonly server: ServerReady;
}

/** All clients are subscribed. */
export interface LoadReady {
  readonly connected: number;
}

/** What the load generator measured in the window. */
export interface LoadResult {
  /** Share of the updates due in the window that arrived, 0 to 1. */
  readonly delivered: number;
  /** Clients that missed updates. */
  readonly incompleteClients: number;
  /** Updates that arrived during the window, whenever they were due: the work that its CPU time was spent on. */
  readonly updates: number;
  /** Bytes on the TCP connections during the window. */
  readonly bytes: number;
  /** Milliseconds from when an update was due to its arrival; NaN if none arrived. */
  readonly p50: number;
  readonly p99: number;
  readonly windowMs: number;
  /** CPU time during the window, milliseconds; memory at its end. */
  readonly serverCpuMs: number;
  readonly serverRssBytes: number;
  readonly loadCpuMs: number;
  readonly publisherCpuMs: number | undefined;
  /** CPU time of unrelated processes in the window, milliseconds. */
  readonly othersCpuMs: number;
  /** Unexpected or wrong updates, one line each. */
  readonly faults: readonly string[];
}
