// A client of servers/tapewire.ts: subscribes to tapes, and fully decodes only sampled batches.
import { decodeBatch, decodeReply, encodeSubscribe } from '../../../proto/codec.ts';
import { FeedClient } from '../../wire/feed-client.ts';
import { readTapeSequences } from '../../wire/tape-sequences.ts';
import { DECIMALS } from '../schedule.ts';
import type { ClientEvents, ConnectClient } from './load-client.ts';

export const connectTapewire: ConnectClient = (port, localAddress, symbols, events) => {
  const bySymbol = new Map<number, string>();
  const update = (sequence: number): void => events.update(sequence, client.receivedAt);
  const subscribe = (): void => {
    const request = encodeSubscribe(symbols.map((symbol) => ({ symbol, mode: 'tape' })));
    client.request('subscribe', request, (payload) => {
      const { accepted } = decodeReply(payload);
      for (const { instrument } of accepted) bySymbol.set(instrument.id, instrument.symbol);
      if (accepted.length === symbols.length) events.ready();
      else events.closed(`expected ${symbols.length} symbols accepted, found ${accepted.length}`);
    });
  };
  const client = new FeedClient(port, localAddress, {
    event: (name, payload) => {
      if (name === 'welcome') subscribe();
      else if (name === 'close') events.closed('the server sent close');
      if (name !== 'batch') return;
      if (events.shouldSample()) checkRows(payload, bySymbol, events);
      readTapeSequences(payload, update);
    },
    closed: (reason) => events.closed(reason),
  });
  return client;
};

function checkRows(payload: Buffer, bySymbol: ReadonlyMap<number, string>, events: ClientEvents): void {
  const { tape } = decodeBatch(payload);
  for (const [i, seq] of tape.sequence.entries())
    events.check({
      symbol: bySymbol.get(tape.id[i] as number) ?? '',
      price: (tape.price[i] as number) / 10 ** DECIMALS,
      size: tape.size[i] as number,
      time: tape.time[i] as number,
      seq,
    });
}
