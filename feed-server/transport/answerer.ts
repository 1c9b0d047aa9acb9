// Requests as bytes to replies as bytes: decodes what a client asks, has it done, encodes the answer.
import {
  CodecError,
  decodeResume,
  decodeSubscribe,
  encodeInstruments,
  encodeReply,
  type RequestedSubscription,
} from '../../proto/codec.ts';
import type { Instrument, Position, Refusal, RefusalKind } from '../../proto/messages.ts';
import type { Requests } from '../delivery/requests.ts';
import type { Subscriber } from '../delivery/subscriber.ts';

export interface Answer {
  readonly reply: Uint8Array;
  /** Set where the request as a whole was none. */
  readonly refusal: Refusal | undefined;
}

export class Answerer {
  readonly #requests: Requests;
  readonly #instruments: Uint8Array;
  readonly #head: () => Position;

  /** `head`: of the log, now. */
  constructor(requests: Requests, instruments: readonly Instrument[], head: () => Position) {
    this.#requests = requests;
    this.#instruments = encodeInstruments(instruments);
    this.#head = head;
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
      return reply ? { reply, refusal: undefined } : this.#refuse('unknown-event', `there is no request "${event}"`);
    } catch (error) {
      if (!(error instanceof CodecError)) throw error;
      return this.#refuse('malformed', `${event}: ${error.message}`);
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
        const { from, subscriptions } = decodeResume(payload);
        const { asked, refused } = withhold(subscriptions, refuses);
        const reply = this.#requests.resume(subscriber, from, asked);
        return encodeReply({ ...reply, refused: [...reply.refused, ...refused] });
      }
      case 'instruments':
        return this.#instruments;
      default:
        return undefined;
    }
  }

  #refuse(kind: RefusalKind, message: string): Answer {
    const whole = refusal(kind, message);
    return { reply: encodeReply({ accepted: [], refused: [whole], head: this.#head() }), refusal: whole };
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
