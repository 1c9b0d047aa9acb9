// A client of servers/socket-io.ts: Socket.IO's packets as text, trades as JSON.
import { WebSocketClient } from '../../wire/websocket.ts';
import { hearJson } from './json-trade.ts';
import type { Listen } from './listener.ts';

const TRADE = '42["trade",';
/** The second character tells the packets that are events from all others. */
const EVENT = TRADE.charCodeAt(1);

export const listenToSocketIo: Listen = (port, localAddress, symbols, hearer) => {
  const client = new WebSocketClient(
    { port, path: '/socket.io/?EIO=4&transport=websocket', localAddress },
    {
      opened: () => undefined,
      message: (_, payload) => {
        if (payload[1] === EVENT) hearJson(payload, TRADE.length, payload.length - 1, client.receivedAt, hearer);
        else control(payload.toString('latin1'));
      },
      closed: (why) => hearer.closed(why),
    },
  );
  const control = (text: string): void => {
    if (text.startsWith('0')) client.sendText('40');
    else if (text.startsWith('40')) client.sendText(`420["subscribe",${JSON.stringify(symbols)}]`);
    else if (text.startsWith('430')) hearer.ready();
    else if (text === '2') client.sendText('3');
  };
  return client;
};
