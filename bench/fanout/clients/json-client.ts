// A client of the servers that send each trade as JSON text: servers/ws.ts and servers/bun.ts.
import { WebSocketClient } from '../../wire/websocket.ts';
import { readJsonTrade } from './json-trade.ts';
import type { ConnectClient } from './load-client.ts';

export const connectJson: ConnectClient = (port, localAddress, symbols, events) => {
  let subscribed = false;
  const client = new WebSocketClient(
    { port, path: '/', localAddress },
    {
      opened: () => client.sendText(JSON.stringify({ subscribe: symbols })),
      message: (_, payload) => {
        if (subscribed) readJsonTrade(payload, 0, payload.length, client.receivedAt, events);
        else {
          subscribed = true;
          events.ready();
        }
      },
      closed: (reason) => events.closed(reason),
    },
  );
  return client;
};
