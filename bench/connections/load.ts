// The load generator's process: thousands of clients of one feed, in phases requested by the parent.
import { Random } from '../../feed-server/market/random.ts';
import { decodeBatch } from '../../proto/codec.ts';
import { Latencies } from '../wire/latencies.ts';
import { onParentMessage, sendToParent } from '../processes/parent.ts';
import { usageOf } from '../processes/usage.ts';
import { requestSymbols } from '../wire/feed-symbols.ts';
import { now, delay } from '../wire/wall-clock.ts';
import { localAddressOf } from '../wire/websocket.ts';
import type { ConnectResult, LoadTask, Phase, ResumeResult, WatchResult } from './messages.ts';
import { marketLag, ResumingClient, type Receipts } from './resuming-client.ts';

/**
 * Maximum number of clients that connect at the same time: below the server's accept backlog, which the system caps.
 */
const CONNECTING = 400;
const WARM_UP_CLIENTS = 200;
/** One batch in this many is decoded for its latency, and one heartbeat in this many for the lag of market time. */
const SAMPLE = 64;
/** A client that received nothing for longer is not live. */
const LIVE_MS = 2_000;
const MAX_REPORTED = 5;

class Load {
  readonly #task: LoadTask;
  readonly #all: readonly string[];
  readonly #clients: ResumingClient[] = [];
  #latencies = new Latencies();
  #batches = 0;
  #heartbeats = 0;
  /** The minimum so far: the lag of market time when nothing delays the heartbeat. */
  #lagMs = Infinity;
  #faults: string[] = [];

  constructor(task: LoadTask, symbols: readonly string[]) {
    this.#task = task;
    this.#all = symbols;
  }

  async phase(phase: Phase): Promise<object> {
    switch (phase.kind) {
      case 'warm-up':
        return this.#warmUp(phase.seconds);
      case 'connect':
        return this.#connect();
      case 'watch':
        return this.#watch(phase.seconds);
      case 'cut':
        return this.#cut();
      case 'leave':
        for (const client of this.#clients) client.cut();
        return {};
    }
  }

  async #warmUp(seconds: number): Promise<object> {
    const clients = Array.from({ length: WARM_UP_CLIENTS }, (_, i) =>
      this.#makeClient(i, i % 2 === 0 ? 'board' : 'tape'),
    );
    await inTurn(clients, (client) => client.join());
    await delay(seconds * 1_000);
    for (const client of clients) client.cut();
    return {};
  }

  async #connect(): Promise<ConnectResult> {
    const began = now();
    const { connections, cut } = this.#task;
    for (let i = 0; i < connections; i++) this.#clients.push(this.#makeClient(i, i < cut ? 'tape' : 'board'));
    await inTurn(this.#clients, (client) => client.join());
    return { ms: now() - began };
  }

  async #watch(seconds: number): Promise<WatchResult> {
    this.#latencies = new Latencies();
    const before = this.#read();
    await delay(seconds * 1_000);
    const after = this.#read();
    const ms = after.at - before.at;
    return {
      live: this.#clients.filter(({ lastReceivedAt }) => after.at - lastReceivedAt <= LIVE_MS).length,
      p50: this.#latencies.quantile(0.5),
      p99: this.#latencies.quantile(0.99),
      batches: after.batches - before.batches,
      bytes: after.bytes - before.bytes,
      serverCpu: (after.serverMs - before.serverMs) / ms,
      loadCpu: (after.loadMs - before.loadMs) / ms,
      faults: this.#takeFaults(),
    };
  }

  /** Cuts all connections at once; the clients reconnect as fast as the server accepts them. */
  async #cut(): Promise<ResumeResult> {
    const cut = this.#clients.slice(0, this.#task.cut);
    for (const client of cut) client.cut();
    const began = now();
    const totals = { clients: 0, exact: 0, merged: 0, reset: 0, missed: 0 };
    await inTurn(cut, async (client) => {
      const receipts: Receipts = await client.resume();
      totals.clients++;
      for (const kind of ['exact', 'merged', 'reset', 'missed'] as const) totals[kind] += receipts[kind];
    });
    return { ...totals, ms: now() - began, faults: this.#takeFaults() };
  }

  #makeClient(number: number, mode: 'board' | 'tape'): ResumingClient {
    return new ResumingClient({
      port: this.#task.port,
      localAddress: localAddressOf(number),
      symbols: this.#chooseSymbols(number),
      mode,
      events: {
        batch: (payload, receivedAt) => {
          if (this.#batches++ % SAMPLE === 0) this.#sample(payload, receivedAt);
        },
        heartbeat: (payload) => {
          if (this.#heartbeats++ % SAMPLE === 0) this.#lagMs = Math.min(this.#lagMs, marketLag(payload));
        },
        fault: (message) => this.#faults.push(message),
      },
    });
  }

  #chooseSymbols(client: number): string[] {
    const random = new Random(this.#task.seed, `symbols of client ${client}`);
    const chosen = new Set<string>();
    while (chosen.size < Math.min(this.#task.symbols, this.#all.length))
      chosen.add(this.#all[Math.floor(random.next() * this.#all.length)] as string);
    return [...chosen];
  }

  #sample(payload: Buffer, receivedAt: number): void {
    const { quotes, sales, tape } = decodeBatch(payload);
    for (const { time } of [quotes, sales, tape])
      for (const tick of time) this.#latencies.add(receivedAt - tick - this.#lagMs);
  }

  /** Read at the same moment, so that the counts and the system's figures match. */
  #read(): { at: number; batches: number; bytes: number; serverMs: number; loadMs: number } {
    return {
      at: now(),
      batches: this.#batches,
      bytes: this.#clients.reduce((sum, client) => sum + client.bytesReceived, 0),
      serverMs: usageOf(this.#task.serverPid).cpuMs,
      loadMs: usageOf(process.pid).cpuMs,
    };
  }

  #takeFaults(): string[] {
    const faults = this.#faults;
    this.#faults = [];
    const more = faults.length - MAX_REPORTED;
    return more > 0 ? [...faults.slice(0, MAX_REPORTED), `and ${more} more`] : faults;
  }
}

/** Runs `task` for every client, with limited concurrency. */
async function inTurn(
  clients: readonly ResumingClient[],
  task: (client: ResumingClient) => Promise<void>,
): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    for (let client = clients[next++]; client; client = clients[next++]) await task(client);
  };
  await Promise.all(Array.from({ length: CONNECTING }, run));
}

const task = JSON.parse(process.argv[2] ?? '') as LoadTask;
const load = new Load(task, await requestSymbols(task.port));
onParentMessage((message) => {
  // An error ends the process, and the parent gets the reason.
  void load.phase(message as Phase).then(sendToParent);
});
