// What the server's events say: as events of the state machine, and as what it said of itself and the market.
import {
  decodeBatch,
  decodeClose,
  decodeHeartbeat,
  decodeRefusal,
  decodeSnapshot,
  decodeWelcome,
} from '../../proto/codec.ts';
import type { ServerEvents } from '../../proto/events.ts';
import type { FeedFacts } from '../link.ts';
import type { FeedEvent } from './phases.ts';

/** Undefined where it changes nothing. @throws CodecError */
export function heardEvent(event: keyof ServerEvents, payload: unknown): FeedEvent | undefined {
  switch (event) {
    case 'welcome':
      return { type: 'welcome', welcome: decodeWelcome(payload) };
    case 'batch':
      return { type: 'batch', batch: decodeBatch(payload) };
    case 'heartbeat':
      return { type: 'heartbeat', heartbeat: decodeHeartbeat(payload) };
    case 'snapshot':
      return { type: 'snapshot', snapshot: decodeSnapshot(payload) };
    case 'close':
      return { type: 'closing', close: decodeClose(payload) };
    case 'refusal': {
      const { kind, message } = decodeRefusal(payload);
      // The answer says so too, to whoever asked: an older server may be asked for what it does not have.
      return kind === 'unknown-event' ? undefined : { type: 'lost', why: `the server refused a request: ${message}` };
    }
  }
}

/** What is known of the server and the market after `event`, heard at `now`, local clock. */
export function factsAfter(facts: FeedFacts | undefined, event: FeedEvent, now: number): FeedFacts | undefined {
  if (event.type === 'welcome') {
    const { source, server, session, speed, marketTime, behindMs } = event.welcome;
    return { source, server, session, speed, marketTime, behindMs, heardAt: now };
  }
  if (event.type !== 'heartbeat' || !facts) return facts;
  const { session, speed = facts.speed, marketTime, behindMs } = event.heartbeat;
  return { ...facts, session, speed, marketTime, behindMs, heardAt: now };
}
