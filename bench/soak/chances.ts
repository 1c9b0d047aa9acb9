// What a client asks for next, by chance, and whether the reply is one.
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
import type { Places } from './places.ts';

/** Lanes of a connection: every interval is one of its own. */
const INTERVALS_MS = [0, 0, 100, 250, 1_000, 5_000];
const BATCH_RATES = [0.5, 5, 20, 60, 200];
/** Subscriptions of a client, of which some then go. */
const MOST_SUBSCRIPTIONS = 60;
const MOST_AT_ONCE = 12;
/** Ticks that a request for trades reaches back, and bars. */
const MOST_TICKS = 5_000;
const MOST_BARS = 200;

const REQUESTS = [
  ...['subscribe', 'subscribe', 'subscribe', 'unsubscribe', 'unsubscribe'],
  ...['configure', 'instruments', 'trades', 'bars'],
] as readonly Asking['event'][];

export interface Asking {
  readonly event: 'subscribe' | 'unsubscribe' | 'configure' | 'instruments' | 'trades' | 'bars';
  readonly payload: Uint8Array;
  /** Takes the reply in. Returns what is wrong with it, undefined where nothing is. */
  readonly reply: (payload: Buffer) => string | undefined;
}

/** One to MOST_AT_ONCE, on one lane of the board or on the tape. */
export function chooseSubscriptions(random: Random, symbols: readonly string[]): Subscription[] {
  const tape = random.next() < 0.3;
  const intervalMs = oneOf(random, INTERVALS_MS);
  const chosen = Array.from({ length: 1 + Math.floor(MOST_AT_ONCE * random.next()) }, () => oneOf(random, symbols));
  return [...new Set(chosen)].map((symbol) =>
    tape ? { symbol, mode: 'tape' } : { symbol, mode: 'board', intervalMs },
  );
}

export function chooseRequest(random: Random, symbols: readonly string[], places: Places): Asking {
  const { length } = places.subscriptions;
  const event = length > MOST_SUBSCRIPTIONS ? 'unsubscribe' : oneOf(random, REQUESTS);
  switch (event) {
    case 'subscribe':
      return subscribe(chooseSubscriptions(random, symbols), places);
    case 'unsubscribe':
      return unsubscribe(
        places.subscriptions.filter(() => random.next() < 0.5),
        places,
      );
    case 'configure':
      return { event, payload: encodeConfigure(oneOf(random, BATCH_RATES)), reply: (bytes) => refusalIn(bytes) };
    case 'instruments':
      return {
        event,
        payload: encodeInstrumentsRequest(),
        reply: (bytes) => differs('instruments', symbols.length, decodeInstruments(bytes).length),
      };
    case 'trades':
      return trades(oneOf(random, symbols), Math.ceil(MOST_TICKS * random.next()), places);
    case 'bars':
      return bars(random, oneOf(random, symbols));
  }
}

/** A request that is none; the reply refuses it. */
export function badRequest(random: Random): { readonly event: string; readonly payload: Uint8Array } {
  const event = oneOf(random, ['subscribe', 'resume', 'configure', 'nonsense']);
  // A field of a wire type that there is none of.
  return { event, payload: Uint8Array.of(0x0f, Math.floor(256 * random.next())) };
}

function subscribe(subscriptions: readonly Subscription[], places: Places): Asking {
  return {
    event: 'subscribe',
    payload: encodeSubscribe(subscriptions),
    reply(bytes) {
      places.begin(subscriptions, decodeReply(bytes).accepted);
      return refusalIn(bytes);
    },
  };
}

function unsubscribe(subscriptions: readonly Subscription[], places: Places): Asking {
  return {
    event: 'unsubscribe',
    payload: encodeSubscribe(subscriptions),
    reply(bytes) {
      places.end(decodeReply(bytes).accepted);
      return refusalIn(bytes);
    },
  };
}

/** That a range is not kept any more is an answer too. */
function trades(symbol: string, ticks: number, places: Places): Asking {
  const { epoch, sequence } = places.own;
  const after = Math.max(0, sequence - ticks);
  return {
    event: 'trades',
    payload: encodeTradesRequest({ symbol, epoch, after, through: sequence }),
    reply(bytes) {
      const answer = decodeTradesReply(bytes);
      if (answer.kind === 'sent') return differs('trades after', after, answer.content.after);
      return answer.refusal.kind === 'not-kept' ? undefined : `trades were refused: ${answer.refusal.message}`;
    },
  };
}

function bars(random: Random, symbol: string): Asking {
  const intervalS = oneOf(random, BAR_INTERVALS_S);
  const to = Date.now();
  const from = to - Math.ceil(MOST_BARS * random.next()) * intervalS * 1_000;
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

function differs(what: string, expected: number, found: number): string | undefined {
  return expected === found ? undefined : `${what}: expected ${expected}, found ${found}`;
}

function oneOf<T>(random: Random, all: readonly T[]): T {
  return all[Math.floor(all.length * random.next())] as T;
}
