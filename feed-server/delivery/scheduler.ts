// Decides when lanes are served: keeps those that are due, with a timer, and lengthens intervals under load.
import type { Clock } from '../time/clock.ts';
import { DueList } from './due-list.ts';
import { LoadShedder } from './load-shedder.ts';
import { dueAt } from './pace.ts';
import { IDLE, type Lane } from './subscriber.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  /** Makes lanes due for new ticks. Called before the lanes that are due are served. */
  readonly publish: () => void;
  /** Serves a lane that is due. `now`: clock time, milliseconds. */
  readonly serve: (lane: Lane, now: number) => void;
  /** Called when everything due has been sent, so that buffered bytes can be written. */
  readonly onSent: () => void;
}

export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #due = new DueList();
  readonly #shedder: LoadShedder;
  #timer: { readonly at: number; readonly cancel: () => void } | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#shedder = new LoadShedder(options.clock.now());
  }

  /** Multiplies all intervals: 1, or more if there is not enough time to keep them. */
  get backoffFactor(): number {
    return this.#shedder.backoffFactor;
  }

  /** Serves a lane that has something new: at once, or when its interval is over. */
  serveSoon(lane: Lane, now: number): void {
    const at = dueAt(lane, now, this.#shedder.backoffFactor);
    if (at <= now) {
      this.#options.serve(lane, now);
      return;
    }
    lane.service = { kind: 'due', at };
    this.#due.add(lane, at);
    this.#armTimer(now);
  }

  /** Call after ticks were published at `now`. Also serves what is due by then, which is cheaper than waiting for the timer. */
  published(now: number): void {
    if (this.#due.earliest <= now) this.#serveDue();
    else this.#finishServing(now);
  }

  /** Takes a lane off the due list, because it is being served or blocked. */
  remove(lane: Lane): void {
    if (lane.service.kind === 'due') this.#due.remove(lane, lane.service.at);
  }

  /** Makes a lane idle. */
  settle(lane: Lane): void {
    this.remove(lane);
    lane.service = IDLE;
  }

  /** Call when nobody is left to serve. */
  clear(): void {
    this.#due.clear();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #armTimer(now: number): void {
    const at = this.#due.earliest;
    if (at === Infinity || (this.#timer && this.#timer.at <= at)) return;
    this.#timer?.cancel();
    const cancel = this.#options.clock.after(Math.max(0, at - now), () => {
      this.#timer = undefined;
      this.#serveDue();
    });
    this.#timer = { at, cancel };
  }

  #serveDue(): void {
    const { clock, publish, serve } = this.#options;
    publish();
    const now = clock.now();
    let leastLateMs: number | undefined;
    for (const lane of this.#due.take(now)) {
      const { service } = lane;
      if (service.kind !== 'due' || service.at > now) continue;
      leastLateMs = Math.min(leastLateMs ?? Infinity, now - service.at);
      serve(lane, now);
    }
    this.#finishServing(now, leastLateMs);
    this.#armTimer(now);
  }

  /** Writes buffered bytes, and reports the time spent. Writing is most of the cost of serving, so it counts as serving. */
  #finishServing(from: number, leastLateMs?: number): void {
    this.#options.onSent();
    this.#shedder.recordServing(from, this.#options.clock.now(), leastLateMs);
  }
}
