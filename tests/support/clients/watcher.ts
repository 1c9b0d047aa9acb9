// A headless dashboard: the real feed client on a real socket, with its board, its tape and the history of its link.
import {
  FeedClient,
  connectSocket,
  type Connect,
  type Link,
  type SubscriptionHandle,
} from '../../../feed-client/index.ts';
import { QuoteBoard } from '../../../renderer/model/quote-board.ts';
import { Tape } from '../../../renderer/model/tape.ts';
import { connectModels } from '../../../renderer/state/feed-models.ts';
import { SkippedTradesFetcher } from '../../../renderer/state/skipped-trades.ts';
import type { Mode } from '../../../proto/messages.ts';
import { addCleanup } from '../time/cleanup.ts';
import { seededRandom } from '../random/seeded.ts';
import { until, within } from '../time/until.ts';

/** More than any test publishes. */
const MAX_TAPE_ITEMS = 1_000_000;

export class Watcher {
  readonly board = new QuoteBoard();
  readonly tape = new Tape(MAX_TAPE_ITEMS);
  readonly client: FeedClient;
  readonly handles = { board: new Map<string, SubscriptionHandle>(), tape: new Map<string, SubscriptionHandle>() };
  /** Every state of the link so far, in order. */
  readonly links: Link['kind'][] = [];

  /** Starts at once, and stops after the test or after the file's last test. */
  constructor(
    url: string,
    symbols: Readonly<Partial<Record<Mode, readonly string[]>>>,
    connect: Connect = connectSocket,
  ) {
    const { board, tape } = this;
    this.client = new FeedClient({ url, random: seededRandom(1), connect, digest: (ids) => board.digest(ids) });
    connectModels(this.client, board, tape);
    new SkippedTradesFetcher(this.client, tape, () => undefined);
    for (const mode of ['board', 'tape'] as const)
      for (const symbol of symbols[mode] ?? []) this.handles[mode].set(symbol, this.client.subscribe(symbol, { mode }));
    this.client.on('status', () => {
      const { kind } = this.client.link;
      if (this.links.at(-1) !== kind) this.links.push(kind);
    });
    this.client.start();
    addCleanup(() => this.client.stop());
  }

  /** Waits for a condition that changes only with messages. `description` completes "waited for". */
  until<T>(description: string, condition: () => T, limitMs?: number): Promise<Exclude<T, undefined | false>> {
    return until(description, condition, {
      on: (check) => this.client.on('status', check),
      ...(limitMs !== undefined && { limitMs }),
    });
  }

  /** Waits for the next change to the board. */
  async nextRows(limitMs: number): Promise<void> {
    await within('a change to the board', new Promise((resolve) => this.client.on('rows', resolve)), limitMs);
  }

  async untilLink(kind: Link['kind'], limitMs?: number): Promise<void> {
    await this.until(`the link to be ${kind}`, () => this.client.link.kind === kind, limitMs);
  }
}
