// A lane's heartbeat: how far it is accounted for, and the digest of the state that its reader should have.
import { encodeHeartbeat } from '../../proto/codec.ts';
import type { LaneDigest, MarketSession } from '../../proto/messages.ts';
import type { TickLog } from '../log/tick-log.ts';
import { BOARD } from './conflator.ts';
import { IDLE, type Lane } from './subscriber.ts';

/** The market's clock at one moment. */
export interface MarketClock {
  /** Market time, milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly session: MarketSession;
  /** Market milliseconds per millisecond. */
  readonly pace: number;
  /** How far the market is behind its schedule, market milliseconds. */
  readonly behindMs: number;
}

/** `now`: the server's clock time, milliseconds. */
export function sendHeartbeat(lane: Lane, log: TickLog, market: MarketClock, now: number): void {
  const { cursor, service, intervalMs, subscriber } = lane;
  const { epoch, head } = log;
  lane.owesHeartbeat = false;
  if (service === IDLE) lane.cursor = head;
  const payload = encodeHeartbeat({
    epoch,
    after: cursor,
    through: lane.cursor,
    head,
    serverTime: now,
    marketTime: market.time,
    session: market.session,
    speed: market.pace,
    behindMs: market.behindMs,
    intervalMs,
    digest: service === IDLE ? digestOf(lane, log) : undefined,
  });
  subscriber.port.send('heartbeat', payload);
}

function digestOf({ ids, modes }: Lane, log: TickLog): LaneDigest | undefined {
  let symbols = 0;
  let sum = 0;
  for (const id of ids) {
    if ((modes[id] & BOARD) === 0) continue;
    symbols++;
    sum = (sum + log.last.digestOf(id)) >>> 0;
  }
  return symbols > 0 ? { symbols, sum } : undefined;
}
