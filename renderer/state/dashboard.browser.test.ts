// The dashboard over time: the trend has no gaps while the link is live, even if the page's timers are late, and has
// one after a sleep.
import { expect, test } from 'vitest';
import { encodeHeartbeat, encodeReply, encodeSnapshot, encodeWelcome } from '../../proto/codec.ts';
import {
  makeAccepted,
  makeHeartbeat,
  makeReply,
  makeState,
  makeTrades,
  makeWelcome,
} from '../../tests/support/wire/builders.ts';
import { tradeBatch } from '../../tests/support/clients/client-run.ts';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FakeNetwork } from '../../tests/support/clients/fake-connection.ts';
import { SAMPLE_INTERVAL_MS, type TrendPoints } from '../model/trend.ts';
import { Dashboard } from './dashboard.ts';
import { FailureState } from './failure.svelte.ts';

const HEAD = { epoch: 1, sequence: 10 };

/** A live dashboard that shows S0 at 100. */
function startLiveDashboard() {
  const network = new FakeNetwork();
  const { connect } = network;
  const clock = new FakeClock();
  const diagnose = () => Promise.resolve(undefined);
  const failure = new FailureState('http://feed/assets/');
  const ports = { clock, random: () => 0, connect, diagnose, storage: undefined, failure };
  const dashboard = new Dashboard({ url: 'http://feed', foreign: false, ...ports });
  const connection = () => network.latest;
  const sendWelcome = (): void =>
    connection().emit('welcome', encodeWelcome(makeWelcome({ head: HEAD, serverTime: clock.now() })));
  dashboard.watchlist.add('S0');
  dashboard.start();
  sendWelcome();
  const accepted = [makeAccepted(0), makeAccepted(0, { mode: 'tape' })];
  connection()
    .lastRequest('subscribe')
    .reply(encodeReply(makeReply({ accepted, head: HEAD })));
  connection().emit(
    'snapshot',
    encodeSnapshot({ intervalMs: 0, at: HEAD, states: [makeState({ trades: makeTrades() })] }),
  );
  const sendHeartbeat = (sequence = 10): void => {
    const range = { after: sequence, through: sequence, head: sequence };
    connection().emit('heartbeat', encodeHeartbeat(makeHeartbeat({ ...range, serverTime: clock.now() })));
  };
  const trend = (): TrendPoints => dashboard.board.row('S0').trend;
  const resume = (): void => {
    sendWelcome();
    connection()
      .lastRequest('resume')
      .reply(encodeReply(makeReply({ accepted, head: HEAD })));
  };
  return { dashboard, clock, connection, sendHeartbeat, trend, resume };
}

test('has no gap while the link is live, even if no timer of the page fires for a minute', () => {
  const { clock, sendHeartbeat, trend, connection } = startLiveDashboard();
  clock.advance(SAMPLE_INTERVAL_MS);
  sendHeartbeat();
  const before = trend().length;
  for (let second = 0; second < 60; second++) {
    clock.sleep(1_000);
    if (second === 30) connection().emit('batch', tradeBatch(10));
    sendHeartbeat(second < 30 ? 10 : 11);
  }
  const added = trend().slice(before);
  expect(added).toHaveLength(30);
  expect(new Set(added)).toEqual(new Set([100, 101]));
  expect(added.lastIndexOf(100)).toBeLessThan(added.indexOf(101));
});

test('has a gap as long as the machine slept, and is not live until the feed is back', () => {
  const { dashboard, clock, sendHeartbeat, trend, resume } = startLiveDashboard();
  for (let second = 0; second < 10; second++) {
    clock.advance(1_000);
    sendHeartbeat();
  }
  const before = trend().length;
  clock.sleep(60_000);
  clock.advance(250);
  expect(dashboard.client.link.kind).toBe('checking');
  clock.advance(1_500);
  expect(dashboard.client.link.kind).toBe('connecting');
  resume();
  for (let second = 0; second < 6; second++) {
    clock.advance(1_000);
    sendHeartbeat();
  }
  const added = trend().slice(before);
  expect(added.length).toBeGreaterThanOrEqual(32);
  expect(added.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => undefined));
  expect(added.at(-1)).toBe(100);
});
