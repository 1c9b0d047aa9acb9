// What the processes of a run say to each other: bench/fanout/run.ts starts them, servers/ and load.ts answer.
import type { PeerName } from './peers.ts';
import type { Task } from './works.ts';

/** A server takes connections. */
export interface ServerReady {
  readonly port: number;
  /** Whose CPU time and memory are measured. */
  readonly serverPid: number;
  /** Where what is published comes from another process. */
  readonly publisherPid: number | undefined;
  /** Name and version, for a person. */
  readonly version: string;
}

/** To both: the schedule begins. Milliseconds since 1970-01-01 UTC. */
export interface Start {
  readonly start: number;
}

/** The load's argument. */
export interface LoadTask extends Task {
  readonly peer: PeerName;
  readonly server: ServerReady;
}

/** Every client of the load listens. */
export interface LoadReady {
  readonly connected: number;
}

/** What the load saw in the measured window. */
export interface Measured {
  /** 0 to 1: of the updates due in the window, those that came. */
  readonly delivered: number;
  /** Clients that did not get all of theirs. */
  readonly shortClients: number;
  /** Updates that came during the window, whenever they were due: what its CPU time was spent on. */
  readonly updates: number;
  /** Bytes on the TCP connections during the window. */
  readonly bytes: number;
  /** Milliseconds from when an update was due to when it came; NaN where none did. */
  readonly p50: number;
  readonly p99: number;
  readonly windowMs: number;
  /** CPU time during the window, milliseconds; memory at its end. */
  readonly serverCpuMs: number;
  readonly serverRssBytes: number;
  readonly loadCpuMs: number;
  readonly publisherCpuMs: number | undefined;
  /** CPU time that processes of others took meanwhile, milliseconds. */
  readonly othersCpuMs: number;
  /** What came and should not have, or was not what it should be, a line each. */
  readonly faults: readonly string[];
}
