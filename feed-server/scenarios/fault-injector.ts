// Runs a scenario: makes each fault strike at its trigger, and tracks which are in force.
import type { Clock } from '../time/clock.ts';
import { Random } from '../market/random.ts';
import { FaultSymbols } from './fault-symbols.ts';
import { strikesConnections, type Target, type TimedFault } from './faults.ts';
import { FaultyPort, type FaultsInForce, type Outlet } from './faulty-port.ts';
import { Injection, type BegunFault, type InjectedFault } from './injection.ts';
import { LastingStrikes } from './lasting-strikes.ts';
import { PastFaults } from './past-faults.ts';
import { schedule, strikeMs, strikesWithin } from './schedule.ts';
import type { Strike } from './strike.ts';

/** What faults do to the server. */
export interface FaultyServer {
  /** Starts a new log with a new epoch. Connections stay. */
  newEpoch(): void;
  /** Stops listening for `downMs`, then starts a new log. */
  restart(downMs: number): void;
}

export interface FaultInjectorOptions {
  readonly seed: number;
  readonly clock: Clock;
  /** The feed's symbols, by id. */
  readonly symbols: readonly string[];
  readonly server: FaultyServer;
  /** Called with the number of each connection that ends. */
  readonly onLeave?: (number: number) => void;
  /**
   * With several processes: asks the market's process to let a waiting fault strike the connection `number`. It grants each
   * fault once, and calls `strikeFirst` in every process. `number` is undefined if the fault has already struck here.
   */
  readonly claim?: (id: number, number: number | undefined) => void;
  /** Called each time a fault strikes, except for faults that are drawn for each batch. */
  readonly onStrike?: (id: number) => void;
}

const ALL_CONNECTIONS: Target = { share: 1, client: undefined, nth: undefined, symbols: [] };

/**
 * Each fault has its own random stream for each connection, seeded with the numbers of both. So the seed alone determines what
 * happens to the nth batch of a connection, whatever other connections do.
 */
export class FaultInjector implements FaultsInForce {
  readonly #options: FaultInjectorOptions;
  /** Faults that are not over, each with a function that cancels its trigger. */
  readonly #injected = new Map<Injection, () => void>();
  /** The faults in `#injected` for which a random number is drawn for each batch. */
  readonly #drawnByBatch = new Set<Injection>();
  readonly #past = new PastFaults();
  readonly #ports = new Set<FaultyPort>();
  readonly #lasting: LastingStrikes;
  readonly #symbols: FaultSymbols;
  #lastNumber = 0;
  #lastFaultId = 0;

  constructor(options: FaultInjectorOptions) {
    this.#options = options;
    this.#symbols = new FaultSymbols(options.symbols);
    this.#lasting = new LastingStrikes(options.clock, this.#symbols);
  }

  get lasting(): Iterable<Strike> {
    return this.#lasting;
  }

