// A client of servers that send each trade as a JSON text: servers/ws.ts and servers/bun.ts.
import { WebSocketClient } from '../../wire/websocket.ts';
import { hearJson } from './json-trade.ts';
import type { Listen } from './listener.ts';

export const listenToJson: Listen = (port, localAddress, symbols, hearer) => {
  let subscribed = false;
  const client = new WebSocketClient(
    { port, path: '/', localAddress },
    {
      opened: () => client.sendText(JSON.stringify({ subscribe: symbols })),
      message: (_, payload) => {
        if (subscribed) hearJson(payload, 0, payload.length, client.receivedAt, hearer);
        else {
          subscribed = true;
          hearer.ready();
        }
      },
      closed: (why) => hearer.closed(why),
    },
  );
  return client;
};
