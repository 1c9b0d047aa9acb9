// A gateway process as the market's process sees it: a reader of the log that is told what comes next as fast as it takes it.
import type { ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import { handleOf, type TcpConnection } from '../transport/listener.ts';
import type { MarketClock } from './gateway.ts';
import { LOOK_MS, type Taker } from './hand-over.ts';
import { WINDOW_TICKS, type FromGateway, type GatewayDetails, type Report, type ToGateway } from './messages.ts';
import { blockOf } from './tick-block.ts';

const BLOCK_TICKS = 16_384;
/** A gateway that leaves a question unanswered for so many looks is killed: it hangs, or never gets to start. */
const MAX_LOOKS = 5_000 / LOOK_MS;
const MAX_STARTING_LOOKS = 20_000 / LOOK_MS;
/** And one that is still there so many looks after it was to close its connections, or to end. */
const MAX_END_LOOKS = 3_000 / LOOK_MS;

export interface GatewayEvents {
  /** It has all of the log, for the first time. */
  current(): void;
  /** Returns the number of its new connection. */
  number(): number;
  left(number: number): void;
  /** A fault that waits for a connection has found one there, or some. */
  claim(id: number, number: number | undefined): void;
  accepted(number: number): void;
  withdrawn(number: number): void;
  /** Its process has ended, `how`: "with code 1". */
  ended(how: string): void;
}

/** What it is told of. */
export interface Told {
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly market: () => MarketClock;
}

export class GatewayLink implements Taker {
  readonly #child: ChildProcess;
  readonly #events: GatewayEvents;
  readonly #instruments: number;
  readonly #market: () => MarketClock;
  readonly #bars: BarLog;
  #log: TickLog;
  /** Whether its bars are those of all ticks so far; false where some were not told. */
  #hasBars = false;
  /** Logs it has been told of; what it reports of an earlier one says nothing. */
  #logs = 0;
  /** Told up to here, of which it has reported to have taken up to `#head`, and to have served its readers up to `#served`. */
  #sent = 0;
  #head = 0;
  #served = 0;
  /** `telling`: it is told what is past. */
  #state: 'telling' | 'told' | 'ended' = 'telling';
  #isCurrent = false;
  /** Looks since it was asked something, undefined where it has answered all. */
  #asked: number | undefined;
  /** Looks since it was to close its connections or to end, undefined where it was not, or has. */
  #ending: number | undefined;
  /** Connections that it was told to serve, and how many of those have ended as far as it has said. */
  #taken = 0;
  #gone = 0;
  #wantDetails: ((details: GatewayDetails | undefined) => void)[] = [];
  #wantClosed: (() => void)[] = [];
  readonly #wantEnded: (() => void)[] = [];

  constructor(child: ChildProcess, begin: Extract<ToGateway, { kind: 'begin' }>, told: Told, events: GatewayEvents) {
    this.#child = child;
    this.#events = events;
    this.#instruments = begin.settings.instruments.length;
    this.#market = told.market;
    this.#bars = told.bars;
    this.#log = told.log;
    child.on('message', (message) => this.#hear(message as FromGateway));
    // Where sending fails the process has ended, or is about to, which is told by itself; not where it never began.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#end(`before it began: ${error.message}`);
    });
    child.once('exit', (code, signal) => this.#end(signal === null ? `with code ${code}` : `on ${signal}`));
    this.#send(begin);
    this.follow(told.log);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isCurrent(): boolean {
    return this.#isCurrent && this.#state !== 'ended';
  }

  get load(): number {
    return this.#taken - this.#gone;
  }

  /** Ticks that its reader furthest behind has yet to be served, as far as it has said; it is asked for the next time. */
  get backlog(): number {
    this.#ask();
    return this.#log.head - this.#served;
  }

  /** Tells it another log, from the first tick that is kept. */
  follow(log: TickLog): void {
    const after = log.resumableFrom;
    if (this.#sent < this.#log.head) this.#hasBars = false;
    this.#log = log;
    this.#logs++;
    this.#sent = this.#head = this.#served = after;
    if (this.#state === 'told') this.#state = 'telling';
    this.#send({ kind: 'log', epoch: log.epoch, after });
    this.published();
  }

  /** Tells it what is new, and where the market is. */
  published(): void {
    if (this.#sent === this.#log.head && this.#state === 'told')
      this.#send({ kind: 'market', market: this.#market(), share: undefined });
    else this.#forward();
  }

  beat(share: number): void {
    this.#send({ kind: 'market', market: this.#market(), share });
  }

  tell(message: ToGateway & { kind: 'inject' | 'clear' | 'strike' }): void {
    this.#send(message);
  }

  offer(number: number, tcp: TcpConnection): void {
    // One that has ended goes as none. That of a worker that has ended is offered to others: nobody waits for this one.
    if (this.#child.connected) this.#child.send({ kind: 'offer', number } satisfies ToGateway, handleOf(tcp));
  }

  serve(number: number): void {
    this.#taken++;
    this.#send({ kind: 'serve', number });
  }

  withdraw(number: number): void {
    this.#send({ kind: 'withdraw', number });
  }

  /** Resolves once its connections have ended. */
  close(why: CloseKind, message: string): Promise<void> {
    if (this.#state === 'ended') return Promise.resolve();
    return new Promise((resolve) => {
      this.#wantClosed.push(resolve);
      this.#ending = 0;
      this.#send({ kind: 'close', why, message });
    });
  }

  /** Undefined where it ends instead. */
  details(): Promise<GatewayDetails | undefined> {
    if (this.#state === 'ended') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#wantDetails.push(resolve);
      this.#send({ kind: 'ask', detailed: true });
    });
  }

  /** Call every LOOK_MS: kills it where it hangs. */
  look(): void {
    const most = this.#isCurrent ? MAX_LOOKS : MAX_STARTING_LOOKS;
    const isSilent = this.#asked !== undefined && ++this.#asked >= most;
    const isLate = this.#ending !== undefined && ++this.#ending >= MAX_END_LOOKS;
    if (isSilent || isLate) this.#child.kill('SIGKILL');
    this.#ask();
  }

  /** Resolves once its process has ended. */
  async end(): Promise<void> {
    if (this.#state === 'ended') return;
    const ended = new Promise<void>((resolve) => this.#wantEnded.push(resolve));
    this.#ending = 0;
    if (this.#child.connected) this.#child.disconnect();
    await ended;
  }

  /** No more than it takes; a gateway that is slow is told later, in larger blocks, and costs no memory here. */
  #forward(): void {
    const log = this.#log;
    // The log does not hold any more what comes next: it starts over, once it answers, and its connections resume.
    if (this.#sent < log.heldFrom) {
      if (this.#asked === undefined) this.follow(log);
      this.#ask();
      return;
    }
    while (this.#sent < log.head && this.#sent - this.#head < WINDOW_TICKS) {
      const through = Math.min(log.head, this.#sent + BLOCK_TICKS);
      this.#send({ kind: 'ticks', block: blockOf(log, this.#sent, through), market: this.#market() });
      this.#sent = through;
    }
    if (this.#state !== 'telling' || this.#sent < log.head) return;
    this.#state = 'told';
    const ids = Array.from({ length: this.#instruments }, (_, id) => id);
    if (!this.#hasBars) for (const id of ids) this.#send({ kind: 'bars', id, state: this.#bars.stateOf(id) });
    this.#hasBars = true;
    this.#send({ kind: 'values', states: ids.map((id) => log.last.stateOf(id)), market: this.#market() });
  }

  #hear(message: FromGateway): void {
    switch (message.kind) {
      case 'current':
        if (this.#isCurrent) return;
        this.#isCurrent = true;
        this.#events.current();
        return;
      case 'report':
        this.#note(message);
        return;
      case 'number':
        this.#send({ kind: 'number', number: this.#events.number() });
        return;
      case 'left':
        this.#events.left(message.number);
        return;
      case 'claim':
        this.#events.claim(message.id, message.number);
        return;
      case 'accepted':
        this.#events.accepted(message.number);
        return;
      case 'withdrawn':
        this.#events.withdrawn(message.number);
        return;
      case 'closed':
        this.#ending = undefined;
        for (const resolve of this.#wantClosed.splice(0)) resolve();
    }
  }

  #note({ logs, head, served, load, taken, answers }: Report): void {
    if (answers === 'question') this.#asked = undefined;
    else if (answers !== 'nothing') this.#wantDetails.shift()?.(answers);
    this.#gone = taken - load;
    if (logs !== this.#logs) return;
    this.#head = head;
    this.#served = served;
    this.#forward();
  }

  #ask(): void {
    if (this.#asked !== undefined || this.#state === 'ended') return;
    this.#asked = 0;
    this.#send({ kind: 'ask', detailed: false });
  }

  #send(message: ToGateway): void {
    if (this.#child.connected) this.#child.send(message);
  }

  #end(how: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    for (const resolve of this.#wantDetails.splice(0)) resolve(undefined);
    for (const resolve of [...this.#wantClosed.splice(0), ...this.#wantEnded.splice(0)]) resolve();
    this.#events.ended(how);
  }
}
