// Heartbeat delays with clocks that differ, drift, are slewed and are set: only real delay counts.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { BEHIND_LIMIT_MS, DelayMeter } from './delays.ts';

/** A link with heartbeats. The clock at either end may be wrong. All times in milliseconds. */
class SimulatedLink {
  readonly heartbeatMs: number;
  /** How much faster the local clock runs, as a share of real time. */
  drift = 0;
  /** The server's clock minus the true time. */
  serverOffset: number;
  /** The transit time of a message sent now. */
  delayMs = 20;
  #realMs = 0;
  #localMs = 5_000_000;
  #arrivedAt = 0;
  readonly #delays = new DelayMeter();

  constructor(heartbeatMs = 1_000, serverOffset = 0) {
    this.heartbeatMs = heartbeatMs;
    this.serverOffset = serverOffset;
    this.#delays.onWelcome(serverOffset, this.#localMs + this.delayMs);
  }

  /** Sends and delivers the next heartbeat. Returns its measured delay. */
  deliverHeartbeat(): number {
    this.#realMs += this.heartbeatMs;
    const serverTime = this.#realMs + this.serverOffset;
    // Heartbeats arrive in order, whatever their transit times.
    const arrivedAt = Math.max(this.#arrivedAt, this.#realMs + this.delayMs);
    this.#localMs += (arrivedAt - this.#arrivedAt) * (1 + this.drift);
    this.#arrivedAt = arrivedAt;
    return this.#delays.onHeartbeat(serverTime, this.#localMs, this.heartbeatMs);
  }

  /** Delivers heartbeats for `seconds`, and calls `beforeEach` before each. Returns the greatest measured delay. */
  run(seconds: number, beforeEach: (second: number) => void = () => undefined): number {
    let maxDelay = 0;
    for (let beats = 0; beats < (seconds * 1_000) / this.heartbeatMs; beats++) {
      beforeEach((beats * this.heartbeatMs) / 1_000);
      maxDelay = Math.max(maxDelay, this.deliverHeartbeat());
    }
    return maxDelay;
  }
}

describe('a punctual link is not late', () => {
  it.each<[string, (link: SimulatedLink) => number]>([
    ['if the clocks differ by an hour', (link) => ((link.serverOffset = 3_600_000), link.run(600))],
    [
      "if the server's clock is set back before its first heartbeat",
      (link) => ((link.serverOffset = -3_600_000), link.run(60)),
    ],
    ['if the local clock is 1 % fast', (link) => ((link.drift = 0.01), link.run(3_600))],
    ['if the local clock is 1 % slow', (link) => ((link.drift = -0.01), link.run(3_600))],
    ['if the local clock becomes fast', (link) => (link.run(600), (link.drift = 0.002), link.run(3_600))],
    ['if the server clock is slewed back', (link) => link.run(2_000, () => (link.serverOffset -= 0.5))],
    ['if the server clock is slewed forward', (link) => link.run(2_000, () => (link.serverOffset += 0.5))],
    ...[-3_600_000, -60_000, -5_000, -2_500, 2_500, 5_000, 60_000, 3_600_000].map(
      (ms): [string, (link: SimulatedLink) => number] => [
        `if the server clock is set by ${ms} ms and back again`,
        (link) => {
          link.run(200);
          link.serverOffset += ms;
          const whileSet = link.run(200);
          link.serverOffset -= ms;
          return Math.max(whileSet, link.run(200));
        },
      ],
    ),
    [
      'if the transit time varies',
      (link) => link.run(600, (second) => (link.delayMs = 20 + ((second * 7919) % 1_500))),
    ],
  ])('%s', (_, run) => {
    expect(run(new SimulatedLink())).toBeLessThan(BEHIND_LIMIT_MS);
  });

  it.each([50, 300, 10_000, 60_000])(
    "if heartbeats come every %i ms and the server's clock is set back",
    (heartbeatMs) => {
      for (const share of [0.6, 1, 3, 100]) {
        const link = new SimulatedLink(heartbeatMs);
        link.run((20 * heartbeatMs) / 1_000);
        link.serverOffset -= Math.max(2_500, share * heartbeatMs);
        expect(link.run((20 * heartbeatMs) / 1_000), `by ${share} heartbeats`).toBeLessThan(BEHIND_LIMIT_MS);
      }
    },
  );
});

describe('a late link is late', () => {
  it.each([
    { ms: 3_000, heartbeatMs: 1_000 },
    { ms: 5_000, heartbeatMs: 1_000 },
    { ms: 60_000, heartbeatMs: 1_000 },
    { ms: 5_000, heartbeatMs: 50 },
    { ms: 5_000, heartbeatMs: 60_000 },
  ])('by $ms ms from one heartbeat to the next, every $heartbeatMs ms', ({ ms, heartbeatMs }) => {
    const link = new SimulatedLink(heartbeatMs);
    link.run((100 * heartbeatMs) / 1_000);
    link.delayMs += ms;
    for (let beats = 0; beats < Math.min(20, 600_000 / heartbeatMs); beats++) {
      const behindMs = link.deliverHeartbeat();
      expect(behindMs).toBeGreaterThan(Math.max(BEHIND_LIMIT_MS, 0.6 * ms));
      expect(behindMs).toBeLessThanOrEqual(ms + 1);
    }
    link.delayMs -= ms;
    link.run((3 * ms) / 1_000 + heartbeatMs / 1_000);
    expect(link.deliverHeartbeat()).toBeLessThan(BEHIND_LIMIT_MS);
  });

  it('for as long as the delay lasts, once the drift of the clocks is known', () => {
    const link = new SimulatedLink();
    link.run(300);
    link.delayMs += 5_000;
    link.run(600);
    expect(link.deliverHeartbeat()).toBeGreaterThan(BEHIND_LIMIT_MS);
  });

  it('even if the delay only grows by a tenth of the elapsed time', () => {
    const link = new SimulatedLink();
    link.run(120);
    link.run(60, () => (link.delayMs += 100));
    expect(link.deliverHeartbeat()).toBeGreaterThan(4_000);
  });

  it('even with a fast clock', () => {
    const link = new SimulatedLink();
    link.drift = 0.01;
    link.run(300);
    link.delayMs += 4_000;
    expect(link.deliverHeartbeat()).toBeGreaterThan(3_000);
  });
});

it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
  'distinguishes delay from clock changes: seed %i',
  (seed) => {
    const dice = new Dice(seed);
    const link = new SimulatedLink(dice.pick([300, 1_000, 5_000]), dice.below(10_000_000) - 5_000_000);
    link.drift = (dice.below(20) - 10) / 1_000;
    for (let minute = 0; minute < 30; minute++) {
      const lateMs = dice.chance(0.3) ? 4_000 + dice.below(30_000) : 0;
      link.delayMs = 20 + lateMs;
      const measured = link.run(60, () => {
        if (lateMs === 0 && dice.chance(0.01)) link.serverOffset += dice.below(8_000_000) - 4_000_000;
      });
      if (lateMs === 0) continue;
      expect(measured, `${lateMs} ms late in minute ${minute}`).toBeGreaterThan(BEHIND_LIMIT_MS);
      link.delayMs = 20;
      // Delayed messages arrive, and the following ones are on time.
      link.run(lateMs / 1_000 + 10);
      expect(link.run(30)).toBeLessThan(BEHIND_LIMIT_MS);
    }
  },
);
