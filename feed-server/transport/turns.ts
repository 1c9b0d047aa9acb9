// Shares the event loop among connections: a limited amount of work in each turn, in order.

/** Units after which a turn begins no more work, about 5 ms, so that everything else is served in between. */
const TURN_UNITS = 5_000;

/** A piece of work. Returns what it cost, in units of the budget. */
export type Task = () => number;

export class Turns {
  #queue: Task[] = [];
  #spent = 0;
  #armed = false;
  readonly #nextSoon = (): void => {
    this.#next();
  };

  /** Runs `task` at once if this turn has room and nothing waits, else in a later turn. */
  take(task: Task): void {
    if (this.#queue.length === 0 && this.#spent < TURN_UNITS) this.#spent += task();
    else this.#queue.push(task);
    this.#arm();
  }

  /** Runs `task` in a later turn. */
  later(task: Task): void {
    this.#queue.push(task);
    this.#arm();
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    setImmediate(this.#nextSoon);
  }

  #next(): void {
    this.#armed = false;
    this.#spent = 0;
    const due = this.#queue;
    // Tasks that are added meanwhile wait for the turn after this one.
    this.#queue = [];
    let done = 0;
    while (done < due.length && this.#spent < TURN_UNITS) this.#spent += (due[done++] as Task)();
    if (done < due.length) this.#queue = [...due.slice(done), ...this.#queue];
    if (this.#queue.length > 0) this.#arm();
  }
}
