// A clock that moves only when a test moves it, for both sides of the wire.

interface Task {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export class FakeClock {
  #now: number;
  /** By how much the system's clock was set. */
  #adjustedBy = 0;
  /** For how long the monotonic clock stood still. */
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

  /** Somebody sets the system's clock, forward or back. */
  set(ms: number): void {
    this.#adjustedBy += ms;
  }

  /** As timers do, rings on whole milliseconds. */
  after(ms: number, run: () => void): () => void {
    const task = { at: Math.ceil(this.#now + ms), order: this.#order++, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((t) => t.order !== task.order);
    };
  }

  /** Lets `ms` milliseconds pass, running what falls due in the order of its time. */
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
   * `ms` milliseconds pass in which nothing runs and timers stand still, as while a machine sleeps. The monotonic clock goes on, as
   * on Windows, or stands, as on Linux and macOS.
   */
  sleep(ms: number, monotonic: 'goes on' | 'stands' = 'goes on'): void {
    if (monotonic === 'stands') this.#suspendedMs += ms;
    this.#now += ms;
    this.#tasks = this.#tasks.map((t) => ({ ...t, at: t.at + ms }));
  }

  /** Tasks waiting. */
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
