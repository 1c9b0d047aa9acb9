// The market process's end of the channel to one gateway process. Streams the log to it, no faster than it reads.
import type { ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import { handleOf, type TcpConnection } from '../transport/listener.ts';
import { LOOK_MS, type Taker } from './hand-over.ts';
import { WINDOW_TICKS, type FromGateway, type GatewayDetails, type Report, type ToGateway } from './messages.ts';
import { blockOf } from '../replication/tick-block.ts';

const BLOCK_TICKS = 16_384;
/** Looks without an answer after which a gateway is killed, because it hangs; while it starts, it gets more. */
const MAX_LOOKS = 5_000 / LOOK_MS;
const MAX_STARTING_LOOKS = 20_000 / LOOK_MS;
/** Looks after which a gateway that should have closed its connections, or ended, is killed. */
const MAX_END_LOOKS = 3_000 / LOOK_MS;

export interface GatewayEvents {
  /** It has the whole log, for the first time. */
  current(): void;
  /** Returns the number of its new connection. */
  number(): number;
  left(number: number): void;
  /** A fault that waited for a connection found one in the gateway. `number` as in the message `claim`. */
  claim(id: number, number: number | undefined): void;
  accepted(number: number): void;
  withdrawn(number: number): void;
  /** Its process has ended, `how`: "with code 1". */
  ended(how: string): void;
}

/** What the link streams to its gateway. */
export interface LogSource {
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly market: () => MarketClock;
}

export class WorkerLink implements Taker {
  readonly #child: ChildProcess;
  readonly #events: GatewayEvents;
  readonly #instruments: number;
  readonly #market: () => MarketClock;
  readonly #bars: BarLog;
  #log: TickLog;
  /** Whether its bars account for all ticks so far; false if it missed some. */
  #hasBars = false;
  /** Counts the logs sent to it; its reports on an earlier one are ignored. */
  #logs = 0;
  /** The last sequence sent; of these, the gateway reports to have taken up to `#head` and delivered up to `#served`. */
  #sent = 0;
  #head = 0;
  #served = 0;
  /** `sending`: it is catching up with the log. */
  #state: 'sending' | 'sent' | 'ended' = 'sending';
  #isCurrent = false;
  /** Looks since it was asked something; undefined once it has answered. */
  #asked: number | undefined;
  /** Looks since it was asked to close its connections or to end; undefined unless it still has to. */
  #ending: number | undefined;
  /** Connections given to it, and how many of them have ended according to its last report. */
  #taken = 0;
  #gone = 0;
  #wantDetails: ((details: GatewayDetails | undefined) => void)[] = [];
  #wantClosed: (() => void)[] = [];
  readonly #wantEnded: (() => void)[] = [];

  constructor(
    child: ChildProcess,
    begin: Extract<ToGateway, { kind: 'begin' }>,
    source: LogSource,
    events: GatewayEvents,
  ) {
    this.#child = child;
    this.#events = events;
    this.#instruments = begin.settings.instruments.length;
    this.#market = source.market;
    this.#bars = source.bars;
    this.#log = source.log;
    child.on('message', (message) => this.#hear(message as FromGateway));
    // A failed send means that the process is ending, and 'exit' follows. Only a process that never started has no 'exit'.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#end(`before it began: ${error.message}`);
    });
    child.once('exit', (code, signal) => this.#end(signal === null ? `with code ${code}` : `on ${signal}`));
    this.#send(begin);
    this.follow(source.log);
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

  /** Ticks that its slowest reader has yet to receive, by its last report. Asks for a new report. */
  get backlog(): number {
    this.#ask();
    return this.#log.head - this.#served;
  }

  /** Streams another log, from its oldest tick. */
  follow(log: TickLog): void {
    const after = log.resumableFrom;
    if (this.#sent < this.#log.head) this.#hasBars = false;
    this.#log = log;
    this.#logs++;
    this.#sent = this.#head = this.#served = after;
    if (this.#state === 'sent') this.#state = 'sending';
    this.#send({ kind: 'log', epoch: log.epoch, after });
    this.published();
  }

  /** Sends what is new, and the market's clock. */
  published(): void {
    if (this.#sent === this.#log.head && this.#state === 'sent')
      this.#send({ kind: 'market', market: this.#market(), share: undefined });
    else this.#forward();
  }

  beat(share: number): void {
    this.#send({ kind: 'market', market: this.#market(), share });
  }

  sendFault(message: ToGateway & { kind: 'inject' | 'clear' | 'strike' }): void {
    this.#send(message);
  }

  offer(number: number, tcp: TcpConnection): void {
    // A connection that has ended has no handle. Where the gateway has ended, HandOver offers the connection to another.
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

  /** Undefined if the worker ends before it answers. */
  details(): Promise<GatewayDetails | undefined> {
    if (this.#state === 'ended') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#wantDetails.push(resolve);
      this.#send({ kind: 'ask', detailed: true });
    });
  }

  /** Call every LOOK_MS. Kills the gateway if it hangs. */
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

  /** Sends at most a window ahead of what it reports. A slow gateway gets larger blocks later, and costs no memory here. */
  #forward(): void {
    const log = this.#log;
    // The log no longer holds the next tick. Once the gateway answers, it starts over and its connections resume.
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
    if (this.#state !== 'sending' || this.#sent < log.head) return;
    this.#state = 'sent';
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
