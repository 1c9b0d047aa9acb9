// A feed client on a fake network, with its board and tape.
import { encodeBatch, encodeReply, encodeSnapshot, encodeWelcome } from '../../../proto/codec.ts';
import type { Accepted, Mode } from '../../../proto/messages.ts';
import { FeedClient, type SubscriptionHandle } from '../../../feed-client/index.ts';
import { QuoteBoard } from '../../../renderer/model/quote-board.ts';
import { Tape } from '../../../renderer/model/tape.ts';
import { connectModels } from '../../../renderer/state/feed-models.ts';
import { SkippedTradesFetcher } from '../../../renderer/state/skipped-trades.ts';
import { makeAccepted, makeBatch, makeReply, makeState, makeTrades, makeWelcome } from '../wire/builders.ts';
import { FakeClock } from '../time/fake-clock.ts';
import { FakeNetwork } from './fake-connection.ts';

export class ClientRun {
  readonly clock = new FakeClock();
  readonly network = new FakeNetwork();
  readonly board = new QuoteBoard();
  readonly tape = new Tape(100);
  readonly client: FeedClient;
  /** The subscriptions of S0, once live. */
  readonly handles = {} as Record<Mode, SubscriptionHandle>;
  /** How often fetched trades were added to the tape. */
  tapeChanges = 0;

  constructor() {
    const { clock, board, tape } = this;
    const { connect } = this.network;
    const digest = (ids: readonly number[]): number | undefined => board.digest(ids);
    this.client = new FeedClient({ url: 'http://feed', clock, random: () => 0.5, connect, digest });
    connectModels(this.client, board, tape);
    new SkippedTradesFetcher(this.client, tape, () => this.tapeChanges++);
  }

  /** A client that is live at sequence 10 of epoch 1, with S0 on the board and the tape. */
  static live(): ClientRun {
    const run = new ClientRun();
    run.handles.board = run.client.subscribe('S0', { mode: 'board' });
    run.handles.tape = run.client.subscribe('S0', { mode: 'tape' });
    run.client.start();
    run.welcome();
    run.reply('subscribe', makeAccepted(0), makeAccepted(0, { mode: 'tape' }));
    const states = [makeState({ reference: 99, trades: makeTrades() })];
    run.network.latest.emit('snapshot', encodeSnapshot({ intervalMs: 0, at: { epoch: 1, sequence: 10 }, states }));
    const { kind } = run.client.link;
    if (kind !== 'live') throw new Error(`expected the client to be live, found ${kind}`);
    return run;
  }

  welcome(sequence = 10): void {
    this.network.latest.emit('welcome', encodeWelcome(makeWelcome({ head: { epoch: 1, sequence } })));
  }

  /** Answers the latest request of this kind, at sequence 10. */
  reply(event: 'subscribe' | 'resume', ...accepted: Accepted[]): void {
    this.network.latest
      .lastRequest(event)
      .reply(encodeReply(makeReply({ accepted, head: { epoch: 1, sequence: 10 } })));
  }

  /** Sends a trade of S0 at 101 as the tick after `after`. */
  trade(after: number): void {
    this.network.latest.emit('batch', tradeBatch(after));
  }
}

/** A batch with one trade of instrument 0, size 5 at 101, on the board and on the tape. */
export function tradeBatch(after: number): Uint8Array {
  const row = { id: [0], time: [1_000], size: [5] };
  const sales = { ...row, last: [101], merged: [0], first: [101], high: [101], low: [101], volume: [5] };
  const tape = { ...row, sequence: [after + 1], price: [101] };
  return encodeBatch(makeBatch({ after, through: after + 1, sales, tape }));
}
