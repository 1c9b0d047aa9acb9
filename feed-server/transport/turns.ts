// Shares the event loop among connections: so much work for them in one turn, the rest in the next ones, in order.

/** Units of the budget that one turn may take, about 5 ms: what others wait at most before they are served in between. */
const TURN_UNITS = 5_000;

/** Does a piece of work. Returns what it cost, in units of the budget. */
export type Task = () => number;

export class Turns {
  #queue: Task[] = [];
  #spent = 0;
  #armed = false;
  readonly #nextSoon = (): void => {
    this.#next();
  };

  /** Does `task` at once where this turn has room for it and nothing waits, else in a later one. */
  take(task: Task): void {
    if (this.#queue.length === 0 && this.#spent < TURN_UNITS) this.#spent += task();
    else this.#queue.push(task);
    this.#arm();
  }

  /** Does `task` in a later turn. */
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
    // What is added meanwhile is for the turn after this one.
    this.#queue = [];
    let done = 0;
    while (done < due.length && this.#spent < TURN_UNITS) this.#spent += (due[done++] as Task)();
    if (done < due.length) this.#queue = [...due.slice(done), ...this.#queue];
    if (this.#queue.length > 0) this.#arm();
  }
}
