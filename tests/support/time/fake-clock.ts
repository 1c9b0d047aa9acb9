// A clock that only the test advances, for server and client.

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class FakeClock {
  #now: number;
  /** By how much the wall clock was adjusted. */
  #adjustedBy = 0;
  /** How long the monotonic clock was stopped. */
  #suspendedMs = 0;
  #order = 0;
  #tasks: Task[] = [];

  /** `start`: milliseconds since 1970-01-01 UTC. */
  constructor(start = Date.UTC(2025, 0, 6, 15)) {
    this.#now = start;
  }

  now(): number {
    return this.#now + this.#adjustedBy;
  }

  monotonic(): number {
    return this.#now - this.#suspendedMs;
  }

  /** Adjusts the wall clock by `ms`, forward or back. */
  adjust(ms: number): void {
    this.#adjustedBy += ms;
  }

  /** Calls `run` after `ms`, on a whole millisecond like real timers. Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void {
    const task = { at: Math.ceil(this.#now + ms), order: this.#order++, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((t) => t.order !== task.order);
    };
  }

  /** Advances by `ms` and runs due tasks in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#soonest();
      if (!next || next.at > end) break;
      this.#tasks = this.#tasks.filter((t) => t !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /**
   * Suspends for `ms`: nothing runs and timers stop, as while a machine sleeps. The monotonic clock continues, as on Windows, or
   * stops, as on Linux and macOS.
   */
  sleep(ms: number, monotonic: 'continues' | 'stops' = 'continues'): void {
    if (monotonic === 'stops') this.#suspendedMs += ms;
    this.#now += ms;
    this.#tasks = this.#tasks.map((t) => ({ ...t, at: t.at + ms }));
  }

  /** Number of tasks not yet run. */
  get pending(): number {
    return this.#tasks.length;
  }

  #soonest(): Task | undefined {
    let soonest: Task | undefined;
    for (const task of this.#tasks)
      if (!soonest || task.at < soonest.at || (task.at === soonest.at && task.order < soonest.order)) soonest = task;
    return soonest;
  }
}
