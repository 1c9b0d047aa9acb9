// What the page is told of the link: when prices are old, and as of when they were true.
import { expect, test } from 'vitest';
import { makeFacts, makeStatus } from '../components/fixtures.ts';
import type { Link } from '../feed/link.ts';
import { ConnectionState } from './connection.svelte.ts';

const WAITING: Link = { kind: 'waiting', attempt: 1, until: 9_000, why: 'no connection' };

function liveAt(heardAt: number): ConnectionState {
  return new ConnectionState(makeStatus({ link: { kind: 'live', since: 1_000 }, heardAt }), heardAt);
}

test('there is no outage before the first connection failed', () => {
  const connection = new ConnectionState(makeStatus({ link: { kind: 'idle' }, heardAt: undefined }), 0);
  connection.publish(makeStatus({ link: { kind: 'connecting', attempt: 1, since: 0 }, heardAt: undefined }));
  expect(connection.outage).toBeUndefined();
  connection.publish(makeStatus({ link: WAITING, heardAt: undefined }));
  expect(connection.outage).toEqual({ asOf: undefined, why: 'no connection' });
});

test('prices are as old as the link, whatever a later connection says before it is live', () => {
  const connection = liveAt(5_000);
  connection.publish(makeStatus({ link: WAITING, heardAt: 5_000 }));
  connection.publish(makeStatus({ link: { kind: 'connecting', attempt: 1, since: 8_000 }, heardAt: 5_000 }));
  connection.publish(makeStatus({ link: { kind: 'resuming', since: 8_100 }, heardAt: 8_100 }));
  expect(connection.outage).toEqual({ asOf: 5_000, why: 'no connection' });
  connection.publish(makeStatus({ link: { ...WAITING, attempt: 2 }, heardAt: 8_100 }));
  expect(connection.outage?.asOf).toBe(5_000);
  connection.publish(makeStatus({ link: { kind: 'live', since: 8_200 }, heardAt: 8_200 }));
  expect(connection.outage).toBeUndefined();
});

test('a hole that is closed on a link that stands is no outage', () => {
  const connection = liveAt(5_000);
  connection.publish(makeStatus({ link: { kind: 'resuming', since: 5_010 }, heardAt: 5_010 }));
  expect(connection.outage).toBeUndefined();
  expect(connection.current).toBe(false);
});

test('market time runs on at its speed while the link is live, and stands while it is not', () => {
  const facts = makeFacts({ marketTime: 100_000, heardAt: 5_000, speed: 10 });
  const connection = new ConnectionState(makeStatus({ facts }), 5_000);
  connection.tick(6_000);
  expect(connection.marketTime).toBe(110_000);
  connection.publish(makeStatus({ facts, link: WAITING }));
  connection.tick(9_000);
  expect(connection.marketTime).toBe(100_000);
});
