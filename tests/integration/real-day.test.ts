// A recorded day over real sockets: a client receives exactly the trades of IBM that the files have for 8 October 2013.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Quote } from '../../proto/messages.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { Dice } from '../support/random/seeded.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { readFirstFile } from '../support/files/zip.ts';

const FOLDER = process.env.TAPEWIRE_DATA ?? path.join(import.meta.dirname, '../../../shared/data/lean-usa-equity-tick');
const HAS_DATA = existsSync(FOLDER);
if (!HAS_DATA)
  process.stderr.write(`\n*** SKIPPED: no recorded day, expected LEAN ticks in ${FOLDER} or in TAPEWIRE_DATA ***\n\n`);

/** Midnight in New York, which was 4 hours behind UTC. */
const MIDNIGHT = Date.UTC(2013, 9, 8, 4);
/** The first trade comes 4.8 hours of market time after the first quote, which leaves 1.7 seconds to connect. */
const SPEED = 10_000;
const MAX_DAY_MS = 120_000;
const SUBSCRIPTIONS = { board: ['IBM'], tape: ['IBM'] };
/** Some resumes have to succeed, and one batch of the tape may take 30 kB. */
const MAX_BYTES_BETWEEN_CUTS = 50_000;

type Row = readonly [time: number, price: number, size: number];

function rowsOf(kind: 'trade' | 'quote'): number[][] {
  const text = readFirstFile(readFileSync(path.join(FOLDER, `ibm/20131008_${kind}.zip`)));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').slice(0, 5).map(Number));
}

function tradesInFile(): Row[] {
  return rowsOf('trade').map(([time = NaN, price = NaN, size = NaN]) => [MIDNIGHT + time, price, size]);
}

/** The last quotes of the day: a row may change only one side. */
function lastQuoteInFile(): Quote {
  const quote = { time: NaN, bid: NaN, bidSize: NaN, ask: NaN, askSize: NaN };
  for (const [time = NaN, bid = NaN, bidSize = NaN, ask = NaN, askSize = NaN] of rowsOf('quote')) {
    quote.time = MIDNIGHT + time;
    if (bid > 0) Object.assign(quote, { bid, bidSize });
    if (ask > 0) Object.assign(quote, { ask, askSize });
  }
  return quote;
}

function tradesReceived(watcher: Watcher): Row[] {
  return watcher.tape
    .items('IBM')
    .map((item) => (item.kind === 'trade' ? [item.time, item.price, item.size] : [NaN, NaN, NaN]));
}

describe.skipIf(!HAS_DATA)("replay of IBM's 8 October 2013", () => {
  let expected: Row[];
  let direct: Watcher;
  let interrupted: Watcher;

  async function untilEndOfDay(watcher: Watcher): Promise<void> {
    await watcher.until('the first quote of the day', () => watcher.board.get('IBM')?.quote !== undefined);
    if (watcher.board.get('IBM')?.trades)
      throw new Error('the client connected too late: trades had already been played');
    const { time: end } = lastQuoteInFile();
    // The heartbeat with the closed session may come before the last batch.
    const isDayOver = (): boolean =>
      watcher.tape.items('IBM').length >= expected.length &&
      watcher.board.get('IBM')?.quote?.time === end &&
      watcher.client.status.feedInfo?.session === 'closed';
    await watcher.until(`${expected.length} trades and the end of the day`, isDayOver, MAX_DAY_MS);
  }

  beforeAll(async () => {
    expected = tradesInFile();
    const replay = ['--replay', FOLDER, '--date', '2013-10-08', '--symbols', 'IBM'];
    const feed = await FeedProcess.start([...replay, '--speed', String(SPEED), '--heartbeat', '250']);
    const proxy = await FaultyProxy.start(feed.port);
    direct = new Watcher(feed.url, SUBSCRIPTIONS);
    interrupted = new Watcher(proxy.url, SUBSCRIPTIONS);
    const dice = new Dice(2_013);
    const cutRepeatedly = async (): Promise<never> => {
      await interrupted.untilLink('live');
      for (;;) await proxy.cutAfter(dice.below(MAX_BYTES_BETWEEN_CUTS));
    };
    void cutRepeatedly().catch(() => undefined);
    await Promise.all([untilEndOfDay(direct).then(() => void proxy.cutAfter(Infinity)), untilEndOfDay(interrupted)]);
    await interrupted.untilLink('live');
  }, MAX_DAY_MS + 20_000);

  it('reaches the tape with every trade of the file, once and in order', () => {
    expect(expected.length).toBeGreaterThan(30_000);
    expect(tradesReceived(direct)).toEqual(expected);
    expect(direct.links).toEqual(['connecting', 'live']);
  });

  it('reaches the tape just as exactly over a link that is cut repeatedly in the middle of a frame', () => {
    expect(interrupted.links.filter((kind) => kind === 'waiting').length).toBeGreaterThanOrEqual(5);
    expect(tradesReceived(interrupted)).toEqual(expected);
    expect(interrupted.client.status.lastRecovery?.tape.reset.symbols).toBe(0);
  });

  it.each([
    ['over a stable link', () => direct],
    ['over the link that is cut', () => interrupted],
  ])("adds up on the board to the file's trades, %s", (_, watcher) => {
    const prices = expected.map(([, price]) => price);
    const [time, last, size] = expected.at(-1) as Row;
    expect(watcher().board.get('IBM')?.trades).toEqual({
      count: expected.length,
      volume: expected.reduce((sum, [, , size]) => sum + size, 0),
      open: prices[0],
      high: Math.max(...prices),
      low: Math.min(...prices),
      last,
      time,
      size,
    });
    expect(watcher().board.get('IBM')?.quote).toEqual(lastQuoteInFile());
  });
});
