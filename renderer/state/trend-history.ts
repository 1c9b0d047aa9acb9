// Prepends history to the trends of rows, from the bars that the feed keeps.
import { BAR_INTERVALS_S } from '../../proto/messages.ts';
import type { FeedClient, FeedInfo } from '../../feed-client/index.ts';
import { trendFromBars, MAX_SAMPLES, SAMPLE_INTERVAL_MS } from '../model/trend.ts';
import type { BoardState, Row } from './board.svelte.ts';

export class TrendHistory {
  readonly #feed: Pick<FeedClient, 'fetchBars'>;
  readonly #board: BoardState;
  readonly #feedInfo: () => FeedInfo | undefined;
  /**
   * Requests one row at a time. `unsupported`: the feed keeps no bars and counts unknown requests, so it gets no more
   * of them.
   */
  #state: 'idle' | 'requesting' | 'unsupported' = 'idle';

  constructor(feed: Pick<FeedClient, 'fetchBars'>, board: BoardState, feedInfo: () => FeedInfo | undefined) {
    this.#feed = feed;
    this.#board = board;
    this.#feedInfo = feedInfo;
  }

  /** Call often while the link is live: this costs nothing once every row has its history. */
  async fetch(): Promise<void> {
    if (this.#state !== 'idle') return;
    this.#state = 'requesting';
    this.#state = await this.#fetchAll();
  }

  async #fetchAll(): Promise<'idle' | 'unsupported'> {
    for (let row = this.#board.nextRowWithoutHistory(); row; row = this.#board.nextRowWithoutHistory()) {
      const outcome = await this.#fetchRow(row);
      if (outcome === 'unsupported') return 'unsupported';
      if (outcome === 'later') break;
    }
    return 'idle';
  }

  /** `later`: not available now. `unsupported`: the feed does not know this request. */
  async #fetchRow(row: Row): Promise<'done' | 'later' | 'unsupported'> {
    const stepMs = SAMPLE_INTERVAL_MS * (this.#feedInfo()?.speed ?? 0);
    const intervalS = BAR_INTERVALS_S.find((seconds) => seconds * 1_000 >= stepMs);
    const end = this.#marketTimeOfLatestSample();
    if (stepMs === 0 || intervalS === undefined || end === undefined) return 'later';
    const begin = end - MAX_SAMPLES * stepMs;
    const reply = await this.#feed.fetchBars({ symbol: row.symbol, intervalS, begin, end });
    switch (reply.kind) {
      case 'sent':
        // Samples were taken in the meantime: the history ends with the latest of them.
        row.prependHistory(trendFromBars(reply.content, this.#marketTimeOfLatestSample() ?? end, stepMs));
        return 'done';
      case 'refused':
        row.prependHistory([]);
        return reply.refusal.kind === 'unknown-event' ? 'unsupported' : 'done';
      case 'lost':
        return 'later';
    }
  }

  #marketTimeOfLatestSample(): number | undefined {
    const feedInfo = this.#feedInfo();
    const { sampledAt } = this.#board;
    if (!feedInfo || sampledAt === undefined) return undefined;
    return feedInfo.marketTime + (sampledAt - feedInfo.receivedAt) * feedInfo.speed;
  }
}
