// When lanes are served: what is due, the timer for it, and longer intervals under load.
import type { Clock } from '../time/clock.ts';
import { DueList } from './due-list.ts';
import { LoadShedder } from './load-shedder.ts';
import { dueAt } from './pace.ts';
import { IDLE, type Lane } from './subscriber.ts';

export interface SchedulerOptions {
  readonly clock: Clock;
  /** Brings everything up to the head of the log before what is due is served. */
  readonly publish: () => void;
  /** Serves a lane that is due. `now`: clock time, milliseconds. */
  readonly serve: (lane: Lane, now: number) => void;
  /** Called when everything due has been sent, so that buffered bytes can be written. */
  readonly sent: () => void;
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
    else this.#noteServed(now);
  }

  /** Takes a lane off the due list, because it is served or blocked now. */
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
    let late: number | undefined;
    for (const lane of this.#due.take(now)) {
      const { service } = lane;
      if (service.kind !== 'due' || service.at > now) continue;
      late = Math.min(late ?? Infinity, now - service.at);
      serve(lane, now);
    }
    this.#noteServed(now, late);
    this.#armTimer(now);
  }

  /** Handing bytes to the system is most of the cost of serving, so it counts as serving. */
  #noteServed(from: number, late?: number): void {
    this.#options.sent();
    this.#shedder.note(from, this.#options.clock.now(), late);
  }
}
