// Draws a client's next request at random, and checks the reply.
import type { Random } from '../../feed-server/market/random.ts';
import {
  decodeBarsReply,
  decodeInstruments,
  decodeReply,
  decodeTradesReply,
  encodeBarsRequest,
  encodeConfigure,
  encodeInstrumentsRequest,
  encodeSubscribe,
  encodeTradesRequest,
} from '../../proto/codec.ts';
import { BAR_INTERVALS_S, type Subscription } from '../../proto/messages.ts';
import type { LanePositions } from './lane-positions.ts';

/** Lanes per connection: every interval has its own. */
const INTERVALS_MS = [0, 0, 100, 250, 1_000, 5_000];
const BATCH_RATES = [0.5, 5, 20, 60, 200];
/** Maximum number of a client's subscriptions, before some are removed. */
const MAX_SUBSCRIPTIONS = 60;
const MAX_PER_REQUEST = 12;
/** How many ticks back a request for trades reaches, and how many bars. */
const MAX_TICKS = 5_000;
const MAX_BARS = 200;

const REQUESTS = [
  ...['subscribe', 'subscribe', 'subscribe', 'unsubscribe', 'unsubscribe'],
  ...['configure', 'instruments', 'trades', 'bars'],
] as readonly SoakRequest['event'][];

export interface SoakRequest {
  readonly event: 'subscribe' | 'unsubscribe' | 'configure' | 'instruments' | 'trades' | 'bars';
  readonly payload: Uint8Array;
  /** Processes the reply. Returns what is wrong with it; undefined if nothing is. */
  readonly reply: (payload: Buffer) => string | undefined;
}

/** 1 to MAX_PER_REQUEST subscriptions, all on one board lane or on the tape. */
export function chooseSubscriptions(random: Random, symbols: readonly string[]): Subscription[] {
  const tape = random.next() < 0.3;
  const intervalMs = oneOf(random, INTERVALS_MS);
  const chosen = Array.from({ length: 1 + Math.floor(MAX_PER_REQUEST * random.next()) }, () => oneOf(random, symbols));
  return [...new Set(chosen)].map((symbol) =>
    tape ? { symbol, mode: 'tape' } : { symbol, mode: 'board', intervalMs },
  );
}

export function chooseRequest(random: Random, symbols: readonly string[], positions: LanePositions): SoakRequest {
  const { length } = positions.subscriptions;
  const event = length > MAX_SUBSCRIPTIONS ? 'unsubscribe' : oneOf(random, REQUESTS);
  switch (event) {
    case 'subscribe':
      return subscribe(chooseSubscriptions(random, symbols), positions);
    case 'unsubscribe':
      return unsubscribe(
        positions.subscriptions.filter(() => random.next() < 0.5),
        positions,
      );
    case 'configure':
      return { event, payload: encodeConfigure(oneOf(random, BATCH_RATES)), reply: (bytes) => refusalIn(bytes) };
    case 'instruments':
      return {
        event,
        payload: encodeInstrumentsRequest(),
        reply: (bytes) => mismatch('instruments', symbols.length, decodeInstruments(bytes).length),
      };
    case 'trades':
      return trades(oneOf(random, symbols), Math.ceil(MAX_TICKS * random.next()), positions);
    case 'bars':
      return bars(random, oneOf(random, symbols));
  }
}

/** An invalid request, which the reply must refuse. */
export function badRequest(random: Random): { readonly event: string; readonly payload: Uint8Array } {
  const event = oneOf(random, ['subscribe', 'resume', 'configure', 'nonsense']);
  // A field with a wire type that does not exist.
  return { event, payload: Uint8Array.of(0x0f, Math.floor(256 * random.next())) };
}

function subscribe(subscriptions: readonly Subscription[], positions: LanePositions): SoakRequest {
  return {
    event: 'subscribe',
    payload: encodeSubscribe(subscriptions),
    reply(bytes) {
      positions.subscribed(subscriptions, decodeReply(bytes).accepted);
      return refusalIn(bytes);
    },
  };
}

function unsubscribe(subscriptions: readonly Subscription[], positions: LanePositions): SoakRequest {
  return {
    event: 'unsubscribe',
    payload: encodeSubscribe(subscriptions),
    reply(bytes) {
      positions.unsubscribed(decodeReply(bytes).accepted);
      return refusalIn(bytes);
    },
  };
}

/** A range that is no longer kept is a valid reply too. */
function trades(symbol: string, ticks: number, positions: LanePositions): SoakRequest {
  const { epoch, sequence } = positions.defaultLane;
  const after = Math.max(0, sequence - ticks);
  return {
    event: 'trades',
    payload: encodeTradesRequest({ symbol, epoch, after, through: sequence }),
    reply(bytes) {
      const answer = decodeTradesReply(bytes);
      if (answer.kind === 'sent') return mismatch('trades after', after, answer.content.after);
      return answer.refusal.kind === 'not-kept' ? undefined : `trades were refused: ${answer.refusal.message}`;
    },
  };
}

function bars(random: Random, symbol: string): SoakRequest {
  const intervalS = oneOf(random, BAR_INTERVALS_S);
  const to = Date.now();
  const from = to - Math.ceil(MAX_BARS * random.next()) * intervalS * 1_000;
  return {
    event: 'bars',
    payload: encodeBarsRequest({ symbol, intervalS, begin: from, end: to }),
    reply(bytes) {
      const answer = decodeBarsReply(bytes, intervalS);
      return answer.kind === 'sent' ? undefined : `bars were refused: ${answer.refusal.message}`;
    },
  };
}

function refusalIn(bytes: Buffer): string | undefined {
  const [refusal] = decodeReply(bytes).refused;
  return refusal && `a request was refused: ${refusal.message}`;
}

function mismatch(name: string, expected: number, found: number): string | undefined {
  return expected === found ? undefined : `${name}: expected ${expected}, found ${found}`;
}

function oneOf<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(all.length * random.next())] as T;
}
