// Requests as bytes to replies as bytes: decodes what a client asks, has it done, encodes the answer.
import { CodecError, decodeResume, decodeSubscribe, encodeInstruments, encodeReply } from '../../proto/codec.ts';
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

  /** `event` and `args` are as they came; `args` should be one binary payload. Never throws for what a client sent. */
  answer(subscriber: Subscriber, event: string, args: readonly unknown[]): Answer {
    try {
      const reply = this.#answer(subscriber, event, args);
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

  #answer(subscriber: Subscriber, event: string, [payload]: readonly unknown[]): Uint8Array | undefined {
    switch (event) {
      case 'subscribe':
        return encodeReply(this.#requests.subscribe(subscriber, decodeSubscribe(payload)));
      case 'unsubscribe':
        return encodeReply(this.#requests.unsubscribe(subscriber, decodeSubscribe(payload)));
      case 'resume': {
        const { from, subscriptions } = decodeResume(payload);
        return encodeReply(this.#requests.resume(subscriber, from, subscriptions));
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

function refusal(kind: RefusalKind, message: string): Refusal {
  return { kind, symbol: '', mode: undefined, message };
}
