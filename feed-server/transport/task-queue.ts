// Shares the event loop among connections: runs a limited amount of work in each turn, in order.

/** Units after which a turn starts no more work, about 5 ms, so that everything else can run in between. */
const TURN_UNITS = 5_000;

/** Returns its cost in units of the budget. */
export type Task = () => number;

export class TaskQueue {
  #queue: Task[] = [];
  #spent = 0;
  #armed = false;
  readonly #runNextTurn = (): void => {
    this.#runTurn();
  };

  /** Runs `task` at once if this turn has room and no task waits, otherwise in a later turn. */
  run(task: Task): void {
    if (this.#queue.length === 0 && this.#spent < TURN_UNITS) this.#spent += task();
    else this.#queue.push(task);
    this.#arm();
  }

  /** Runs `task` in a later turn. */
  defer(task: Task): void {
    this.#queue.push(task);
    this.#arm();
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    setImmediate(this.#runNextTurn);
  }

  #runTurn(): void {
    this.#armed = false;
    this.#spent = 0;
    const due = this.#queue;
    // Tasks added meanwhile wait for the next turn.
    this.#queue = [];
    let done = 0;
    while (done < due.length && this.#spent < TURN_UNITS) this.#spent += (due[done++] as Task)();
    if (done < due.length) this.#queue = [...due.slice(done), ...this.#queue];
    if (this.#queue.length > 0) this.#arm();
  }
}
