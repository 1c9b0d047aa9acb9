// The programs of delivery-programs.test.ts over real sockets, through a wire that cuts, delays and throttles.
import { expect, it } from 'vitest';
import { TICK_BYTES } from '../../feed-server/log/tick-log.ts';
import { DeliveryJudge } from '../support/delivery/delivery-judge.ts';
import { randomProgram } from '../support/delivery/delivery-program.ts';
import type { LogOracle } from '../support/delivery/log-oracle.ts';
import { RecordingFeedProcess } from '../support/feeds/recording-feed-process.ts';
import { SocketDelivery } from '../support/delivery/socket-delivery.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'JPM'];
const PROGRAMS = 20;
const STEPS = 40;
const LOG_TICKS = 30_000;
const FEED = ['--rate', '20', '--heartbeat', '100', '--log-memory', `${LOG_TICKS * TICK_BYTES}B`, '--slow-limit', '2s'];

it.each([{ what: 'one process', flags: [] }])(
  `${PROGRAMS} programs leave clients of $what that know what the log says, over a restart`,
  { timeout: 120_000 },
  async ({ flags }) => {
    const folder = makeFolder();
    const logs = new Map<number, LogOracle>();
    let feed = await RecordingFeedProcess.start([...FEED, ...flags, '--seed', '7'], folder, 'first');
    const { port } = feed;
    const seeds = Array.from({ length: PROGRAMS }, (_, i) => i + 1);
    const programs = seeds.map((seed) => randomProgram(seed, { symbols: SYMBOLS, steps: STEPS, burst: 1_000 }));
    const clients = await Promise.all(seeds.map((seed) => SocketDelivery.start(seed, port, () => feed)));
    const run = async (from: number, to: number): Promise<void> => {
      const one = async (client: SocketDelivery, i: number): Promise<void> => {
        for (const step of programs[i]?.slice(from, to) ?? []) await client.do(step);
      };
      await Promise.all(clients.map(one));
    };
    await run(0, STEPS / 2);
    const first = await feed.stop();
    logs.set(first.epoch, first);
    feed = await RecordingFeedProcess.start([...FEED, ...flags, '--seed', '8'], folder, 'second', port);
    await run(STEPS / 2, STEPS);
    await Promise.all(clients.map((client) => client.finish()));
    const second = await feed.stop();
    logs.set(second.epoch, second);
    const judge = new DeliveryJudge({ logOf: (epoch) => logs.get(epoch), capacity: LOG_TICKS });
    for (const [i, client] of clients.entries())
      expect(client.judged(judge).slice(0, 3), `seed ${seeds[i]}`).toEqual([]);
    for (const event of ['batch', 'snapshot', 'heartbeat', 'close'])
      expect(
        clients.reduce((sum, { counts }) => sum + (counts.get(event) ?? 0), 0),
        event,
      ).toBeGreaterThan(PROGRAMS);
    // Held against another market, none of them knows what it says.
    const misled = new DeliveryJudge({
      logOf: (epoch) => (epoch === first.epoch ? second : first),
      capacity: LOG_TICKS,
    });
    for (const client of clients) expect(client.judged(misled)).not.toEqual([]);
  },
);
