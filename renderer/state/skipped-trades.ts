// Fetches the trades that tapes missed because this client was too slow: one page at a time, oldest first.
import type { FeedClient } from '../../feed-client/index.ts';
import type { TradesRequest } from '../../proto/messages.ts';
import type { Tape } from '../model/tape.ts';

export class SkippedTradesFetcher {
  readonly #client: Pick<FeedClient, 'fetchTrades'>;
  readonly #tape: Tape;
  readonly #onChange: () => void;
  /** At most one request at a time, so that catching up never delays live data. */
  #fetching = false;

  /** `onChange` is called after every change to the tape. */
  constructor(client: Pick<FeedClient, 'on' | 'link' | 'fetchTrades'>, tape: Tape, onChange: () => void) {
    this.#client = client;
    this.#tape = tape;
    this.#onChange = onChange;
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
      for (let next = this.#tape.oldestSkipped(); next; next = this.#tape.oldestSkipped())
        if (!(await this.#fetchPage(next))) break;
    } finally {
      this.#fetching = false;
    }
  }

  /** Returns whether to continue. A page whose reply was lost is requested again once the client is live again. */
  async #fetchPage(request: TradesRequest): Promise<boolean> {
    const reply = await this.#client.fetchTrades(request);
    if (reply.kind === 'lost') return false;
    if (reply.kind === 'sent') this.#tape.fill(request.symbol, reply.content);
    else this.#tape.markUnavailable(request.symbol, request.epoch, request.after);
    this.#onChange();
    return true;
  }
}
