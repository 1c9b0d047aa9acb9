// The market process's end of the channel to one gateway process. Streams the log to it as fast as it can process it.
import type { ChildProcess } from 'node:child_process';
import type { CloseKind } from '../../proto/messages.ts';
import type { BarLog } from '../log/bar-log.ts';
import type { TickLog } from '../log/tick-log.ts';
import type { MarketClock } from '../delivery/heartbeat.ts';
import { handleOf, type TcpConnection } from '../transport/listener.ts';
import { CHECK_MS, type HandOverTarget } from './hand-over.ts';
import { MAX_TICKS_AHEAD, type FromGateway, type GatewayDetails, type Report, type ToGateway } from './messages.ts';
import { encodeBlock } from '../replication/tick-block.ts';

const MAX_BLOCK_TICKS = 16_384;
/** A gateway is killed after this many checks without a report; while it starts, it may take longer. */
const MAX_SILENT_CHECKS = 5_000 / CHECK_MS;
const MAX_STARTING_CHECKS = 20_000 / CHECK_MS;
/** A gateway is killed this many checks after it was told to close its connections or to end. */
const MAX_END_CHECKS = 3_000 / CHECK_MS;

export interface GatewayEvents {
  /** The gateway has the whole log for the first time. */
  onCurrent(): void;
  /** Returns the number for the gateway's new connection. */
  assignNumber(): number;
  /** The connection of this number has ended. */
  onLeft(number: number): void;
  /** A fault that waited for a connection found one in the gateway. `number`: as in the message `claim`. */
  onClaim(id: number, number: number | undefined): void;
  onAccepted(number: number): void;
  onWithdrawn(number: number): void;
  /** Its process has ended; `how`: "with code 1". */
  onEnded(how: string): void;
}

/** What the link streams to its gateway. */
export interface LogSource {
  readonly log: TickLog;
  readonly bars: BarLog;
  readonly market: () => MarketClock;
}

