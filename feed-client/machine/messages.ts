// Translates between the wire and the state machine: server messages to events, effects to requests.
import {
  CodecError,
  decodeBatch,
  decodeClose,
  decodeHeartbeat,
  decodeInstruments,
  decodeRefusal,
  decodeReply,
  decodeSnapshot,
  decodeWelcome,
  encodeInstrumentsRequest,
  encodeResume,
  encodeSubscribe,
} from '../../proto/codec.ts';
import type { ClientEvents, ServerEvents } from '../../proto/events.ts';
import { PROTOCOL_VERSION, type Welcome } from '../../proto/messages.ts';
import type { Effect, FeedEvent } from './state.ts';

/** Undefined if the message changes nothing. @throws CodecError */
export function decodeEvent(event: keyof ServerEvents, payload: unknown): FeedEvent | undefined {
  switch (event) {
    case 'welcome':
      return { type: 'welcome', welcome: expectOurProtocol(decodeWelcome(payload)) };
    case 'batch':
      return { type: 'batch', batch: decodeBatch(payload) };
    case 'heartbeat':
      return { type: 'heartbeat', heartbeat: decodeHeartbeat(payload), behindMs: undefined };
    case 'snapshot':
      return { type: 'snapshot', snapshot: decodeSnapshot(payload) };
    case 'close':
      return { type: 'closing', close: decodeClose(payload) };
    case 'refusal': {
      const { kind, message } = decodeRefusal(payload);
      // The reply to the request says so, too. An older server may not know the request.
      return kind === 'unknown-event' ? undefined : { type: 'lost', why: `the server refused a request: ${message}` };
    }
  }
}

/** A server of another version refuses the handshake. This catches one that does not. */
function expectOurProtocol(welcome: Welcome): Welcome {
  if (welcome.protocol === PROTOCOL_VERSION) return welcome;
  throw new CodecError('mismatch', `welcome: expected protocol ${PROTOCOL_VERSION}, found ${welcome.protocol}`);
}

export interface Request {
  readonly event: keyof ClientEvents;
  readonly payload: Uint8Array;
  /** Undefined if the reply changes nothing. @throws CodecError */
  readonly decodeReply: (reply: unknown) => FeedEvent | undefined;
}

type RequestEffect = Extract<Effect, { do: 'resume' | 'subscribe' | 'unsubscribe' | 'fetch-instruments' }>;

export function encodeRequest(effect: RequestEffect): Request {
  switch (effect.do) {
    case 'resume':
      return {
        event: 'resume',
        payload: encodeResume(effect.resume),
        decodeReply: (bytes) => ({ type: 'resumed', request: effect.request, reply: decodeReply(bytes) }),
      };
    case 'subscribe':
      return {
        event: 'subscribe',
        payload: encodeSubscribe(effect.subscriptions),
        decodeReply: (bytes) => ({ type: 'subscribed', request: effect.request, reply: decodeReply(bytes) }),
      };
    case 'unsubscribe':
      return {
        event: 'unsubscribe',
        payload: encodeSubscribe(effect.subscriptions),
        decodeReply: (bytes) => {
          decodeReply(bytes);
          return undefined;
        },
      };
    case 'fetch-instruments':
      return {
        event: 'instruments',
        payload: encodeInstrumentsRequest(),
        decodeReply: (bytes) => ({ type: 'instruments', epoch: effect.epoch, instruments: decodeInstruments(bytes) }),
      };
  }
}
