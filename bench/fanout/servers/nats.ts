// NATS: a nats-server with a WebSocket listener, and in this process its publisher, which uses the plain protocol.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { play } from '../publisher.ts';
import { tradeAt, type Schedule } from '../schedule.ts';
import { runServer, type RunningServer } from './serving.ts';

interface Ports {
  readonly nats: readonly string[];
  readonly websocket: readonly string[];
}

const folder = mkdtempSync(path.join(tmpdir(), 'tapewire-nats-'));

/** The port at the end of an address printed by nats-server: "ws://127.0.0.1:41543". */
function portOf([address = '']: readonly string[]): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}

/** Resolves to the ports that nats-server writes to a file in its folder once it subscribes. */
function untilListening(): Promise<Ports> {
  return new Promise((resolve) => {
    const watcher = watch(folder, () => {
      const [name] = readdirSync(folder).filter((file) => file.endsWith('.ports'));
      const text = name === undefined ? '' : readFileSync(path.join(folder, name), 'utf8');
      // The file may be only partly written.
      if (!text.trimEnd().endsWith('}')) return;
      watcher.close();
      resolve(JSON.parse(text) as Ports);
    });
  });
}

/** Resolves to a connection for publishing. */
function openPublisher(port: number): Promise<{ readonly socket: Socket; readonly version: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.once('error', reject);
    let version = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      version = /"version":"([^"]+)"/.exec(text)?.[1] ?? version;
      if (text.startsWith('INFO')) socket.write('CONNECT {"verbose":false,"pedantic":false}\r\nPING\r\n');
      else if (text.startsWith('PING')) socket.write('PONG\r\n');
      else if (text.startsWith('PONG')) resolve({ socket, version });
      else if (text.startsWith('-ERR')) throw new Error(`nats-server: ${text}`);
    });
  });
}

async function serve(schedule: Schedule): Promise<RunningServer> {
  const config = path.join(folder, 'nats.conf');
  writeFileSync(
    config,
    `host: 127.0.0.1\nport: -1\nports_file_dir: ${JSON.stringify(folder)}\n` +
      'websocket { host: 127.0.0.1, port: -1, no_tls: true, compression: false }\n',
  );
  const client = untilListening();
  const server = spawn('nats-server', ['-c', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  server.once('exit', () => process.exit(1));
  process.once('exit', () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const ports = await client;
  const { socket, version } = await openPublisher(portOf(ports.nats));
  const begin = (start: number): void => {
    play(schedule, start, (index) => {
      const trade = tradeAt(schedule, index, start);
      const text = JSON.stringify(trade);
      // Trades published in one round leave in one write.
      if (socket.writableCorked === 0) {
        socket.cork();
        queueMicrotask(() => socket.uncork());
      }
      socket.write(`PUB ${trade.symbol} ${text.length}\r\n${text}\r\n`);
    });
  };
  return { port: portOf(ports.websocket), version: `nats-server ${version}`, serverPid: server.pid ?? NaN, begin };
}

await runServer(serve);
