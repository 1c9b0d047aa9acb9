// What the page shows about the link: whether prices are current, and what time they are from.
import { expect, test } from 'vitest';
import { BoardFixture, makeFeedInfo, makeStatus, START } from '../../tests/support/pages/dashboard-fixtures.ts';
import type { FeedInfo, Link } from '../../feed-client/index.ts';
import { ConnectionState } from './connection.svelte.ts';

const WAITING: Link = { kind: 'waiting', attempt: 1, until: 9_000, why: 'no connection' };

test('is live only while the link is', () => {
  const connection = new ConnectionState(makeStatus({ link: { kind: 'idle' } }), 0);
  expect(connection.isLive).toBe(false);
  connection.publish(makeStatus());
  expect(connection.isLive).toBe(true);
  const outage = { asOf: 5_000, why: 'no connection' };
  connection.publish(makeStatus({ link: WAITING, outage }));
  expect(connection.isLive).toBe(false);
  expect(connection.outage).toEqual(outage);
});

test('market time advances at its speed while the link is live, and stops while it is not', () => {
  const feedInfo = makeFeedInfo({ marketTime: 100_000, receivedAt: 5_000, speed: 10 });
  const connection = new ConnectionState(makeStatus({ feedInfo }), 5_000);
  connection.setNow(6_000);
  expect(connection.marketTime).toBe(110_000);
  connection.publish(makeStatus({ feedInfo, link: WAITING }));
  connection.setNow(9_000);
  expect(connection.marketTime).toBe(100_000);
});

test('remembers when the market was last known not to be open, until market time restarts', () => {
  const { board } = new BoardFixture(['AAPL']);
  const connection = new ConnectionState(makeStatus(), START);
  const quietFor = (feedInfo: Partial<FeedInfo>): number | undefined => {
    connection.publish(makeStatus({ feedInfo: makeFeedInfo(feedInfo) }));
    const trust = connection.trust(board.row('AAPL'));
    return trust.kind === 'quiet' ? trust.forMs : undefined;
  };
  const marketTimeAfter = (ms: number): Partial<FeedInfo> => ({ marketTime: START + ms });
  expect(quietFor(marketTimeAfter(60_000))).toBe(60_000);
  expect(quietFor({ ...marketTimeAfter(90_000), session: 'pre-market' })).toBeUndefined();
  expect(quietFor(marketTimeAfter(91_000))).toBeUndefined();
  expect(quietFor(marketTimeAfter(125_000))).toBe(35_000);
  expect(quietFor(marketTimeAfter(50_000))).toBe(50_000);
});
