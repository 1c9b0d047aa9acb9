// Keeps the quote board and the tape current from a feed client's events.
import type { FeedClient } from '../../feed-client/client.ts';
import type { QuoteBoard } from '../model/quote-board.ts';
import type { Tape } from '../model/tape.ts';

export function connectModels(client: Pick<FeedClient, 'on'>, board: QuoteBoard, tape: Tape): void {
  client.on('accepted', ({ subscriptions, newEpoch }) => {
    if (newEpoch) {
      board.forgetIds();
      tape.forgetIds();
    }
    for (const { instrument, mode } of subscriptions) (mode === 'board' ? board : tape).accept(instrument);
  });
  client.on('receipts', (receipts) => {
    for (const { symbol, mode, receipt } of receipts)
      if (mode === 'tape' && receipt.kind === 'reset') tape.markGap(symbol, receipt.reason);
  });
  client.on('unsubscribed', ({ symbol, mode }) => (mode === 'board' ? board : tape).remove(symbol));
  client.on('snapshot', (snapshot) => board.applySnapshot(snapshot));
  client.on('rows', (batch) => board.applyBatch(batch));
  client.on('skipped', (skipped) => tape.skip(skipped));
  client.on('trades', (batch) => tape.applyTrades(batch.tape));
}
