// The load's process: clients of one feed that do everything all the time, and gather whenever the parent looks.
import { Random } from '../../feed-server/market/random.ts';
import { listenToParent, tellParent } from '../processes/parent.ts';
import { askForSymbols } from '../wire/feed-symbols.ts';
import { now, passed } from '../wire/wall-clock.ts';
import { DEEDS, type Deeds, type FromParent, type Gathered, type LoadTask } from './messages.ts';
import { SoakClient } from './soak-client.ts';

/** Every client does one thing a second, as far as it can; turns of the load as a whole, milliseconds apart. */
const TURN_MS = 20;
const ACTS_PER_SECOND = 1;
const GATHER_LIMIT_MS = 20_000;
const MOST_REPORTED = 5;
/** For what the server has yet to hear of connections that have ended. */
const SETTLING_MS = 100;

class Load {
  readonly #task: LoadTask;
  readonly #symbols: readonly string[];
  readonly #random: Random;
  readonly #clients: SoakClient[] = [];
  readonly #deeds = Object.fromEntries(DEEDS.map((deed) => [deed, 0])) as Deeds;
  #faults: string[] = [];
  #made = 0;
  #gathering = false;
  #owed = 0;

  constructor(task: LoadTask, symbols: readonly string[]) {
    this.#task = task;
    this.#symbols = symbols;
    this.#random = new Random(task.seed, 'whose turn');
    for (let i = 0; i < task.clients; i++) this.#clients.push(this.#makeClient());
    setInterval(() => this.#turn(), TURN_MS);
  }

  async hear({ kind }: FromParent): Promise<void> {
    this.#gathering = kind === 'gather';
    if (this.#gathering) tellParent(await this.#gather());
  }

  async #gather(): Promise<Gathered> {
    const limit = now() + GATHER_LIMIT_MS;
    for (;;) {
      const missing = this.#clients.filter(({ state }) => state !== 'listening');
      if (missing.length === 0) break;
      if (now() > limit)
        throw new Error(
          `${missing.length} clients did not come in ${GATHER_LIMIT_MS / 1_000} s; one is ${missing[0]?.state}`,
        );
      await passed(TURN_MS);
    }
    await passed(SETTLING_MS);
    const all = this.#faults;
    this.#faults = [];
    const more = all.length - MOST_REPORTED;
    const faults = more > 0 ? [...all.slice(0, MOST_REPORTED), `and ${more} more`] : all;
    return { clients: this.#clients.length, deeds: this.#deeds, faults };
  }

  #turn(): void {
    this.#owed += (this.#clients.length * ACTS_PER_SECOND * TURN_MS) / 1_000;
    for (; this.#owed >= 1; this.#owed--) {
      const i = Math.floor(this.#clients.length * this.#random.next());
      const client = this.#clients[i] as SoakClient;
      client.act(this.#gathering);
      if (client.state === 'left') this.#clients[i] = this.#makeClient();
    }
  }

  #makeClient(): SoakClient {
    const { port, stallMs, seed } = this.#task;
    return new SoakClient({
      port,
      symbols: this.#symbols,
      random: new Random(seed, `client ${this.#made++}`),
      stallMs,
      did: (deed) => this.#deeds[deed]++,
      fault: (what) => this.#faults.push(what),
    });
  }
}

const task = JSON.parse(process.argv[2] ?? '') as LoadTask;
const load = new Load(task, await askForSymbols(task.port));
listenToParent((message) => {
  // Clients that do not gather end the process, and the parent gets the reason.
  void load.hear(message as FromParent);
});