  /** How many entries it keeps for connections: 0 once all have ended. */
  get entryCount(): number {
    let entries = this.#ports.size;
    for (const injection of this.#injected.keys()) entries += injection.entryCount;
    return entries;
  }

  /** @throws ScenarioError for a symbol that this feed does not have */
  expectKnownSymbols(timed: TimedFault): void {
    this.#symbols.expectKnownSymbols(timed);
  }

  /** The times of its trigger count from now. Returns its id. @throws ScenarioError for a symbol that this feed does not have */
  inject(timed: TimedFault): number {
    this.expectKnownSymbols(timed);
    const id = ++this.#lastFaultId;
    this.adopt({ id, timed, ageMs: 0 });
    return id;
  }

  /**
   * Takes over a fault that another injector with the same seed has begun. Strikes still in force apply here too, and from now on
   * the fault does the same to connections here.
   */
  adopt({ id, timed, ageMs }: BegunFault): void {
    const { clock, seed } = this.#options;
    const { trigger, target, forMs = 0 } = timed;
    const startedAt = clock.now() - ageMs;
    const injection = new Injection(id, timed, seed, startedAt);
    if (trigger.kind === 'first') {
      this.#injected.set(injection, () => undefined);
      this.#strikeOpenConnections(injection);
      return;
    }
    const pastStrikes = strikesWithin(trigger, ageMs);
    const strike = (): void => this.#strike(injection, target);
    if (injection.isDrawnByBatch) this.#drawnByBatch.add(injection);
    const cancel = injection.isDrawnByBatch
      ? () => undefined
      : schedule(clock, startedAt, trigger, injection.makeRandom(), strike, pastStrikes);
    this.#injected.set(injection, cancel);
    for (let n = 1; n <= pastStrikes; n++) {
      const remainingMs = strikeMs(trigger, n) + forMs - ageMs;
      const pastStrike = injection.nextStrike(target);
      if (remainingMs > 0) this.#keepStrike(injection, pastStrike, remainingMs);
    }
    this.#retireIfOver(injection);
  }

  /** What only this injector knows about each fault: its hits here, and its strikes if it is drawn for each batch. */
  get localFaults(): InjectedFault[] {
    const drawn = new Set([...this.#drawnByBatch].map(({ id }) => id));
    return this.list().map((fault) => (drawn.has(fault.id) ? fault : { ...fault, strikes: 0, active: false }));
  }

  /** The faults that another injector has to adopt: not over, and striking connections or waiting for one. */
  get begunFaults(): BegunFault[] {
    const now = this.#options.clock.now();
    return [...this.#injected.keys()]
      .filter(({ timed, isWaiting }) => isWaiting || strikesConnections(timed))
      .map((injection) => injection.toBegunFault(now));
  }

  /** Call when a waiting fault has found the connection `number`, here or in another process. Returns false if it was not waiting. */
  strikeFirst(id: number, number: number | undefined): boolean {
    const injection = [...this.#injected.keys()].find((one) => one.id === id);
    if (!injection?.isWaiting) return false;
    const found = [...this.#ports].filter((port) => port.number === number);
    this.#strikeFirst(injection, found);
    for (const port of this.#ports) if (port.hasSubscribed) this.subscribed(port);
    return true;
  }

  /** Ends a fault and its lasting effects. Returns false if no fault has this id. */
  clear(id: number): boolean {
    if (this.#past.remove(id)) return true;
    for (const [injection, cancel] of this.#injected) {
      if (injection.id !== id) continue;
      cancel();
      this.#remove(injection);
      for (const [strike, cancelEnd] of injection.lasting) {
        cancelEnd();
        this.#lasting.end(strike);
      }
      this.#easePorts();
      return true;
    }
    return false;
  }

  clearAll(): void {
    for (const { id } of this.list()) this.clear(id);
  }

  /** All faults that are not over, and the latest that are, in the order of their ids. */
  list(): InjectedFault[] {
    const faults = [...this.#past.list, ...[...this.#injected.keys()].map(({ summary }) => summary)];
    return faults.sort((a, b) => a.id - b.id);
  }

  nextNumber(): number {
    return ++this.#lastNumber;
  }

  /** Adds a connection, and returns the port to send to it through. `number`: needed if another process counts connections. */
  join(outlet: Outlet, number = this.nextNumber()): FaultyPort {
    const { clock, seed } = this.#options;
    const port = new FaultyPort(outlet, number, clock, new Random(seed, `connection ${number}`), this);
    this.#ports.add(port);
    return port;
  }

  leave(port: FaultyPort): void {
    port.end();
    this.#ports.delete(port);
    this.connectionEnded(port.number);
    this.#options.onLeave?.(port.number);
  }

  /** Call when the connection of this number has ended, in this or another process. */
  connectionEnded(number: number): void {
    for (const injection of this.#injected.keys()) {
      injection.forget(number);
      for (const [strike, cancel] of injection.lasting) {
        if (!strike.targetsOnly(number)) continue;
        cancel();
        this.#end(injection, strike);
      }
    }
  }

  /** Whether ticks of instrument `id` are dropped. */
  mutes(id: number): boolean {
    return this.#lasting.mutes(id);
  }

  drawForBatch(port: FaultyPort): void {
    const now = this.#options.clock.now();
    for (const injection of this.#drawnByBatch) {
      // A strike may have ended the connection.
      if (!this.#ports.has(port)) return;
      if (injection.drawForBatch(port, now)) this.#strike(injection, { ...ALL_CONNECTIONS, nth: port.number });
    }
  }

  /** Call when `port` has subscribed. Faults that wait for a connection may strike it. */
  subscribed(port: FaultyPort): void {
    for (const injection of [...this.#injected.keys()]) {
      // If a fault has ended the connection, the next fault waits for another.
      if (port.hasEnded) return;
      if (!injection.isWaiting || !injection.aimsAt(port)) continue;
      if (!this.#options.claim) this.#strikeFirst(injection, [port]);
      else {
        this.#options.claim(injection.id, port.number);
        return;
      }
    }
  }

  /** Call when a new log begins. */
  forgetSequences(): void {
    for (const port of this.#ports) port.forgetSequences();
  }

  #strike(injection: Injection, target: Target): void {
    const strike = injection.nextStrike(target);
    const hitPorts = [...this.#ports].filter((port) => strike.aimsAt(port));
    this.#perform(injection, strike, hitPorts);
  }

  /** Strikes the open connections that the fault is aimed at, or waits if there are none. */
  #strikeOpenConnections(injection: Injection): void {
    const targets = [...this.#ports].filter((port) => !port.hasEnded && injection.aimsAt(port));
    if (targets.length === 0) return;
    this.#strikeFirst(injection, targets);
    this.#options.claim?.(injection.id, undefined);
  }

  #strikeFirst(injection: Injection, ports: readonly FaultyPort[]): void {
    this.#perform(injection, injection.strikeFirst(this.#options.clock.now()), ports);
  }

  #perform(injection: Injection, strike: Strike, ports: readonly FaultyPort[]): void {
    const { fault, forMs } = injection.timed;
    if (fault.kind === 'epoch') {
      this.forgetSequences();
      this.#options.server.newEpoch();
    } else if (fault.kind === 'restart') this.#options.server.restart(fault.downMs);
    else if (forMs !== undefined) {
      this.#keepStrike(injection, strike, forMs);
      for (const port of ports) strike.hit(port);
    } else {
      for (const port of ports) if (!port.hasEnded && strike.hit(port)) port.strike(fault);
      injection.addHits(strike);
    }
    this.#retireIfOver(injection);
    if (!injection.isDrawnByBatch) this.#options.onStrike?.(injection.id);
  }

  #keepStrike(injection: Injection, strike: Strike, forMs: number): void {
    const end = (): void => {
      this.#end(injection, strike);
      this.#easePorts();
    };
    injection.lasting.set(strike, this.#lasting.begin(strike, forMs, end));
  }

  #end(injection: Injection, strike: Strike): void {
    injection.lasting.delete(strike);
    injection.addHits(strike);
    this.#lasting.end(strike);
    this.#retireIfOver(injection);
  }

  #retireIfOver(injection: Injection): void {
    if (!injection.isOver) return;
    this.#remove(injection);
    this.#past.add(injection.summary);
  }

  #remove(injection: Injection): void {
    this.#injected.delete(injection);
    this.#drawnByBatch.delete(injection);
  }

  /** Call when lasting faults have ended, since ports may send more now. */
  #easePorts(): void {
    for (const port of this.#ports) port.ease();
  }
}
