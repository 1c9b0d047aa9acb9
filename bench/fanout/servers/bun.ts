// Bun's own WebSocket server (uWebSockets) with one natively published topic per symbol. Runs in Bun, not in Node.
import { play } from '../publisher.ts';
import { tradeAt } from '../schedule.ts';
import { runServer } from './serving.ts';

interface BunSocket {
  subscribe(topic: string): void;
  send(text: string): void;
}

interface BunServer {
  readonly port: number;
  upgrade(request: unknown): boolean;
  publish(topic: string, text: string): number;
}

/** The part of its API used here: https://bun.sh/docs/api/websockets */
declare const Bun: {
  readonly version: string;
  serve(options: {
    port: number;
    hostname: string;
    fetch(request: unknown, server: BunServer): unknown;
    websocket: { perMessageDeflate: boolean; message(socket: BunSocket, text: string): void };
  }): BunServer;
};

await runServer((schedule) => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: (request, running) => (running.upgrade(request) ? undefined : new Response(null, { status: 426 })),
    websocket: {
      perMessageDeflate: false,
      message(socket, text) {
        const { subscribe } = JSON.parse(text) as { subscribe: string[] };
        for (const symbol of subscribe) socket.subscribe(symbol);
        socket.send(JSON.stringify({ subscribed: subscribe.length }));
      },
    },
  });
  const begin = (start: number): void =>
    play(schedule, start, (index) => {
      const trade = tradeAt(schedule, index, start);
      server.publish(trade.symbol, JSON.stringify(trade));
    });
  return { port: server.port, version: `Bun ${Bun.version}`, begin };
});