export class WorkerLink implements HandOverTarget {
  readonly #child: ChildProcess;
  readonly #events: GatewayEvents;
  readonly #instruments: number;
  readonly #market: () => MarketClock;
  readonly #bars: BarLog;
  #log: TickLog;
  /** Whether the gateway's bars include all ticks so far; false if it missed some. */
  #hasBars = false;
  /** The number of logs sent to the gateway. Reports about earlier logs are ignored. */
  #logs = 0;
  /** The last sequence sent; the gateway has reported that it received up to `#head` and delivered up to `#served`. */
  #sent = 0;
  #head = 0;
  #served = 0;
  /** `sending`: the gateway is catching up with the log. */
  #state: 'sending' | 'sent' | 'ended' = 'sending';
  #isCurrent = false;
  /** Checks since a report was requested; undefined once it has arrived. */
  #unansweredChecks: number | undefined;
  /** Checks since the gateway was told to close its connections or to end; undefined if neither is pending. */
  #endingChecks: number | undefined;
  /** The connections handed over to the gateway, and how many of them have ended according to its last report. */
  #handedOver = 0;
  #endedConnections = 0;
  #detailsResolvers: ((details: GatewayDetails | undefined) => void)[] = [];
  #closedResolvers: (() => void)[] = [];
  readonly #endedResolvers: (() => void)[] = [];

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
    child.on('message', (message) => this.#onMessage(message as FromGateway));
    // After a failed send, the process is ending and 'exit' follows. Only a process that never started emits no 'exit'.
    child.on('error', (error) => {
      if (child.pid === undefined) this.#onExit(`before it started: ${error.message}`);
    });
    child.once('exit', (code, signal) => this.#onExit(signal === null ? `with code ${code}` : `on ${signal}`));
    this.#send(begin);
    this.streamLog(source.log);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isCurrent(): boolean {
    return this.#isCurrent && this.#state !== 'ended';
  }

  get load(): number {
    return this.#handedOver - this.#endedConnections;
  }

  /** The number of ticks that its slowest reader had not received by its last report. Requests a new report. */
  get backlog(): number {
    this.#requestReport();
    return this.#log.head - this.#served;
  }

  /** Starts streaming another log, from its oldest tick. */
  streamLog(log: TickLog): void {
    const after = log.resumableFrom;
    if (this.#sent < this.#log.head) this.#hasBars = false;
    this.#log = log;
    this.#logs++;
    this.#sent = this.#head = this.#served = after;
    if (this.#state === 'sent') this.#state = 'sending';
    this.#send({ kind: 'log', epoch: log.epoch, after });
    this.published();
  }

  /** Sends new ticks and the market's clock. */
  published(): void {
    if (this.#sent === this.#log.head && this.#state === 'sent')
      this.#send({ kind: 'market', market: this.#market(), share: undefined });
    else this.#sendTicks();
  }

  sendHeartbeats(share: number): void {
    this.#send({ kind: 'market', market: this.#market(), share });
  }

  sendFault(message: ToGateway & { kind: 'inject' | 'clear' | 'strike' }): void {
    this.#send(message);
  }

  offer(number: number, tcp: TcpConnection): void {
    // A connection that has ended has no handle. If the gateway has ended, HandOver offers the connection to another.
    if (this.#child.connected) this.#child.send({ kind: 'offer', number } satisfies ToGateway, handleOf(tcp));
  }

  serve(number: number): void {
    this.#handedOver++;
    this.#send({ kind: 'serve', number });
  }

  withdraw(number: number): void {
    this.#send({ kind: 'withdraw', number });
  }

  /** Resolves once its connections have ended. */
  close(why: CloseKind, message: string): Promise<void> {
    if (this.#state === 'ended') return Promise.resolve();
    return new Promise((resolve) => {
      this.#closedResolvers.push(resolve);
      this.#endingChecks = 0;
      this.#send({ kind: 'close', why, message });
    });
  }

  /** Resolves with undefined if the worker ends before it answers. */
  details(): Promise<GatewayDetails | undefined> {
    if (this.#state === 'ended') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#detailsResolvers.push(resolve);
      this.#send({ kind: 'report-request', detailed: true });
    });
  }

  /** Call this every CHECK_MS. Kills the gateway if it hangs. */
  check(): void {
    const max = this.#isCurrent ? MAX_SILENT_CHECKS : MAX_STARTING_CHECKS;
    const isSilent = this.#unansweredChecks !== undefined && ++this.#unansweredChecks >= max;
    const isLate = this.#endingChecks !== undefined && ++this.#endingChecks >= MAX_END_CHECKS;
    if (isSilent || isLate) this.#child.kill('SIGKILL');
    this.#requestReport();
  }

  /** Resolves once its process has ended. */
  async end(): Promise<void> {
    if (this.#state === 'ended') return;
    const ended = new Promise<void>((resolve) => this.#endedResolvers.push(resolve));
    this.#endingChecks = 0;
    if (this.#child.connected) this.#child.disconnect();
    await ended;
  }

  /** Sends up to MAX_TICKS_AHEAD beyond the gateway's reports. A slow gateway gets larger blocks later, and costs no memory here. */
  #sendTicks(): void {
    const log = this.#log;
    // The log no longer holds the next tick. Once the gateway reports, it gets the log again, and its connections resume.
    if (this.#sent < log.heldFrom) {
      if (this.#unansweredChecks === undefined) this.streamLog(log);
      this.#requestReport();
      return;
    }
    while (this.#sent < log.head && this.#sent - this.#head < MAX_TICKS_AHEAD) {
      const through = Math.min(log.head, this.#sent + MAX_BLOCK_TICKS);
      this.#send({ kind: 'ticks', block: encodeBlock(log, this.#sent, through), market: this.#market() });
      this.#sent = through;
    }
    if (this.#state !== 'sending' || this.#sent < log.head) return;
    this.#state = 'sent';
    const ids = Array.from({ length: this.#instruments }, (_, id) => id);
    if (!this.#hasBars) for (const id of ids) this.#send({ kind: 'bars', id, state: this.#bars.stateOf(id) });
    this.#hasBars = true;
    this.#send({ kind: 'values', states: ids.map((id) => log.last.stateOf(id)), market: this.#market() });
  }

  #onMessage(message: FromGateway): void {
    switch (message.kind) {
      case 'current':
        if (this.#isCurrent) return;
        this.#isCurrent = true;
        this.#events.onCurrent();
        return;
      case 'report':
        this.#onReport(message);
        return;
      case 'number':
        this.#send({ kind: 'number', number: this.#events.assignNumber() });
        return;
      case 'left':
        this.#events.onLeft(message.number);
        return;
      case 'claim':
        this.#events.onClaim(message.id, message.number);
        return;
      case 'accepted':
        this.#events.onAccepted(message.number);
        return;
      case 'withdrawn':
        this.#events.onWithdrawn(message.number);
        return;
      case 'closed':
        this.#endingChecks = undefined;
        for (const resolve of this.#closedResolvers.splice(0)) resolve();
    }
  }

  #onReport({ logNumber, head, served, load, handedOver, answers }: Report): void {
    if (answers === 'request') this.#unansweredChecks = undefined;
    else if (answers !== 'nothing') this.#detailsResolvers.shift()?.(answers);
    this.#endedConnections = handedOver - load;
    if (logNumber !== this.#logs) return;
    this.#head = head;
    this.#served = served;
    this.#sendTicks();
  }

  #requestReport(): void {
    if (this.#unansweredChecks !== undefined || this.#state === 'ended') return;
    this.#unansweredChecks = 0;
    this.#send({ kind: 'report-request', detailed: false });
  }

  #send(message: ToGateway): void {
    if (this.#child.connected) this.#child.send(message);
  }

  #onExit(how: string): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    for (const resolve of this.#detailsResolvers.splice(0)) resolve(undefined);
    for (const resolve of [...this.#closedResolvers.splice(0), ...this.#endedResolvers.splice(0)]) resolve();
    this.#events.onEnded(how);
  }
}
