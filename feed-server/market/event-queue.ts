// Merges many event streams by time: a binary heap with one time per stream. If times are equal, the lower stream
// number comes first.

export class EventQueue {
  readonly #times: number[] = [];
  readonly #streams: number[] = [];

  /** When the next event occurs; Infinity if there is none. */
  get nextTime(): number {
    return this.#times[0] ?? Infinity;
  }

  /** The stream of the next event; undefined if there is none. */
  get nextStream(): number | undefined {
    return this.#streams[0];
  }

  add(stream: number, time: number): void {
    this.#times.push(time);
    this.#streams.push(stream);
    this.#siftUp(this.#times.length - 1);
  }

  /** Call after processing the next event. `time`: of the event that follows it in its stream. */
  reschedule(time: number): void {
    this.#times[0] = time;
    this.#siftDown();
  }

  /** Call after processing the next event, if it was the last of its stream. */
  remove(): void {
    const time = this.#times.pop();
    const stream = this.#streams.pop();
    if (time === undefined || stream === undefined || this.#times.length === 0) return;
    this.#times[0] = time;
    this.#streams[0] = stream;
    this.#siftDown();
  }

  #comesBefore(i: number, j: number): boolean {
    const a = this.#times[i];
    const b = this.#times[j];
    return a < b || (a === b && this.#streams[i] < this.#streams[j]);
  }

  #swap(i: number, j: number): void {
    const time = this.#times[i];
    const stream = this.#streams[i];
    this.#times[i] = this.#times[j];
    this.#streams[i] = this.#streams[j];
    this.#times[j] = time;
    this.#streams[j] = stream;
  }

  #siftUp(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#comesBefore(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #siftDown(): void {
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let first = i;
      if (left < this.#times.length && this.#comesBefore(left, first)) first = left;
      if (right < this.#times.length && this.#comesBefore(right, first)) first = right;
      if (first === i) return;
      this.#swap(i, first);
      i = first;
    }
  }
}
