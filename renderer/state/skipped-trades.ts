// Fetches the trades that tapes missed because this client was slow: one page at a time, oldest first.
import type { FeedClient } from '../../feed-client/index.ts';
import type { TradesRequest } from '../../proto/messages.ts';
import type { Tape } from '../model/tape.ts';

export class SkippedTradesFetcher {
  readonly #client: Pick<FeedClient, 'fetchTrades'>;
  readonly #tape: Tape;
  readonly #changed: () => void;
  /** At most one request at a time, so that catching up never delays live data. */
  #fetching = false;

  /** `changed` is called after every change to the tape. */
  constructor(client: Pick<FeedClient, 'on' | 'link' | 'fetchTrades'>, tape: Tape, changed: () => void) {
    this.#client = client;
    this.#tape = tape;
    this.#changed = changed;
    let wasLive = false;
    client.on('skipped', () => void this.#fetch());
    client.on('status', () => {
      const isLive = client.link.kind === 'live';
      if (isLive && !wasLive) void this.#fetch();
      wasLive = isLive;
    });
  }

  async #fetch(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      for (let next = this.#tape.firstSkipped(); next; next = this.#tape.firstSkipped())
        if (!(await this.#fetchPage(next))) break;
    } finally {
      this.#fetching = false;
    }
  }

  /** Returns whether to continue. If the reply was lost, the next link tries again. */
  async #fetchPage(request: TradesRequest): Promise<boolean> {
    const answer = await this.#client.fetchTrades(request);
    if (answer.kind === 'lost') return false;
    if (answer.kind === 'sent') this.#tape.fill(request.symbol, answer.content);
    else this.#tape.markUnavailable(request.symbol, request.epoch, request.after);
    this.#changed();
    return true;
  }
}
