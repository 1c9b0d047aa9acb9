// Heartbeat delays with clocks that differ, drift, are slewed and are set: only real delay counts.
import { describe, expect, it } from 'vitest';
import { Dice } from '../../tests/support/random/seeded.ts';
import { BEHIND_LIMIT_MS, DelayMeter } from './delays.ts';

/** A link with heartbeats, and a clock at each end that may be wrong. All times in milliseconds. */
class Wire {
  readonly heartbeatMs: number;
  /** How much faster the local clock runs, as a share of real time. */
  drift = 0;
  /** The server's clock minus the true time. */
  serverOffset: number;
  /** The transit time of a message sent now. */
  delayMs = 20;
  #real = 0;
  #local = 5_000_000;
  #arrivedAt = 0;
  readonly #delays = new DelayMeter();

  constructor(heartbeatMs = 1_000, serverOffset = 0) {
    this.heartbeatMs = heartbeatMs;
    this.serverOffset = serverOffset;
    this.#delays.welcome(serverOffset, this.#local + this.delayMs);
  }

  /** Sends and delivers the next heartbeat. Returns its measured delay. */
  beat(): number {
    this.#real += this.heartbeatMs;
    const serverTime = this.#real + this.serverOffset;
    // Heartbeats arrive in order, whatever their transit times.
    const arrivedAt = Math.max(this.#arrivedAt, this.#real + this.delayMs);
    this.#local += (arrivedAt - this.#arrivedAt) * (1 + this.drift);
    this.#arrivedAt = arrivedAt;
    return this.#delays.heartbeat(serverTime, this.#local, this.heartbeatMs);
  }

  /** The greatest delay measured in the given number of seconds. */
  run(seconds: number, each: (second: number) => void = () => undefined): number {
    let most = 0;
    for (let beats = 0; beats < (seconds * 1_000) / this.heartbeatMs; beats++) {
      each((beats * this.heartbeatMs) / 1_000);
      most = Math.max(most, this.beat());
    }
    return most;
  }
}

describe('a punctual link is not late', () => {
  it.each<[string, (wire: Wire) => number]>([
    ['if the clocks differ by an hour', (wire) => ((wire.serverOffset = 3_600_000), wire.run(600))],
    [
      "if the server's clock is set back before its first heartbeat",
      (wire) => ((wire.serverOffset = -3_600_000), wire.run(60)),
    ],
    ['if the local clock is 1 % fast', (wire) => ((wire.drift = 0.01), wire.run(3_600))],
    ['if the local clock is 1 % slow', (wire) => ((wire.drift = -0.01), wire.run(3_600))],
    ['if the local clock becomes fast', (wire) => (wire.run(600), (wire.drift = 0.002), wire.run(3_600))],
    ['if the server clock is slewed back', (wire) => wire.run(2_000, () => (wire.serverOffset -= 0.5))],
    ['if the server clock is slewed forward', (wire) => wire.run(2_000, () => (wire.serverOffset += 0.5))],
    ...[-3_600_000, -60_000, -5_000, -2_500, 2_500, 5_000, 60_000, 3_600_000].map(
      (ms): [string, (wire: Wire) => number] => [
        `if the server clock is set by ${ms} ms and back again`,
        (wire) => {
          wire.run(200);
          wire.serverOffset += ms;
          const set = wire.run(200);
          wire.serverOffset -= ms;
          return Math.max(set, wire.run(200));
        },
      ],
    ),
    [
      'if the transit time varies',
      (wire) => wire.run(600, (second) => (wire.delayMs = 20 + ((second * 7919) % 1_500))),
    ],
  ])('%s', (_, run) => {
    expect(run(new Wire())).toBeLessThan(BEHIND_LIMIT_MS);
  });

  it.each([50, 300, 10_000, 60_000])(
    "if heartbeats come every %i ms and the server's clock is set back",
    (heartbeatMs) => {
      for (const share of [0.6, 1, 3, 100]) {
        const wire = new Wire(heartbeatMs);
        wire.run((20 * heartbeatMs) / 1_000);
        wire.serverOffset -= Math.max(2_500, share * heartbeatMs);
        expect(wire.run((20 * heartbeatMs) / 1_000), `by ${share} heartbeats`).toBeLessThan(BEHIND_LIMIT_MS);
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
    const wire = new Wire(heartbeatMs);
    wire.run((100 * heartbeatMs) / 1_000);
    wire.delayMs += ms;
    for (let beats = 0; beats < Math.min(20, 600_000 / heartbeatMs); beats++) {
      const behindMs = wire.beat();
      expect(behindMs).toBeGreaterThan(Math.max(BEHIND_LIMIT_MS, 0.6 * ms));
      expect(behindMs).toBeLessThanOrEqual(ms + 1);
    }
    wire.delayMs -= ms;
    wire.run((3 * ms) / 1_000 + heartbeatMs / 1_000);
    expect(wire.beat()).toBeLessThan(BEHIND_LIMIT_MS);
  });

  it('for as long as the delay lasts, once the drift of the clocks is known', () => {
    const wire = new Wire();
    wire.run(300);
    wire.delayMs += 5_000;
    wire.run(600);
    expect(wire.beat()).toBeGreaterThan(BEHIND_LIMIT_MS);
  });

  it('even if the delay only grows by a tenth of the elapsed time', () => {
    const wire = new Wire();
    wire.run(120);
    wire.run(60, () => (wire.delayMs += 100));
    expect(wire.beat()).toBeGreaterThan(4_000);
  });

  it('even with a fast clock', () => {
    const wire = new Wire();
    wire.drift = 0.01;
    wire.run(300);
    wire.delayMs += 4_000;
    expect(wire.beat()).toBeGreaterThan(3_000);
  });
});

it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
  'distinguishes delay from clock changes: seed %i',
  (seed) => {
    const dice = new Dice(seed);
    const wire = new Wire(dice.pick([300, 1_000, 5_000]), dice.below(10_000_000) - 5_000_000);
    wire.drift = (dice.below(20) - 10) / 1_000;
    for (let minute = 0; minute < 30; minute++) {
      const ms = dice.chance(0.3) ? 4_000 + dice.below(30_000) : 0;
      wire.delayMs = 20 + ms;
      const found = wire.run(60, () => {
        if (ms === 0 && dice.chance(0.01)) wire.serverOffset += dice.below(8_000_000) - 4_000_000;
      });
      if (ms === 0) continue;
      expect(found, `${ms} ms late in minute ${minute}`).toBeGreaterThan(BEHIND_LIMIT_MS);
      wire.delayMs = 20;
      // Delayed messages arrive, and the following ones are on time.
      wire.run(ms / 1_000 + 10);
      expect(wire.run(30)).toBeLessThan(BEHIND_LIMIT_MS);
    }
  },
);
