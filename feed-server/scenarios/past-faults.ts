// The latest faults that are over, for lists.
import type { InjectedFault } from './injection.ts';

/** Older ones are forgotten. */
export const MAX_PAST_FAULTS = 100;

export class PastFaults {
  readonly #faults: InjectedFault[] = [];

  get list(): readonly InjectedFault[] {
    return this.#faults;
  }

  add(fault: InjectedFault): void {
    this.#faults.push(fault);
    if (this.#faults.length > MAX_PAST_FAULTS) this.#faults.shift();
  }

  /** Returns false if no past fault has this id. */
  remove(id: number): boolean {
    const at = this.#faults.findIndex((fault) => fault.id === id);
    if (at >= 0) this.#faults.splice(at, 1);
    return at >= 0;
  }
}
