// A dashboard without a face: the real feed client over a real socket, with its board, its tape and all it went through.
import { FeedClient } from '../../feed-client/client.ts';
import type { Connect } from '../../feed-client/connection/connection.ts';
import type { Link } from '../../feed-client/link.ts';
import { connectSocket } from '../../feed-client/connection/socket.ts';
import { QuoteBoard } from '../../renderer/model/quote-board.ts';
import { Tape } from '../../renderer/model/tape.ts';
import type { Mode } from '../../proto/messages.ts';
import { afterwards } from './afterwards.ts';
import { seeded } from './seeded.ts';
import { until } from './until.ts';

const KEEP_ALL = 1_000_000;

const clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

export class Watcher {
  readonly board = new QuoteBoard();
  readonly tape = new Tape(KEEP_ALL);
  readonly client: FeedClient;
  /** Every kind of link there was from the start on, in order, none twice in a row. */
  readonly links: Link['kind'][] = [];

  /** Starts at once and stops after the test, or the file's last. */
  constructor(
    url: string,
    symbols: Readonly<Partial<Record<Mode, readonly string[]>>>,
    connect: Connect = connectSocket,
  ) {
    const { board, tape } = this;
    this.client = new FeedClient({ url, clock, random: seeded(1), connect, board, tape });
    for (const mode of ['board', 'tape'] as const)
      for (const symbol of symbols[mode] ?? []) this.client.subscribe(symbol, mode);
    this.client.onStatus(() => {
      const { kind } = this.client.status.link;
      if (this.links.at(-1) !== kind) this.links.push(kind);
    });
    this.client.start();
    afterwards(() => this.client.stop());
  }

  /** Waits for a condition that holds only as messages come. `what` completes "waited for". */
  until<T>(what: string, condition: () => T, limitMs?: number): Promise<Exclude<T, undefined | false>> {
    return until(what, condition, {
      on: (look) => this.client.onStatus(look),
      ...(limitMs !== undefined && { limitMs }),
    });
  }

  async untilLink(kind: Link['kind'], limitMs?: number): Promise<void> {
    await this.until(`the link to be ${kind}`, () => this.client.status.link.kind === kind, limitMs);
  }
}
