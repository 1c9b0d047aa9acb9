// A client of servers/tapewire.ts: every symbol on the tape; one batch in so many is decoded in full.
import { decodeBatch, decodeReply, encodeSubscribe } from '../../../proto/codec.ts';
import { FeedClient } from '../../wire/feed-client.ts';
import { readTapeSequences } from '../../wire/tape-sequences.ts';
import { DECIMALS } from '../schedule.ts';
import type { Hearer, Listen } from './listener.ts';

export const listenToTapewire: Listen = (port, localAddress, symbols, hearer) => {
  const bySymbol = new Map<number, string>();
  const update = (sequence: number): void => hearer.update(sequence, client.receivedAt);
  const subscribe = (): void => {
    const request = encodeSubscribe(symbols.map((symbol) => ({ symbol, mode: 'tape' })));
    client.request('subscribe', request, (payload) => {
      const { accepted } = decodeReply(payload);
      for (const { instrument } of accepted) bySymbol.set(instrument.id, instrument.symbol);
      if (accepted.length === symbols.length) hearer.ready();
      else hearer.closed(`expected ${symbols.length} symbols accepted, found ${accepted.length}`);
    });
  };
  const client = new FeedClient(port, localAddress, {
    event: (name, payload) => {
      if (name === 'welcome') subscribe();
      else if (name === 'close') hearer.closed('the server said close');
      if (name !== 'batch') return;
      if (hearer.samples()) checkRows(payload, bySymbol, hearer);
      readTapeSequences(payload, update);
    },
    closed: (why) => hearer.closed(why),
  });
  return client;
};

function checkRows(payload: Buffer, bySymbol: ReadonlyMap<number, string>, hearer: Hearer): void {
  const { tape } = decodeBatch(payload);
  for (const [i, seq] of tape.sequence.entries())
    hearer.check({
      symbol: bySymbol.get(tape.id[i] as number) ?? '',
      price: (tape.price[i] as number) / 10 ** DECIMALS,
      size: tape.size[i] as number,
      time: tape.time[i] as number,
      seq,
    });
}
