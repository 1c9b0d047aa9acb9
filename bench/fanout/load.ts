// The load's process: all the clients of one work on one server, what they got, and what that cost the server.
import { listenToParent, tellParent } from '../processes/parent.ts';
import { busyMs, usageOf } from '../processes/usage.ts';
import { now } from '../wire/wall-clock.ts';
import { localAddressOf } from '../wire/websocket.ts';
import { listenToJson } from './clients/json-client.ts';
import type { Listen, Listening } from './clients/listener.ts';
import { listenToNats } from './clients/nats-client.ts';
import { listenToSocketIo } from './clients/socket-io-client.ts';
import { listenToTapewire } from './clients/tapewire-client.ts';
import type { LoadReady, LoadTask, Measured, Start } from './messages.ts';
import type { PeerName } from './peers.ts';
import { chooseSymbols, scheduleTrades } from './schedule.ts';
import { Tally } from './tally.ts';

/** Clients on their way in at a time: servers take them in one by one, and their queues are not what is measured. */
const CONNECTING = 100;
/** Of this many messages one is read in full. */
const SAMPLE = 64;
/** How long updates that are late are waited for once the window has ended, and how often it is looked whether any are. */
const LATE_LIMIT_MS = 3_000;
const LOOK_MS = 20;

const LISTEN: Readonly<Record<PeerName, Listen>> = {
  tapewire: listenToTapewire,
  'socket.io': listenToSocketIo,
  ws: listenToJson,
  bun: listenToJson,
  nats: listenToNats,
};

class Load {
  readonly #task: LoadTask;
  readonly #choices: number[][];
  readonly #symbols: readonly string[];
  readonly #tally: Tally;
  readonly #clients: Listening[] = [];
  #messages = 0;

  constructor(task: LoadTask) {
    const { work, warmUpSeconds, seconds, seed } = task;
    const schedule = scheduleTrades(task);
    const fromMs = warmUpSeconds * 1_000;
    this.#task = task;
    this.#symbols = schedule.symbols;
    this.#choices = Array.from({ length: work.clients }, (_, client) => chooseSymbols(work, client, seed));
    this.#tally = new Tally({ schedule, choices: this.#choices, fromMs, toMs: fromMs + seconds * 1_000 });
  }

  /** Resolves once every client listens. */
  async connect(): Promise<void> {
    let next = 0;
    const connectInTurn = async (): Promise<void> => {
      while (next < this.#choices.length) await this.#listen(next++);
    };
    await Promise.all(Array.from({ length: CONNECTING }, connectInTurn));
  }

  measure(start: number): void {
    const { warmUpSeconds, seconds } = this.#task;
    this.#tally.start = start;
    const from = start + warmUpSeconds * 1_000;
    setTimeout(() => {
      const before = this.#read();
      setTimeout(() => this.#finish(before, this.#read()), from + seconds * 1_000 - now());
    }, from - now());
  }

  /** Waits for what is late, tells, and hangs up. */
  #finish(before: Reading, after: Reading): void {
    const limit = now() + LATE_LIMIT_MS;
    const look = (): void => {
      if (!this.#tally.complete && now() < limit) {
        setTimeout(look, LOOK_MS);
        return;
      }
      tellParent(this.#measured(before, after));
      for (const client of this.#clients) client.destroy();
    };
    look();
  }

  #measured(before: Reading, after: Reading): Measured {
    const { delivered, shortClients, latencies, faults } = this.#tally;
    const { publisherPid } = this.#task.server;
    return {
      delivered,
      shortClients,
      updates: after.updates - before.updates,
      bytes: after.bytes - before.bytes,
      p50: latencies.quantile(0.5),
      p99: latencies.quantile(0.99),
      windowMs: after.at - before.at,
      serverCpuMs: after.serverCpuMs - before.serverCpuMs,
      serverRssBytes: after.serverRssBytes,
      loadCpuMs: after.loadCpuMs - before.loadCpuMs,
      publisherCpuMs: publisherPid === undefined ? undefined : after.publisherCpuMs - before.publisherCpuMs,
      othersCpuMs: after.othersCpuMs - before.othersCpuMs,
      faults,
    };
  }

  /** Everything at one moment: what was counted here and what the system says belong together. */
  #read(): Reading {
    const { serverPid, publisherPid } = this.#task.server;
    const { cpuMs: serverCpuMs, rssBytes: serverRssBytes } = usageOf(serverPid);
    const { cpuMs: loadCpuMs } = usageOf(process.pid);
    const publisherCpuMs = publisherPid === undefined ? 0 : usageOf(publisherPid).cpuMs;
    return {
      at: now(),
      updates: this.#tally.updates,
      bytes: this.#clients.reduce((sum, client) => sum + client.bytesReceived, 0),
      serverCpuMs,
      serverRssBytes,
      loadCpuMs,
      publisherCpuMs,
      othersCpuMs: busyMs() - serverCpuMs - loadCpuMs - publisherCpuMs,
    };
  }

  #listen(client: number): Promise<void> {
    const { peer, server } = this.#task;
    const symbols = (this.#choices[client] as number[]).map((id) => this.#symbols[id] as string);
    return new Promise((resolve, reject) => {
      const listening = LISTEN[peer](server.port, localAddressOf(client), symbols, {
        ready: resolve,
        update: (sequence, receivedAt) => this.#tally.take(client, sequence, receivedAt),
        samples: () => this.#messages++ % SAMPLE === 0,
        check: (trade) => this.#tally.check(trade),
        closed: (why) => {
          this.#tally.fault(`client ${client} lost its connection: ${why}`);
          reject(new Error(`client ${client}: ${why}`));
        },
      });
      this.#clients.push(listening);
    });
  }
}

interface Reading {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly updates: number;
  readonly bytes: number;
  readonly serverCpuMs: number;
  readonly serverRssBytes: number;
  readonly loadCpuMs: number;
  readonly publisherCpuMs: number;
  readonly othersCpuMs: number;
}

const task = JSON.parse(process.argv[2] ?? '') as LoadTask;
const load = new Load(task);
listenToParent((message) => load.measure((message as Start).start));
await load.connect();
tellParent({ connected: task.work.clients } satisfies LoadReady);
