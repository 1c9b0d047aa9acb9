// Shares the event loop among connections: runs a limited amount of work in each turn, in order.

/** The units of work after which a turn starts no more tasks: about 5 ms, so that everything else can run in between. */
const TURN_UNITS = 5_000;

/** A piece of work. Returns its cost in units of the budget. */
export type Task = () => number;

export class TaskQueue {
  #queue: Task[] = [];
  #spentUnits = 0;
  #isScheduled = false;
  readonly #runNextTurn = (): void => {
    this.#runTurn();
  };

  /** Runs `task` at once if this turn has room and no task waits, otherwise in a later turn. */
  run(task: Task): void {
    if (this.#queue.length === 0 && this.#spentUnits < TURN_UNITS) this.#spentUnits += task();
    else this.#queue.push(task);
    this.#scheduleTurn();
  }

  /** Runs `task` in a later turn. */
  defer(task: Task): void {
    this.#queue.push(task);
    this.#scheduleTurn();
  }

  #scheduleTurn(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(this.#runNextTurn);
  }

  #runTurn(): void {
    this.#isScheduled = false;
    this.#spentUnits = 0;
    const due = this.#queue;
    // Tasks added meanwhile wait for the next turn.
    this.#queue = [];
    let started = 0;
    while (started < due.length && this.#spentUnits < TURN_UNITS) this.#spentUnits += (due[started++] as Task)();
    if (started < due.length) this.#queue = [...due.slice(started), ...this.#queue];
    if (this.#queue.length > 0) this.#scheduleTurn();
  }
}
