// The time of a simulated market that starts now is the wall clock's, however long the feed takes to start.
import { expect, it } from 'vitest';
import { Admin, WITH_ADMIN } from '../support/feeds/admin.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { until } from '../support/time/until.ts';

const MAX_LATE_MS = 500;

it.each([[[]], [['--workers', '2']]])('market time matches the wall clock, with %j', async (workers) => {
  const feed = await FeedProcess.start(['--symbols', 'AAPL', ...workers, ...WITH_ADMIN]);
  const admin = await Admin.of(feed);
  // Playback catches up right after the start, and on a busy machine the market may be late for a moment. A wrong time would
  // stay wrong.
  await until('market time to match the wall clock', async () => {
    const before = Date.now();
    const { marketTime, behindMs, position } = await admin.status();
    const time = Date.parse(marketTime);
    expect(time).toBeLessThanOrEqual(Date.now());
    return position.sequence > 0 && time > before - MAX_LATE_MS && behindMs === 0;
  });
});
