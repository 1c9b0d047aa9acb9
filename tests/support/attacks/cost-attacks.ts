// Attacks on the server's CPU time: requests that are expensive to answer.
import { clientFrame, OPCODE } from '../../../bench/wire/frames.ts';
import { encodeResume, encodeSubscribe, encodeTradesRequest } from '../../../proto/codec.ts';
import type { Subscription } from '../../../proto/messages.ts';
import { chunkOf, floodRepeatedly, floodWithoutReading, times } from './floods.ts';
import { connectedSocket, requestFrames } from './raw-socket.ts';
import { barsRequest, type Attack, type Target } from './target.ts';

const LANE_INTERVALS_MS = [0, 100, 200, 300, 400, 500, 600, 700];
const RESUME_COUNT = 230;
const EMPTY = new Uint8Array();

export const COST_ATTACKS = {
  'resumes in one write': async (target) => {
    const request = requestFrames('resume', eightLaneResume(target, 8));
    const socket = await connectedSocket(target.port);
    socket.tcp.write(Buffer.concat(times(RESUME_COUNT, () => request)));
    // Socket.IO's binary acknowledgement with one attachment.
    const replies = (): number => socket.texts.filter((text) => text.startsWith('461-')).length;
    await socket.until(`${RESUME_COUNT} replies`, () => replies() === RESUME_COUNT);
  },
  'resumes from many connections': (target) => {
    const chunk = requestFrames('resume', eightLaneResume(target, 515));
    return floodRepeatedly({ port: target.port, connections: 10, chunk, open: connectedSocket }, 2);
  },
  'empty subscriptions': ({ port }) => {
    // Each subscription is two bytes: field 1, length 0.
    const chunk = requestFrames('subscribe', Buffer.alloc(64_000, Buffer.from([0x0a, 0x00])));
    return floodRepeatedly({ port, connections: 10, chunk, open: connectedSocket }, 2);
  },
  'requests of every other kind': (target) => {
    const { port, symbols, head } = target;
    const all = symbols.map((symbol): Subscription => ({ symbol, mode: 'board' }));
    const trades = {
      symbol: symbols[0] ?? '',
      epoch: head.epoch,
      after: target.oldest.sequence,
      through: head.sequence,
    };
    const chunk = Buffer.concat([
      requestFrames('subscribe', encodeSubscribe(all)),
      requestFrames('instruments', EMPTY),
      requestFrames('trades', encodeTradesRequest(trades)),
      requestFrames('bars', barsRequest(target)),
      requestFrames('unsubscribe', encodeSubscribe(all)),
    ]);
    return floodRepeatedly({ port, connections: 10, chunk, open: connectedSocket }, 2);
  },
  'empty pings, reading the pongs': ({ port }) =>
    floodRepeatedly({ port, connections: 10, chunk: chunkOf(clientFrame(OPCODE.ping, EMPTY)) }, 2),
  pongs: ({ port }) => floodWithoutReading({ port, connections: 10, chunk: chunkOf(clientFrame(OPCODE.pong, EMPTY)) }),
  'connection churn': async ({ port }) => {
    const churn = async (): Promise<void> => {
      for (let i = 0; i < 40; i++) (await connectedSocket(port)).destroy();
    };
    await Promise.all(times(50, churn));
  },
} satisfies Record<string, Attack>;

/** Attacks whose cost grows with the log. */
export const FULL_LOG_ATTACKS = {
  'resumes in one write': COST_ATTACKS['resumes in one write'],
  'resumes from many connections': COST_ATTACKS['resumes from many connections'],
};

/** A resume from far back in the log that subscribes `count` boards, spread over eight lanes. */
function eightLaneResume({ symbols, oldest }: Target, count: number): Uint8Array {
  const subscriptions = times(count, (i): Subscription => ({
    symbol: symbols[i % symbols.length] ?? '',
    mode: 'board',
    intervalMs: LANE_INTERVALS_MS[i % LANE_INTERVALS_MS.length] ?? 0,
  }));
  const lanes = LANE_INTERVALS_MS.slice(1).map((intervalMs) => ({ intervalMs, sequence: oldest.sequence }));
  return encodeResume({ after: oldest, subscriptions, lanes });
}
