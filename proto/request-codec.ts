// Encodes and decodes requests.
import { decodeWith, expectDate, expectAtMost, expectWhole } from './codec-error.ts';
import { unpackPosition } from './codec-parts.ts';
import { MODES } from './enums.ts';
import { tapewire as pb } from './gen/feed.js';
import {
  MAX_ENTRIES,
  type BarsRequest,
  type LanePosition,
  type Mode,
  type Position,
  type ResumeRequest,
  type Subscription,
  type TradesRequest,
} from './messages.ts';

/** A subscription in a client's request. An unknown mode is undefined; the server refuses that subscription. */
export interface RequestedSubscription {
  readonly symbol: string;
  readonly mode: Mode | undefined;
  /** 0 or more. */
  readonly intervalMs: number;
}

/** A client's resume request. */
export interface RequestedResume {
  readonly after: Position;
  readonly subscriptions: readonly RequestedSubscription[];
  readonly lanes: readonly LanePosition[];
}

export function encodeSubscribe(subscriptions: readonly Subscription[]): Uint8Array {
  return pb.SubscribeRequest.encode({ subscriptions: subscriptions.map(packSubscription) }).finish();
}

/** Decodes a subscribe or an unsubscribe request, which have the same fields. @throws CodecError */
export function decodeSubscribe(bytes: unknown): RequestedSubscription[] {
  const { subscriptions } = decodeWith('subscription request', (reader) => pb.SubscribeRequest.decode(reader), bytes);
  expectAtMost('subscriptions', subscriptions, MAX_ENTRIES);
  return subscriptions.map(unpackSubscription);
}

export function encodeResume({ after, subscriptions, lanes }: ResumeRequest): Uint8Array {
  return pb.ResumeRequest.encode({
    after,
    subscriptions: subscriptions.map(packSubscription),
    lanes: [...lanes],
  }).finish();
}

/** @throws CodecError */
export function decodeResume(bytes: unknown): RequestedResume {
  const message = decodeWith('resume request', (reader) => pb.ResumeRequest.decode(reader), bytes);
  expectAtMost('subscriptions and lanes', [...message.subscriptions, ...message.lanes], MAX_ENTRIES);
  return {
    after: unpackPosition('resume after', message.after),
    subscriptions: message.subscriptions.map(unpackSubscription),
    lanes: message.lanes.map(({ intervalMs, sequence }) => {
      expectWhole('resume lane sequence', sequence, 0, Number.MAX_SAFE_INTEGER);
      return { intervalMs, sequence };
    }),
  };
}

/** `batchRate`: batches a second, MIN_BATCH_RATE to MAX_BATCH_RATE. */
export function encodeConfigure(batchRate: number): Uint8Array {
  return pb.ConfigureRequest.encode({ batchRate }).finish();
}

/** Returns any number; the server checks the range. @throws CodecError */
export function decodeConfigure(bytes: unknown): number {
  return decodeWith('configure request', (reader) => pb.ConfigureRequest.decode(reader), bytes).batchRate;
}

export function encodeInstrumentsRequest(): Uint8Array {
  return pb.InstrumentsRequest.encode({}).finish();
}

export function encodeTradesRequest(request: TradesRequest): Uint8Array {
  return pb.TradesRequest.encode(request).finish();
}

/** The server refuses a range that ends before it begins. @throws CodecError */
export function decodeTradesRequest(bytes: unknown): TradesRequest {
  const { symbol, epoch, after, through } = decodeWith(
    'trades request',
    (reader) => pb.TradesRequest.decode(reader),
    bytes,
  );
  expectWhole('trades request after', after, 0, Number.MAX_SAFE_INTEGER);
  expectWhole('trades request through', through, 0, Number.MAX_SAFE_INTEGER);
  return { symbol, epoch, after, through };
}

export function encodeBarsRequest(request: BarsRequest): Uint8Array {
  return pb.BarsRequest.encode(request).finish();
}

/** The server refuses unknown intervals, and ranges that end before they begin. @throws CodecError */
export function decodeBarsRequest(bytes: unknown): BarsRequest {
  const { symbol, intervalS, begin, end } = decodeWith(
    'bars request',
    (reader) => pb.BarsRequest.decode(reader),
    bytes,
  );
  expectDate('bars request begin', begin);
  expectDate('bars request end', end);
  return { symbol, intervalS, begin, end };
}

function packSubscription({ symbol, mode, intervalMs = 0 }: Subscription): pb.Subscription.$Properties {
  return { symbol, mode: MODES.indexOf(mode), intervalMs };
}

function unpackSubscription({ symbol, mode, intervalMs }: pb.Subscription): RequestedSubscription {
  return { symbol, mode: MODES[mode], intervalMs };
}
