// Everything the client knows about time: its local time, whether the machine slept, and how late messages are.
import type { Clock } from './clock.ts';
import { DelayMeter } from './delays.ts';
import { LocalTime, SleepWatch } from './local-time.ts';

export class Timekeeper {
  readonly #clock: Clock;
  readonly #time: LocalTime;
  readonly #sleep = new SleepWatch();
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
   * the longest silence of a link that is believed.
   */
  mayHaveSlept(silenceMs: number): boolean {
    const slept = this.#sleep.slept(this.#clock.monotonic(), silenceMs);
    return this.#time.look() || slept;
  }

  /** A new link begins with a message sent at `serverTime`, milliseconds since 1970-01-01 UTC. */
  welcome(serverTime: number): void {
    this.#settle(serverTime);
    this.#delays.welcome(serverTime, this.now);
  }

  /**
   * A heartbeat was sent at `serverTime`. Returns how late it is, milliseconds; undefined if that is not measured, because it is
   * not `regular`: heartbeats of lanes other than the own one may be late.
   */
  heartbeat(serverTime: number, heartbeatMs: number, regular: boolean): number | undefined {
    this.#settle(serverTime);
    return regular ? this.#delays.heartbeat(serverTime, this.now, heartbeatMs) : undefined;
  }

  /** If the clocks of this machine have diverged, the server's time tells why. */
  #settle(serverTime: number): void {
    const expected = this.#delays.expectedServerTime(this.now);
    this.#time.settle(expected === undefined ? undefined : serverTime - expected);
  }
}
