// The load generator's process: clients that constantly send every kind of request, and are all connected whenever a sample is taken.
import { Random } from '../../feed-server/market/random.ts';
import { onParentMessage, sendToParent } from '../processes/parent.ts';
import { requestSymbols } from '../wire/feed-symbols.ts';
import { now, delay } from '../wire/wall-clock.ts';
import { ACTIVITIES, type ActivityCounts, type ParentMessage, type ClientsReport, type LoadTask } from './messages.ts';
import { SoakClient } from './soak-client.ts';

/** Milliseconds between two rounds of actions. */
const ROUND_MS = 20;
/** Actions per second of each client, on average. */
const ACTIONS_PER_SECOND = 1;
const GATHER_LIMIT_MS = 20_000;
const MAX_REPORTED_FAULTS = 5;
/** Lets the server notice connections that have ended. */
const SETTLING_MS = 100;

class LoadGenerator {
  readonly #task: LoadTask;
  readonly #symbols: readonly string[];
  readonly #random: Random;
  readonly #clients: SoakClient[] = [];
  readonly #activity = Object.fromEntries(ACTIVITIES.map((kind) => [kind, 0])) as ActivityCounts;
  #faults: string[] = [];
  #clientsCreated = 0;
  #gathering = false;
  #actionsDue = 0;

  constructor(task: LoadTask, symbols: readonly string[]) {
    this.#task = task;
    this.#symbols = symbols;
    this.#random = new Random(task.seed, 'whose turn');
    for (let i = 0; i < task.clients; i++) this.#clients.push(this.#createClient());
    setInterval(() => this.#runRound(), ROUND_MS);
  }

  async handle({ kind }: ParentMessage): Promise<void> {
    this.#gathering = kind === 'gather';
    if (this.#gathering) sendToParent(await this.#gather());
  }

  async #gather(): Promise<ClientsReport> {
    const limit = now() + GATHER_LIMIT_MS;
    for (;;) {
      const missing = this.#clients.filter(({ state }) => state !== 'listening');
      if (missing.length === 0) break;
      if (now() > limit)
        throw new Error(
          `${missing.length} clients did not gather within ${GATHER_LIMIT_MS / 1_000} s; one of them is ${missing[0]?.state}`,
        );
      await delay(ROUND_MS);
    }
    await delay(SETTLING_MS);
    const all = this.#faults;
    this.#faults = [];
    const more = all.length - MAX_REPORTED_FAULTS;
    const faults = more > 0 ? [...all.slice(0, MAX_REPORTED_FAULTS), `and ${more} more`] : all;
    return { clients: this.#clients.length, activity: this.#activity, faults };
  }

  #runRound(): void {
    this.#actionsDue += (this.#clients.length * ACTIONS_PER_SECOND * ROUND_MS) / 1_000;
    for (; this.#actionsDue >= 1; this.#actionsDue--) {
      const i = Math.floor(this.#clients.length * this.#random.next());
      const client = this.#clients[i] as SoakClient;
      client.act(this.#gathering);
      if (client.state === 'left') this.#clients[i] = this.#createClient();
    }
  }

  #createClient(): SoakClient {
    const { port, stallMs, seed } = this.#task;
    return new SoakClient({
      port,
      symbols: this.#symbols,
      random: new Random(seed, `client ${this.#clientsCreated++}`),
      stallMs,
      count: (kind) => this.#activity[kind]++,
      fault: (message) => this.#faults.push(message),
    });
  }
}

const task = JSON.parse(process.argv[2] ?? '') as LoadTask;
const load = new LoadGenerator(task, await requestSymbols(task.port));
onParentMessage((message) => {
  // If clients don't gather, the process ends and the parent gets the reason.
  void load.handle(message as ParentMessage);
});
