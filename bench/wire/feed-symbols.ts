// Requests the instruments that a feed offers before a load starts.
import { decodeInstruments, encodeInstrumentsRequest } from '../../proto/codec.ts';
import { FeedClient } from './feed-client.ts';

/** The symbols of a feed, most active first. */
export function requestSymbols(port: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const client = new FeedClient(port, undefined, {
      event: (name) => {
        if (name !== 'welcome') return;
        client.request('instruments', encodeInstrumentsRequest(), (reply) => {
          resolve(decodeInstruments(reply).map(({ symbol }) => symbol));
          client.destroy();
        });
      },
      closed: (reason) => reject(new Error(reason)),
    });
  });
}
