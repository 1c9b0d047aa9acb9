// The feed client on a machine that sleeps: it does not present old data as live, and keeps a link that is still open.
import { describe, expect, it } from 'vitest';
import { encodeHeartbeat, encodeInstruments, encodeWelcome } from '../proto/codec.ts';
import { makeHeartbeat, makeInstruments, makeWelcome } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';

const NIGHT_MS = 8 * 3_600_000;

/** Returns a list to which the kind of link is added with every status event. */
function collectLinkKinds({ client }: ClientRun): string[] {
  const links: string[] = [];
  client.on('status', () => links.push(client.link.kind));
  return links;
}

/** Delivers a heartbeat with the time `serverTime`. */
function deliverHeartbeat({ network }: ClientRun, serverTime: number): void {
  const at = { after: 10, through: 10, head: 10 };
  network.latest.emit('heartbeat', encodeHeartbeat(makeHeartbeat({ ...at, serverTime })));
}

describe.each(['continues', 'stops'] as const)(
  'FeedClient, after a sleep in which the monotonic clock %s',
  (monotonic) => {
    it.each<[string, (run: ClientRun) => void]>([
      ['the page checks the clock', ({ client }) => client.checkClock()],
      ['a batch from before the sleep arrives', (run) => run.trade(10)],
      [
        'a reply from before the sleep arrives',
        ({ network }) => network.latest.lastRequest('instruments').reply(encodeInstruments(makeInstruments(1))),
      ],
      ['a timer fires', ({ clock }) => clock.advance(1_000)],
      ['the app reports the wake-up', ({ client }) => client.handleWake()],
    ])('is not live once %s, and drops the link if it stays silent', (_, act) => {
      const run = ClientRun.live();
      const { clock, network } = run;
      const before = run.client.now;
      clock.advance(100);
      const links = collectLinkKinds(run);
      clock.sleep(NIGHT_MS, monotonic);
      act(run);
      expect(new Set(links)).toEqual(new Set(['checking']));
      expect(run.client.status.outage).toEqual({ asOf: before, why: 'this machine slept' });
      clock.advance(2_500);
      expect(network.connections.length).toBeGreaterThan(1);
      expect(network.open).toEqual([network.latest]);
      expect(links).not.toContain('live');
    });

    it('reports how long it was down once it has reconnected', () => {
      const run = ClientRun.live();
      const { clock, network, client } = run;
      clock.advance(900);
      deliverHeartbeat(run, 1_900);
      clock.sleep(NIGHT_MS, monotonic);
      client.checkClock();
      clock.advance(2_500);
      const serverTime = 1_900 + NIGHT_MS + 2_500;
      network.latest.emit('welcome', encodeWelcome(makeWelcome({ head: { epoch: 1, sequence: 10 }, serverTime })));
      run.reply('resume');
      expect(client.link.kind).toBe('live');
      expect(client.status.lastRecovery?.downMs).toBe(NIGHT_MS + 2_500);
    });

    it('keeps an open link, and is live once it has caught up', () => {
      const run = ClientRun.live();
      const { clock, network, client } = run;
      clock.advance(1_000);
      deliverHeartbeat(run, 2_000);
      const links = collectLinkKinds(run);
      clock.sleep(20_000, monotonic);
      // Messages sent during the sleep arrive at once.
      for (let second = 1; second <= 20; second++) {
        clock.advance(1);
        deliverHeartbeat(run, 2_000 + 1_000 * second);
      }
      clock.advance(980);
      deliverHeartbeat(run, 23_000);
      expect(links[0]).toBe('checking');
      expect(client.link.kind).toBe('live');
      expect(client.status.lastRecovery).toBeUndefined();
      expect(network.connections).toHaveLength(1);
    });
  },
);

describe('FeedClient on a machine that is awake', () => {
  it('does not mistake a pause of two heartbeats, or late timers while messages arrive, for sleep', () => {
    const run = ClientRun.live();
    run.clock.sleep(2_000);
    run.client.checkClock();
    for (let i = 0; i < 60; i++) {
      run.clock.sleep(1_000);
      run.trade(10 + i);
    }
    run.client.checkClock();
    expect(run.client.link.kind).toBe('live');
    expect(run.network.connections).toHaveLength(1);
  });
});
