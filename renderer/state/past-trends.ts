// Puts what a price did before its row was there in front of the row's trend, from the bars that the feed keeps.
import { BAR_INTERVALS_S } from '../../proto/messages.ts';
import type { FeedClient, FeedFacts } from '../../feed-client/index.ts';
import { pastTrend, TREND_SAMPLES, TREND_STEP_MS } from '../model/trend.ts';
import type { BoardState, Row } from './board.svelte.ts';

export class PastTrends {
  readonly #feed: Pick<FeedClient, 'fetchBars'>;
  readonly #board: BoardState;
  readonly #facts: () => FeedFacts | undefined;
  /** Requests one row at a time. `none`: the feed keeps no bars, and counts unknown requests. */
  #state: 'idle' | 'asking' | 'none' = 'idle';

  constructor(feed: Pick<FeedClient, 'fetchBars'>, board: BoardState, facts: () => FeedFacts | undefined) {
    this.#feed = feed;
    this.#board = board;
    this.#facts = facts;
  }

  /** To be called often while the link is live: costs nothing where no row is without its past. */
  async fetch(): Promise<void> {
    if (this.#state !== 'idle') return;
    this.#state = 'asking';
    this.#state = await this.#fetchAll();
  }

  async #fetchAll(): Promise<'idle' | 'none'> {
    for (let row = this.#board.nextWithoutPast(); row; row = this.#board.nextWithoutPast()) {
      const outcome = await this.#fetchOf(row);
      if (outcome === 'unknown') return 'none';
      if (outcome === 'later') break;
    }
    return 'idle';
  }

  /** `later`: not to be had now. `unknown`: the feed does not know the question. */
  async #fetchOf(row: Row): Promise<'done' | 'later' | 'unknown'> {
    const stepMs = TREND_STEP_MS * (this.#facts()?.speed ?? 0);
    const intervalS = BAR_INTERVALS_S.find((seconds) => seconds * 1_000 >= stepMs);
    const to = this.#marketTimeOfSample();
    if (stepMs === 0 || intervalS === undefined || to === undefined) return 'later';
    const from = to - TREND_SAMPLES * stepMs;
    const answer = await this.#feed.fetchBars({ symbol: row.symbol, intervalS, from, to });
    switch (answer.kind) {
      case 'sent':
        // Samples were taken meanwhile: the past ends with the latest of them.
        row.takePast(pastTrend(answer.content, this.#marketTimeOfSample() ?? to, stepMs));
        return 'done';
      case 'refused':
        row.takePast([]);
        return answer.refusal.kind === 'unknown-event' ? 'unknown' : 'done';
      case 'lost':
        return 'later';
    }
  }

  #marketTimeOfSample(): number | undefined {
    const facts = this.#facts();
    const { sampledAt } = this.#board;
    if (!facts || sampledAt === undefined) return undefined;
    return facts.marketTime + (sampledAt - facts.heardAt) * facts.speed;
  }
}
