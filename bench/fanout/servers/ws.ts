// The WebSocket library ws by itself: each trade is serialized to JSON once and sent to all subscribers of its symbol.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { WebSocketServer, type WebSocket } from 'ws';
import { play } from '../publisher.ts';
import { tradeAt } from '../schedule.ts';
import { listenOnLoopback } from './loopback.ts';
import { runServer } from './serving.ts';

const { version } = createRequire(import.meta.url)('ws/package.json') as { version: string };

await runServer(async (schedule) => {
  const http = createServer();
  const listeners = new Map<string, Set<WebSocket>>(schedule.symbols.map((symbol) => [symbol, new Set()]));
  new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const { subscribe } = JSON.parse(data.toString()) as { subscribe: string[] };
      for (const symbol of subscribe) listeners.get(symbol)?.add(socket);
      socket.send(JSON.stringify({ subscribed: subscribe.length }));
    });
    socket.on('close', () => {
      for (const sockets of listeners.values()) sockets.delete(socket);
    });
  });
  const port = await listenOnLoopback(http);
  const begin = (start: number): void =>
    play(schedule, start, (index) => {
      const trade = tradeAt(schedule, index, start);
      const text = JSON.stringify(trade);
      for (const socket of listeners.get(trade.symbol) ?? []) socket.send(text);
    });
  return { port, version: `ws ${version}`, begin };
});
