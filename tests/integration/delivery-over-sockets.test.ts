// The programs of delivery-programs.test.ts over real sockets, through a proxy that cuts, delays and throttles.
import { expect, it } from 'vitest';
import { TICK_BYTES } from '../../feed-server/log/tick-log.ts';
import { DeliveryChecker } from '../support/delivery/delivery-checker.ts';
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

it(
  `keeps clients equal to the log through ${PROGRAMS} random programs and a restart`,
  { timeout: 120_000 },
  async () => {
    const folder = makeFolder();
    const logs = new Map<number, LogOracle>();
    let feed = await RecordingFeedProcess.start([...FEED, '--seed', '7'], folder, 'first');
    const { port } = feed;
    const seeds = Array.from({ length: PROGRAMS }, (_, i) => i + 1);
    const programs = seeds.map((seed) => randomProgram(seed, { symbols: SYMBOLS, steps: STEPS, burst: 1_000 }));
    const clients = await Promise.all(seeds.map((seed) => SocketDelivery.start(seed, port, () => feed)));
    const run = async (from: number, to: number): Promise<void> => {
      const runClient = async (client: SocketDelivery, i: number): Promise<void> => {
        for (const step of programs[i]?.slice(from, to) ?? []) await client.do(step);
      };
      await Promise.all(clients.map(runClient));
    };
    await run(0, STEPS / 2);
    const first = await feed.stop();
    logs.set(first.epoch, first);
    feed = await RecordingFeedProcess.start([...FEED, '--seed', '8'], folder, 'second', port);
    await run(STEPS / 2, STEPS);
    await Promise.all(clients.map((client) => client.finish()));
    const second = await feed.stop();
    logs.set(second.epoch, second);
    const checker = new DeliveryChecker({ logOf: (epoch) => logs.get(epoch), capacity: LOG_TICKS });
    for (const [i, client] of clients.entries())
      expect(client.faultsFoundBy(checker).slice(0, 3), `seed ${seeds[i]}`).toEqual([]);
    for (const event of ['batch', 'snapshot', 'heartbeat', 'close'])
      expect(
        clients.reduce((sum, { counts }) => sum + (counts.get(event) ?? 0), 0),
        event,
      ).toBeGreaterThan(PROGRAMS);
    // The check fires if it compares clients with the wrong log.
    const wrongChecker = new DeliveryChecker({
      logOf: (epoch) => (epoch === first.epoch ? second : first),
      capacity: LOG_TICKS,
    });
    for (const client of clients) expect(client.faultsFoundBy(wrongChecker)).not.toEqual([]);
  },
);
