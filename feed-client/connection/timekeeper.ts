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
   * Call it often. Returns whether the machine may have slept, or its clock may have been set, since the last call. `silenceMs`:
   * the longest silence of a link that is trusted.
   */
  mayHaveSlept(silenceMs: number): boolean {
    const slept = this.#sleep.hasSlept(this.#clock.monotonic(), silenceMs);
    return this.#time.detectJump() || slept;
  }

  /** A new link has been welcomed, at `serverTime`, milliseconds since 1970-01-01 UTC. */
  welcome(serverTime: number): void {
    this.#resolveJump(serverTime);
    this.#delays.welcome(serverTime, this.now);
  }

  /**
   * A heartbeat arrived, sent at `serverTime`. Returns how late it is, milliseconds; undefined if it is not `regular`: heartbeats
   * of lanes other than the own one may be late.
   */
  heartbeat(serverTime: number, heartbeatMs: number, regular: boolean): number | undefined {
    this.#resolveJump(serverTime);
    return regular ? this.#delays.heartbeat(serverTime, this.now, heartbeatMs) : undefined;
  }

  /** If the clocks of this machine have diverged, the server's time shows why. */
  #resolveJump(serverTime: number): void {
    const expected = this.#delays.expectedServerTime(this.now);
    this.#time.resolveJump(expected === undefined ? undefined : serverTime - expected);
  }
}
