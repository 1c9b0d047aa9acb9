// Answers requests: decodes and executes each, and encodes the reply.
import {
  CodecError,
  decodeBarsRequest,
  decodeConfigure,
  decodeResume,
  decodeSubscribe,
  decodeTradesRequest,
  encodeBarsReply,
  encodeInstruments,
  encodeInstrumentsRefused,
  encodeReply,
  encodeTradesReply,
  type RequestedSubscription,
} from '../../proto/codec.ts';
import type { Instrument, Refusal, RefusalKind } from '../../proto/messages.ts';
import { UNITS, Work } from '../delivery/budget.ts';
import type { History } from '../delivery/history.ts';
import { refusal } from '../delivery/refusal.ts';
import type { Requests } from '../delivery/requests.ts';
import type { Subscriber } from '../delivery/subscriber.ts';

export interface Answer {
  readonly reply: Uint8Array;
  /** Set if the whole request was invalid. */
  readonly refusal: Refusal | undefined;
  /** Whether to serve the subscriber once the reply is sent. */
  readonly serves: boolean;
  /** The cost in units of the budget. */
  readonly units: number;
}

/** The most characters of an unknown event that a refusal repeats. */
const MAX_SHOWN_CHARACTERS = 80;
/** Requests after which the hub has something for the subscriber. */
const EVENTS_SERVED_AFTER = ['subscribe', 'resume'];

export class RequestHandler {
  readonly #requests: Requests;
  readonly #history: History;
  readonly #instruments: Uint8Array;

  constructor(requests: Requests, history: History, instruments: readonly Instrument[]) {
    this.#requests = requests;
    this.#history = history;
    this.#instruments = encodeInstruments(instruments);
  }

  /**
   * `event` and `args` come from the client; `args` should be one binary payload. `refuses` returns whether a fault refuses a symbol.
   * Never throws because of the client's input.
   */
  handle(
    subscriber: Subscriber,
    event: string,
    args: readonly unknown[],
    refuses: (symbol: string) => boolean = () => false,
  ): Answer {
    const work = new Work();
    work.count('request');
    const [payload] = args;
    if (payload instanceof Uint8Array) work.count('byteIn', payload.length);
    const answer = this.#answerOrRefuse(subscriber, event, payload, refuses, work);
    work.count('byteOut', answer.reply.length);
    return { ...answer, units: work.units };
  }

  /** Refuses a request without decoding it, because its connection has spent its budget. */
  refuseTooFast(event: string, retryAfterMs: number): Answer {
    const message = `this connection has spent its budget; try again in ${retryAfterMs} ms`;
    const reply = this.#encodeRefused(event, { ...refusal('too-fast', message), retryAfterMs });
    return { reply, refusal: undefined, serves: false, units: UNITS.refusedRequest };
  }

  /** The refusal of a request that asks for no acknowledgement. */
  missingAcknowledgement(event: string): Refusal {
    return refusal(
      'no-acknowledgement',
      `${event.slice(0, MAX_SHOWN_CHARACTERS)}: a request must ask for an acknowledgement, which carries the reply`,
    );
  }

  #answerOrRefuse(
    subscriber: Subscriber,
    event: string,
    payload: unknown,
    refuses: (symbol: string) => boolean,
    work: Work,
  ): Omit<Answer, 'units'> {
    try {
      const reply = this.#answer(subscriber, event, payload, refuses, work);
      if (reply) return { reply, refusal: undefined, serves: EVENTS_SERVED_AFTER.includes(event) };
      return this.#refuse(event, 'unknown-event', `unknown request "${event.slice(0, MAX_SHOWN_CHARACTERS)}"`);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return this.#refuse(event, 'malformed', `${event}: ${error.message}`);
    }
  }

  #answer(
    subscriber: Subscriber,
    event: string,
    payload: unknown,
    refuses: (symbol: string) => boolean,
    work: Work,
  ): Uint8Array | undefined {
    switch (event) {
      case 'subscribe': {
        const { allowed, refused } = splitRefused(decodeSubscribe(payload), refuses);
        const reply = this.#requests.subscribe(subscriber, allowed, work);
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'unsubscribe':
        return encodeReply(this.#requests.unsubscribe(subscriber, decodeSubscribe(payload), work));
      case 'resume': {
        const request = decodeResume(payload);
        const { allowed, refused } = splitRefused(request.subscriptions, refuses);
        const reply = this.#requests.resume(subscriber, { ...request, subscriptions: allowed }, work);
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'configure':
        return encodeReply(this.#requests.configure(subscriber, decodeConfigure(payload)));
      case 'instruments':
        return this.#instruments;
      case 'trades':
        return encodeTradesReply(this.#history.trades(decodeTradesRequest(payload), work));
      case 'bars': {
        const request = decodeBarsRequest(payload);
        return encodeBarsReply(this.#history.bars(request, work), request.intervalS);
      }
      default:
        return undefined;
    }
  }

  #refuse(event: string, kind: RefusalKind, message: string): Omit<Answer, 'units'> {
    const cause = refusal(kind, message);
    return { reply: this.#encodeRefused(event, cause), refusal: cause, serves: false };
  }

  /** Encodes a refusal as the reply type of `event`. */
  #encodeRefused(event: string, cause: Refusal): Uint8Array {
    switch (event) {
      case 'instruments':
        return encodeInstrumentsRefused(cause);
      case 'trades':
        return encodeTradesReply({ kind: 'refused', refusal: cause });
      case 'bars':
        return encodeBarsReply({ kind: 'refused', refusal: cause }, 1);
      default:
        return encodeReply(this.#requests.refuse(cause));
    }
  }
}

function splitRefused(
  requested: readonly RequestedSubscription[],
  refuses: (symbol: string) => boolean,
): { allowed: readonly RequestedSubscription[]; refused: readonly Refusal[] } {
  const refused = requested
    .filter(({ symbol }) => refuses(symbol))
    .map(({ symbol, mode }) => refusal('other', `${symbol} is refused by a scenario`, { symbol, mode }));
  return refused.length === 0
    ? { allowed: requested, refused }
    : { allowed: requested.filter(({ symbol }) => !refuses(symbol)), refused };
}
