// The load generator's process: runs all clients of one workload on one server, and measures what they receive and its cost.
import { onParentMessage, sendToParent } from '../processes/parent.ts';
import { busyMs, usageOf } from '../processes/usage.ts';
import { now } from '../wire/wall-clock.ts';
import { localAddressOf } from '../wire/websocket.ts';
import { connectJson } from './clients/json-client.ts';
import type { ConnectClient, LoadClient } from './clients/load-client.ts';
import { connectNats } from './clients/nats-client.ts';
import { connectSocketIo } from './clients/socket-io-client.ts';
import { connectTapewire } from './clients/tapewire-client.ts';
import type { LoadReady, LoadTask, LoadResult, Start } from './messages.ts';
import type { PeerName } from './peers.ts';
import { chooseSymbols, scheduleTrades } from './schedule.ts';
import { Tally } from './tally.ts';

/**
 * Maximum number of clients that connect at the same time. Servers accept them one by one, and their queues are not
 * part of the measurement.
 */
const MAX_CONNECTING = 100;
/** One message in this many is decoded in full. */
const SAMPLE_EVERY = 64;
/** How long to wait for late updates after the measurement window, and how often to check for them. */
const LATE_LIMIT_MS = 3_000;
const CHECK_MS = 20;

const CONNECT: Readonly<Record<PeerName, ConnectClient>> = {
  tapewire: connectTapewire,
  'socket.io': connectSocketIo,
  ws: connectJson,
  bun: connectJson,
  nats: connectNats,
};

class LoadGenerator {
  readonly #task: LoadTask;
  readonly #choices: number[][];
  readonly #symbols: readonly string[];
  readonly #tally: Tally;
  readonly #clients: LoadClient[] = [];
  #messages = 0;

  constructor(task: LoadTask) {
    const { workload, warmUpSeconds, seconds, seed } = task;
    const schedule = scheduleTrades(task);
    const fromMs = warmUpSeconds * 1_000;
    this.#task = task;
    this.#symbols = schedule.symbols;
    this.#choices = Array.from({ length: workload.clients }, (_, client) => chooseSymbols(workload, client, seed));
    this.#tally = new Tally({ schedule, choices: this.#choices, fromMs, toMs: fromMs + seconds * 1_000 });
  }

  /** Resolves once every client is subscribed. */
  async connect(): Promise<void> {
    let next = 0;
    const connectInTurn = async (): Promise<void> => {
      while (next < this.#choices.length) await this.#connectClient(next++);
    };
    await Promise.all(Array.from({ length: MAX_CONNECTING }, connectInTurn));
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

  /** Waits for late updates, reports, and disconnects. */
  #finish(before: Reading, after: Reading): void {
    const limit = now() + LATE_LIMIT_MS;
    const check = (): void => {
      if (!this.#tally.complete && now() < limit) {
        setTimeout(check, CHECK_MS);
        return;
      }
      sendToParent(this.#result(before, after));
      for (const client of this.#clients) client.destroy();
    };
    check();
  }

  #result(before: Reading, after: Reading): LoadResult {
    const { delivered, incompleteClients, latencies, faults } = this.#tally;
    const { publisherPid } = this.#task.server;
    return {
      delivered,
      incompleteClients,
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

  /** Takes all readings at the same moment, so that the counts match the operating system's figures. */
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

  #connectClient(client: number): Promise<void> {
    const { peer, server } = this.#task;
    const symbols = (this.#choices[client] as number[]).map((id) => this.#symbols[id] as string);
    return new Promise((resolve, reject) => {
      const connection = CONNECT[peer](server.port, localAddressOf(client), symbols, {
        ready: resolve,
        update: (sequence, receivedAt) => this.#tally.record(client, sequence, receivedAt),
        shouldSample: () => this.#messages++ % SAMPLE_EVERY === 0,
        check: (trade) => this.#tally.check(trade),
        closed: (reason) => {
          this.#tally.fault(`client ${client} lost its connection: ${reason}`);
          reject(new Error(`client ${client}: ${reason}`));
        },
      });
      this.#clients.push(connection);
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
const load = new LoadGenerator(task);
onParentMessage((message) => load.measure((message as Start).start));
await load.connect();
sendToParent({ connected: task.workload.clients } satisfies LoadReady);
