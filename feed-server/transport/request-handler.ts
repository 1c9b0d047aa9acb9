// Answers requests: decodes what a client sent, has it carried out, and encodes the reply.
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
  /** Set if the request as a whole was invalid. */
  readonly refusal: Refusal | undefined;
  /** Whether to serve the subscriber once the reply is sent. */
  readonly serves: boolean;
  /** What it cost, in units of the budget. */
  readonly units: number;
}

/** Most characters of an unknown name that its refusal repeats. */
const MAX_SHOWN = 80;
/** Requests after which the subscriber has something to get. */
const SERVED = ['subscribe', 'resume'];

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
   * `event` and `args` are what the client sent; `args` should be one binary payload. `refuses`: whether a fault refuses a symbol.
   * Never throws because of what a client sent.
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

  /** The answer to a request that is not decoded, because its connection has spent its budget. */
  tooFast(event: string, retryAfterMs: number): Answer {
    const message = `this connection has spent its budget; try again in ${retryAfterMs} ms`;
    const reply = this.#encodeRefused(event, { ...refusal('too-fast', message), retryAfterMs });
    return { reply, refusal: undefined, serves: false, units: UNITS.refusedRequest };
  }

  withoutAcknowledgement(event: string): Refusal {
    return refusal(
      'no-acknowledgement',
      `${event.slice(0, MAX_SHOWN)}: a request must ask for an acknowledgement, which carries the reply`,
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
      if (reply) return { reply, refusal: undefined, serves: SERVED.includes(event) };
      return this.#refuse(event, 'unknown-event', `there is no request "${event.slice(0, MAX_SHOWN)}"`);
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
        const { asked, refused } = withhold(decodeSubscribe(payload), refuses);
        const reply = this.#requests.subscribe(subscriber, asked, work);
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'unsubscribe':
        return encodeReply(this.#requests.unsubscribe(subscriber, decodeSubscribe(payload), work));
      case 'resume': {
        const request = decodeResume(payload);
        const { asked, refused } = withhold(request.subscriptions, refuses);
        const reply = this.#requests.resume(subscriber, { ...request, subscriptions: asked }, work);
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
    const whole = refusal(kind, message);
    return { reply: this.#encodeRefused(event, whole), refusal: whole, serves: false };
  }

  /** A refusal as a reply of the type that `event` has. */
  #encodeRefused(event: string, whole: Refusal): Uint8Array {
    switch (event) {
      case 'instruments':
        return encodeInstrumentsRefused(whole);
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
    .map(({ symbol, mode }) => refusal('other', `${symbol} is refused by a scenario`, { symbol, mode }));
  return refused.length === 0
    ? { asked: requested, refused }
    : { asked: requested.filter(({ symbol }) => !refuses(symbol)), refused };
}
