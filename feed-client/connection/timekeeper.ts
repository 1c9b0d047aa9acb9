// The client's view of time: its local time, whether the machine slept, and how late messages are.
import type { Clock } from './clock.ts';
import { DelayMeter } from './delays.ts';
import { LocalTime, SleepDetector } from './local-time.ts';

export class Timekeeper {
  readonly #clock: Clock;
  readonly #time: LocalTime;
  readonly #sleep = new SleepDetector();
  readonly #delays = new DelayMeter();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#time = new LocalTime(clock);
  }

  /** Local time, milliseconds. */
  get now(): number {
    return this.#time.now;
  }

  /** System time minus local time, milliseconds. */
  get offset(): number {
    return this.#time.offset;
  }

  /**
   * Call it often. Returns whether the machine may have slept, or its clock may have been set, since the last call.
   * `maxSilenceMs`: the longest silence after which a link is still trusted.
   */
  detectSleep(maxSilenceMs: number): boolean {
    const slept = this.#sleep.detectSleep(this.#clock.monotonic(), maxSilenceMs);
    return this.#time.detectJump() || slept;
  }

  /** A new link has been welcomed, at `serverTime`, milliseconds since 1970-01-01 UTC. */
  onWelcome(serverTime: number): void {
    this.#resolveJump(serverTime);
    this.#delays.onWelcome(serverTime, this.now);
  }

  /**
   * A heartbeat arrived, sent at `serverTime`. Returns how late it is, milliseconds; undefined unless `isDefaultLane`:
   * the server may send heartbeats of other lanes late.
   */
  onHeartbeat(serverTime: number, heartbeatMs: number, isDefaultLane: boolean): number | undefined {
    this.#resolveJump(serverTime);
    return isDefaultLane ? this.#delays.onHeartbeat(serverTime, this.now, heartbeatMs) : undefined;
  }

  /** If the clocks of this machine have diverged, finds out why from the server's time. */
  #resolveJump(serverTime: number): void {
    const expected = this.#delays.expectedServerTime(this.now);
    this.#time.resolveJump(expected === undefined ? undefined : serverTime - expected);
  }
}
