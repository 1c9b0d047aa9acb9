// Requests as bytes to replies as bytes: decodes what a client asks, has it done, encodes the answer.
import {
  CodecError,
  decodeBarsRequest,
  decodeConfigure,
  decodeResume,
  decodeSubscribe,
  decodeTradesRequest,
  encodeBarsReply,
  encodeInstruments,
  encodeReply,
  encodeTradesReply,
  type RequestedSubscription,
} from '../../proto/codec.ts';
import type { Instrument, Refusal, RefusalKind } from '../../proto/messages.ts';
import type { History } from '../delivery/history.ts';
import type { Requests } from '../delivery/requests.ts';
import type { Subscriber } from '../delivery/subscriber.ts';

export interface Answer {
  readonly reply: Uint8Array;
  /** Set where the request as a whole was none. */
  readonly refusal: Refusal | undefined;
  /** Whether the subscriber is to be served once the reply is sent. */
  readonly serves: boolean;
}

/** Requests after which something is due. */
const SERVED = ['subscribe', 'resume'];

export class Answerer {
  readonly #requests: Requests;
  readonly #history: History;
  readonly #instruments: Uint8Array;

  constructor(requests: Requests, history: History, instruments: readonly Instrument[]) {
    this.#requests = requests;
    this.#history = history;
    this.#instruments = encodeInstruments(instruments);
  }

  /**
   * `event` and `args` are as they came; `args` should be one binary payload. `refuses`: symbols that a fault refuses.
   * Never throws for what a client sent.
   */
  answer(
    subscriber: Subscriber,
    event: string,
    args: readonly unknown[],
    refuses: (symbol: string) => boolean = () => false,
  ): Answer {
    try {
      const reply = this.#answer(subscriber, event, args, refuses);
      if (reply) return { reply, refusal: undefined, serves: SERVED.includes(event) };
      return this.#refuse(event, 'unknown-event', `there is no request "${event}"`);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return this.#refuse(event, 'malformed', `${event}: ${error.message}`);
    }
  }

  withoutAcknowledgement(event: string): Refusal {
    return refusal(
      'no-acknowledgement',
      `${event}: a request must ask for an acknowledgement, which carries the reply`,
    );
  }

  #answer(
    subscriber: Subscriber,
    event: string,
    [payload]: readonly unknown[],
    refuses: (symbol: string) => boolean,
  ): Uint8Array | undefined {
    switch (event) {
      case 'subscribe': {
        const { asked, refused } = withhold(decodeSubscribe(payload), refuses);
        const reply = this.#requests.subscribe(subscriber, asked);
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'unsubscribe':
        return encodeReply(this.#requests.unsubscribe(subscriber, decodeSubscribe(payload)));
      case 'resume': {
        const request = decodeResume(payload);
        const { asked, refused } = withhold(request.subscriptions, refuses);
        const reply = this.#requests.resume(subscriber, { ...request, subscriptions: asked });
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'configure':
        return encodeReply(this.#requests.configure(subscriber, decodeConfigure(payload)));
      case 'instruments':
        return this.#instruments;
      case 'trades':
        return encodeTradesReply(this.#history.trades(decodeTradesRequest(payload)));
      case 'bars': {
        const request = decodeBarsRequest(payload);
        return encodeBarsReply(this.#history.bars(request), request.intervalS);
      }
      default:
        return undefined;
    }
  }

  #refuse(event: string, kind: RefusalKind, message: string): Answer {
    const whole = refusal(kind, message);
    return { reply: this.#encodeRefused(event, whole), refusal: whole, serves: false };
  }

  /** A reply of the kind that whoever asks for `event` reads. */
  #encodeRefused(event: string, whole: Refusal): Uint8Array {
    switch (event) {
      case 'trades':
        return encodeTradesReply({ kind: 'refused', refusal: whole });
      case 'bars':
        return encodeBarsReply({ kind: 'refused', refusal: whole }, 1);
      default:
        return encodeReply(this.#requests.refuse(whole));
    }
  }
}

function withhold(
  requested: readonly RequestedSubscription[],
  refuses: (symbol: string) => boolean,
): { asked: readonly RequestedSubscription[]; refused: readonly Refusal[] } {
  const refused = requested
    .filter(({ symbol }) => refuses(symbol))
    .map(({ symbol, mode }): Refusal => ({
      kind: 'other',
      symbol,
      mode,
      message: `${symbol} is refused by a scenario`,
    }));
  return refused.length === 0
    ? { asked: requested, refused }
    : { asked: requested.filter(({ symbol }) => !refuses(symbol)), refused };
}

function refusal(kind: RefusalKind, message: string): Refusal {
  return { kind, symbol: '', mode: undefined, message };
}
