// Fetches the trades that tapes were not told of while this reader was slow: a page at a time, the oldest first.
import type { Batch, TradesRequest } from '../../proto/messages.ts';
import type { Models } from '../models.ts';
import type { Answer } from './questions.ts';

export class SkippedFetcher {
  readonly #tape: Models['tape'];
  readonly #ask: (request: TradesRequest) => Promise<Answer<Batch>>;
  readonly #filled: () => void;
  /** One page is under way at most, so that catching up never takes the link from what is new. */
  #asking = false;

  /** `ask`: answers `lost` while the link is not live. `filled` is called after every change of the tape. */
  constructor(tape: Models['tape'], ask: (request: TradesRequest) => Promise<Answer<Batch>>, filled: () => void) {
    this.#tape = tape;
    this.#ask = ask;
    this.#filled = filled;
  }

  /** To be called where trades were skipped, and when the link has become live. */
  async fetch(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let next = this.#tape.firstSkipped(); next; next = this.#tape.firstSkipped())
        if (!(await this.#fetchPage(next))) break;
    } finally {
      this.#asking = false;
    }
  }

  /** Returns whether to go on: not where the answer is lost, since it may be had on the next link. */
  async #fetchPage(request: TradesRequest): Promise<boolean> {
    const answer = await this.#ask(request);
    if (answer.kind === 'lost') return false;
    if (answer.kind === 'told') this.#tape.fill(request.symbol, answer.told);
    else this.#tape.giveUp(request.symbol, request.epoch, request.after);
    this.#filled();
    return true;
  }
}
