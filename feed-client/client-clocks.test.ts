// The feed client with clocks that are wrong, drift and are set: an open link stays live, without an outage.
import { describe, expect, it } from 'vitest';
import { encodeHeartbeat } from '../proto/codec.ts';
import { makeHeartbeat } from '../tests/support/wire/builders.ts';
import { ClientRun } from '../tests/support/clients/client-run.ts';
import { Dice } from '../tests/support/random/seeded.ts';

const HOUR_MS = 3_600_000;

/** A live client on a link without delay, with heartbeats once a second of real time. */
class ClockRun {
  readonly run = ClientRun.live();
  readonly linkKinds = new Set<string>();
  /** How much faster the local clocks run, as a share of real time. */
  drift = 0;
  serverOffset = 0;
  #realMs = 0;

  constructor() {
    const { client } = this.run;
    client.on('status', () => this.linkKinds.add(client.link.kind));
  }

  /** Advances by whole seconds, with a heartbeat at the end of each. */
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      this.#realMs += 1_000;
      this.run.clock.advance(1_000 * (1 + this.drift));
      this.deliverHeartbeat();
    }
  }

  /** Lets the machine sleep: the monotonic clock stops, and the link stays open. */
  sleep(ms: number): void {
    this.#realMs += ms;
    this.run.clock.sleep(ms, 'stops');
  }

  deliverHeartbeat(): void {
    // The server time of the welcome was 1,000.
    const serverTime = 1_000 + this.#realMs + this.serverOffset;
    const heartbeat = makeHeartbeat({ after: 10, through: 10, head: 10, serverTime });
    this.run.network.latest.emit('heartbeat', encodeHeartbeat(heartbeat));
  }

  /** Expects one connection, no outage, and exactly these kinds of link since the start. */
  expectNoOutage(...kinds: string[]): void {
    const { client, network } = this.run;
    expect([...this.linkKinds].sort()).toEqual(kinds.sort());
    expect(client.link.kind).toBe('live');
    expect(client.status).toMatchObject({ outage: undefined, lastRecovery: undefined });
    expect(network.connections).toHaveLength(1);
  }
}

describe('FeedClient on an open link', () => {
  it.each<[string, (clocks: ClockRun) => void]>([
    ['the server clock is set back by an hour', (clocks) => (clocks.serverOffset -= HOUR_MS)],
    ['the server clock is set forward by an hour', (clocks) => (clocks.serverOffset += HOUR_MS)],
    ['the server clock is set back by three seconds', (clocks) => (clocks.serverOffset -= 3_000)],
    ['the local clock is set back by an hour', ({ run }) => run.clock.adjust(-HOUR_MS)],
    ['the local clock is 1 % fast', (clocks) => (clocks.drift = 0.01)],
    ['the local clock is 1 % slow', (clocks) => (clocks.drift = -0.01)],
    ['a person unlocks the screen', ({ run }) => run.client.nudge()],
  ])('stays live if %s', (_, act) => {
    const clocks = new ClockRun();
    clocks.pass(20);
    act(clocks);
    clocks.pass(900);
    clocks.expectNoOutage('live');
  });

  it('checks the link if the local clock is set forward, and then shows times of the new clock', () => {
    const clocks = new ClockRun();
    const { client, clock } = clocks.run;
    clocks.pass(20);
    const { now } = client;
    clock.adjust(HOUR_MS);
    client.checkClock();
    expect(client.link.kind).toBe('checking');
    clocks.pass(1);
    expect(client.status.clockOffset).toBe(HOUR_MS);
    expect(client.now - now).toBe(1_000);
    clock.adjust(-HOUR_MS);
    clocks.pass(20);
    expect(client.status.clockOffset).toBe(0);
    clocks.expectNoOutage('live', 'checking');
  });

  it('counts a sleep even if the link stays open', () => {
    const clocks = new ClockRun();
    const { client } = clocks.run;
    clocks.pass(20);
    const { now } = client;
    clocks.sleep(20_000);
    clocks.pass(1);
    expect(client.now - now).toBe(21_000);
    expect(client.status.clockOffset).toBe(0);
    clocks.expectNoOutage('live', 'checking');
  });

  it.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
    'is live one heartbeat after any clock change or sleep, and counts real time: seed %i',
    (seed) => {
      const dice = new Dice(seed);
      const clocks = new ClockRun();
      const { client, clock } = clocks.run;
      clocks.drift = (dice.below(20) - 10) / 1_000;
      clocks.pass(5);
      const randomStepMs = (): number => (dice.below(2) === 0 ? 1 : -1) * (3_000 + dice.below(HOUR_MS));
      for (let i = 0; i < 100; i++) {
        const before = client.now;
        const change = dice.pick(['server', 'clock', 'sleep', 'nothing']);
        const sleptMs = change === 'sleep' ? 5_000 + dice.below(30_000) : 0;
        if (change === 'server') clocks.serverOffset += randomStepMs();
        if (change === 'clock') clock.adjust(randomStepMs());
        clocks.sleep(sleptMs);
        const seconds = 1 + dice.below(20);
        clocks.pass(seconds);
        expect(client.link.kind, `after ${change} ${i}`).toBe('live');
        expect(Math.abs(client.now - before - sleptMs - seconds * 1_000), `${change} ${i}`).toBeLessThan(1_500);
      }
      expect(client.status).toMatchObject({ outage: undefined, lastRecovery: undefined });
      expect(clocks.run.network.connections).toHaveLength(1);
    },
  );
});
