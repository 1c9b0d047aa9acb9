// Socket.IO as its documentation recommends: JSON, and one room per symbol.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Server } from 'socket.io';
import { play } from '../publisher.ts';
import { tradeAt } from '../schedule.ts';
import { listenOnLoopback } from './loopback.ts';
import { runServer } from './serving.ts';

const { version } = createRequire(import.meta.url)('socket.io/package.json') as { version: string };

await runServer(async (schedule) => {
  const http = createServer();
  const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  io.on('connection', (socket) => {
    socket.on('subscribe', async (symbols: string[], acknowledge: (accepted: number) => void) => {
      await socket.join(symbols);
      acknowledge(symbols.length);
    });
  });
  const port = await listenOnLoopback(http);
  const begin = (start: number): void =>
    play(schedule, start, (index) => {
      const trade = tradeAt(schedule, index, start);
      io.to(trade.symbol).emit('trade', trade);
    });
  return { port, version: `Socket.IO ${version}`, begin };
});
