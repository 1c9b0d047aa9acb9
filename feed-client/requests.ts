// What the state machine has asked of the server, as bytes, and what the reply to it is as an event.
import { decodeReply, encodeConfigure, encodeResume, encodeSubscribe } from '../proto/codec.ts';
import type { ClientEvents } from '../proto/events.ts';
import type { Effect, FeedEvent } from './machine/phases.ts';

export interface Request {
  readonly event: keyof ClientEvents;
  readonly payload: Uint8Array;
  /** Undefined where the reply changes nothing. @throws CodecError */
  readonly answered: (reply: unknown) => FeedEvent | undefined;
}

type Asking = Extract<Effect, { do: 'resume' | 'subscribe' | 'unsubscribe' | 'configure' }>;

export function requestOf(effect: Asking): Request {
  switch (effect.do) {
    case 'resume':
      return {
        event: 'resume',
        payload: encodeResume(effect.request),
        answered: (bytes) => ({ type: 'resumed', ask: effect.ask, reply: decodeReply(bytes) }),
      };
    case 'subscribe':
      return {
        event: 'subscribe',
        payload: encodeSubscribe(effect.subscriptions),
        answered: (bytes) => ({ type: 'subscribed', ask: effect.ask, reply: decodeReply(bytes) }),
      };
    case 'unsubscribe':
      return { event: 'unsubscribe', payload: encodeSubscribe(effect.subscriptions), answered: checkReply };
    case 'configure':
      return { event: 'configure', payload: encodeConfigure(effect.batchRate), answered: checkReply };
  }
}

function checkReply(bytes: unknown): undefined {
  decodeReply(bytes);
}
