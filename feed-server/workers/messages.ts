// The messages between the market's process and its gateway processes, over the IPC channel.
import type { CloseKind, SymbolState } from '../../proto/messages.ts';
import type { BarColumns } from '../log/bar-ring.ts';
import type { BegunFault, InjectedFault } from '../scenarios/injection.ts';
import type { LogSettings } from '../logging/logger.ts';
import type { ConnectionInfo } from '../transport/connection.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import type { GatewaySettings } from '../serving/gateway.ts';

/** The only argument of a gateway process. */
export const GATEWAY_ARGUMENT = 'gateway';

export type ToGateway =
  /** The first message. `faults`: undefined if faults cannot be injected. */
  | {
      readonly kind: 'begin';
      readonly settings: GatewaySettings;
      readonly logging: LogSettings;
      readonly faults: { readonly seed: number; readonly begun: readonly BegunFault[] } | undefined;
    }
  /** Starts another log, whose first tick follows the sequence `after`. */
  | { readonly kind: 'log'; readonly epoch: number; readonly after: number }
  /** The next ticks of the log, and the market's clock after them. */
  | { readonly kind: 'ticks'; readonly block: Uint8Array; readonly market: MarketClock }
  /** The bars of one instrument, in the bar log's order. Sent again only if the gateway missed ticks. */
  | { readonly kind: 'bars'; readonly id: number; readonly state: readonly BarColumns[] }
  /** The whole log has been sent. `states`: the state of every symbol at its end. */
  | { readonly kind: 'values'; readonly states: readonly SymbolState[]; readonly market: MarketClock }
  /** `share`: the share of connections that are due a heartbeat; undefined for none. */
  | { readonly kind: 'market'; readonly market: MarketClock; readonly share: number | undefined }
  /** Carries a TCP connection. The gateway must not read from it before `serve`: it may still go to another gateway. */
  | { readonly kind: 'offer'; readonly number: number }
  | { readonly kind: 'serve'; readonly number: number }
  | { readonly kind: 'withdraw'; readonly number: number }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'inject'; readonly fault: BegunFault }
  | { readonly kind: 'clear'; readonly id: number }
  /** A fault that waited for a connection strikes: the connection of this number or, if undefined, all its targets. */
  | { readonly kind: 'strike'; readonly id: number; readonly number: number | undefined }
  | { readonly kind: 'close'; readonly why: CloseKind; readonly message: string }
  | { readonly kind: 'report-request'; readonly detailed: boolean };

export interface GatewayDetails {
  readonly connections: readonly ConnectionInfo[];
  /** The factor by which load shedding lengthens batch intervals, 1 or more. */
  readonly backoffFactor: number;
  readonly faults: readonly InjectedFault[];
}

/** A gateway's progress and load. */
export interface Report {
  readonly kind: 'report';
  /** The log that the report is about: the number of logs received so far, from 1. */
  readonly logNumber: number;
  /** The last sequence that the gateway has received. */
  readonly head: number;
  /** All its readers have received everything up to this sequence. */
  readonly served: number;
  /** The number of open connections. */
  readonly load: number;
  /** The number of connections handed over to it so far. */
  readonly handedOver: number;
  readonly answers: 'nothing' | 'request' | GatewayDetails;
}

export type FromGateway =
  /** The gateway has the whole log and serves clients. */
  | { readonly kind: 'current' }
  | Report
  /** The offered connection has arrived. */
  | { readonly kind: 'accepted'; readonly number: number }
  /** The gateway has closed its copy of the connection whose offer was withdrawn. */
  | { readonly kind: 'withdrawn'; readonly number: number }
  /** A connection needs a number. Numbers are assigned in the order of these messages. */
  | { readonly kind: 'number' }
  /** The connection of this number has ended. */
  | { readonly kind: 'left'; readonly number: number }
  /** A fault that waits for a connection found the one of this number; if undefined, it has struck all its targets. */
  | { readonly kind: 'claim'; readonly id: number; readonly number: number | undefined }
  /** Every connection has ended after `close`. */
  | { readonly kind: 'closed' };

/** The number of ticks after which a gateway reports without a request. */
export const REPORT_TICKS = 32_768;
/** The most ticks that the market's process sends ahead of a gateway's reports. This bounds the data in the channel. */
export const MAX_TICKS_AHEAD = 262_144;
