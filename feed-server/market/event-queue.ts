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
    this.#rise(this.#times.length - 1);
  }

  /** The next event was processed; its stream's next one is at `time`. */
  reschedule(time: number): void {
    this.#times[0] = time;
    this.#sink();
  }

  /** The next event was processed, and was the last of its stream. */
  remove(): void {
    const time = this.#times.pop();
    const stream = this.#streams.pop();
    if (time === undefined || stream === undefined || this.#times.length === 0) return;
    this.#times[0] = time;
    this.#streams[0] = stream;
    this.#sink();
  }

  #before(i: number, j: number): boolean {
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

  #rise(from: number): void {
    for (let i = from; i > 0;) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #sink(): void {
    for (let i = 0; ;) {
      const left = 2 * i + 1;
      const right = left + 1;
      let least = i;
      if (left < this.#times.length && this.#before(left, least)) least = left;
      if (right < this.#times.length && this.#before(right, least)) least = right;
      if (least === i) return;
      this.#swap(i, least);
      i = least;
    }
  }
}
