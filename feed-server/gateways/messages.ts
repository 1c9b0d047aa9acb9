// What the market's process and its gateways tell each other, in order, over the channel between parent and child.
import type { CloseKind, SymbolState } from '../../proto/messages.ts';
import type { BarColumns } from '../log/bar-ring.ts';
import type { BegunFault, InjectedFault } from '../scenarios/injection.ts';
import type { ConnectionFacts } from '../transport/connection.ts';
import type { GatewaySettings, MarketClock } from './gateway.ts';

/** The one argument of a process that is to be a gateway. */
export const GATEWAY_ARGUMENT = 'gateway';

export type ToGateway =
  /** The first one. `faults`: what goes wrong, all of it as `seed` says; undefined where nothing is to. */
  | {
      readonly kind: 'begin';
      readonly settings: GatewaySettings;
      readonly faults: { readonly seed: number; readonly begun: readonly BegunFault[] } | undefined;
    }
  /** Another log from here on, whose ticks up to `after` are not told. */
  | { readonly kind: 'log'; readonly epoch: number; readonly after: number }
  /** What comes next in the log, and where the market is with it. */
  | { readonly kind: 'ticks'; readonly block: Uint8Array; readonly market: MarketClock }
  /** The bars of one instrument, by what comes first in a bar log. They come again only where ticks were not told. */
  | { readonly kind: 'bars'; readonly id: number; readonly state: readonly BarColumns[] }
  /** All of the log has been told: what is known of every symbol there. */
  | { readonly kind: 'values'; readonly states: readonly SymbolState[]; readonly market: MarketClock }
  /** `share`: a heartbeat is due to that share of the connections. */
  | { readonly kind: 'market'; readonly market: MarketClock; readonly share: number | undefined }
  /** With it comes a TCP connection, not to be read from until `serve` says so: it may yet go to another gateway. */
  | { readonly kind: 'offer'; readonly number: number }
  | { readonly kind: 'serve'; readonly number: number }
  | { readonly kind: 'withdraw'; readonly number: number }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'inject'; readonly fault: BegunFault }
  | { readonly kind: 'clear'; readonly id: number }
  /** A fault that waited for a connection strikes: that of this number, or those that are there where it is undefined. */
  | { readonly kind: 'strike'; readonly id: number; readonly number: number | undefined }
  | { readonly kind: 'close'; readonly why: CloseKind; readonly message: string }
  | { readonly kind: 'ask'; readonly detailed: boolean };

export interface GatewayDetails {
  readonly connections: readonly ConnectionFacts[];
  /** What batch intervals are multiplied by, 1 or more. */
  readonly stretch: number;
  readonly faults: readonly InjectedFault[];
}

/** How far a gateway has got. */
export interface Report {
  readonly kind: 'report';
  /** Counts the logs it was told of: which one this is about. */
  readonly logs: number;
  /** It has taken all up to here, and its readers have all up to `served`. */
  readonly head: number;
  readonly served: number;
  /** Connections, of all that it was told to serve so far. */
  readonly load: number;
  readonly taken: number;
  readonly answers: 'nothing' | 'question' | GatewayDetails;
}

export type FromGateway =
  /** It has all of the log, and serves. */
  | { readonly kind: 'current' }
  | Report
  /** The offered connection has arrived. */
  | { readonly kind: 'accepted'; readonly number: number }
  /** Of the connection whose offer was withdrawn there is nothing left here. */
  | { readonly kind: 'withdrawn'; readonly number: number }
  /** A connection wants its number; they come in the order in which they were asked for. */
  | { readonly kind: 'number' }
  /** The connection of this number has ended. */
  | { readonly kind: 'left'; readonly number: number }
  /** A fault that waits for a connection has found that of this number; undefined: it has struck those that were there. */
  | { readonly kind: 'claim'; readonly id: number; readonly number: number | undefined }
  /** Every connection has ended, as was asked. */
  | { readonly kind: 'closed' };

/** A gateway says how far it is after so many ticks, unasked. */
export const REPORT_TICKS = 32_768;
/** Ticks told to a gateway that it has not reported at most: what waits between the two is bounded by it. */
export const WINDOW_TICKS = 262_144;
