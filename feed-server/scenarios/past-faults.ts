// Faults that are over and still listed.
import type { InjectedFault } from './injection.ts';

/** The oldest are forgotten. */
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

  /** False where none of this id is listed. */
  remove(id: number): boolean {
    const at = this.#faults.findIndex((fault) => fault.id === id);
    if (at >= 0) this.#faults.splice(at, 1);
    return at >= 0;
  }
}
