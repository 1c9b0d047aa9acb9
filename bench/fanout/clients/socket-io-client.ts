// A client of servers/socket-io.ts: Socket.IO packets as text, trades as JSON.
import { WebSocketClient } from '../../wire/websocket.ts';
import { readJsonTrade } from './json-trade.ts';
import type { ConnectClient } from './load-client.ts';

const TRADE = '42["trade",';
/** The second character distinguishes event packets from all others. */
const EVENT = TRADE.charCodeAt(1);

export const connectSocketIo: ConnectClient = (port, localAddress, symbols, events) => {
  const client = new WebSocketClient(
    { port, path: '/socket.io/?EIO=4&transport=websocket', localAddress },
    {
      opened: () => undefined,
      message: (_, payload) => {
        if (payload[1] === EVENT) readJsonTrade(payload, TRADE.length, payload.length - 1, client.receivedAt, events);
        else control(payload.toString('latin1'));
      },
      closed: (reason) => events.closed(reason),
    },
  );
  const control = (text: string): void => {
    if (text.startsWith('0')) client.sendText('40');
    else if (text.startsWith('40')) client.sendText(`420["subscribe",${JSON.stringify(symbols)}]`);
    else if (text.startsWith('430')) events.ready();
    else if (text === '2') client.sendText('3');
  };
  return client;
};
