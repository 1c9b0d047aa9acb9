// What a client has to know, as plainly as it can be put: places in the log, states, and whether all that comes fits on to them.
import type {
  Accepted,
  Batch,
  Heartbeat,
  Position,
  Snapshot,
  Subscription,
  SubscriptionReply,
  SymbolState,
} from '../../../proto/messages.ts';
import { stateDigest } from '../../../proto/state-digest.ts';
import { applyRows } from './model-rows.ts';
import {
  nothingAt,
  type Asked,
  type Event,
  type Fault,
  type Finder,
  type Held,
  type Judge,
  type Known,
  type Resume,
} from './model-types.ts';

export class ModelClient {
  readonly faults: Fault[] = [];
  known: Known;
  readonly #judge: Judge | undefined;
  /** It has heard of another log than its own, and has not resumed on that yet. */
  #foreign = false;
  /** Its state at the position of a resume, until the reply. */
  #resuming: Known | undefined;
  /** Lanes that were at the head and got no digest, which may happen once if they are about to be served. */
  readonly #undigested = new Set<number>();
  readonly #found: Finder = (kind, message) => this.faults.push({ kind, message });

  /** `head` as welcomed. */
  constructor(head: Position, judge?: Judge) {
    this.known = nothingAt(head);
    this.#judge = judge;
  }

  /** The state from which a resume continues: the earlier one while a reply is pending. */
  get place(): Known {
    return this.#resuming ?? this.known;
  }

  /** Whether it must ask for a resume on its connection. */
  get mustResume(): boolean {
    return this.#foreign && this.#resuming === undefined;
  }

  /** Once more, on another connection. */
  connected(head: Position): void {
    this.#foreign = false;
    this.known = nothingAt(head);
  }

  /** The resume request for its state. Subscriptions that waited for a snapshot must be requested again. */
  resumeFrom(known: Known, after: Position = { epoch: known.epoch, sequence: known.lanes.get(0) ?? 0 }): Resume {
    const { lanes, board, tape } = known;
    this.#resuming = known;
    return {
      kind: 'resume',
      after,
      lanes: [...lanes].flatMap(([intervalMs, sequence]) =>
        intervalMs === 0 || sequence === undefined ? [] : [{ intervalMs, sequence }],
      ),
      subscriptions: [
        ...[...board.values()].map(({ symbol, intervalMs }): Subscription => ({ symbol, mode: 'board', intervalMs })),
        ...[...tape.values()].map(({ symbol }): Subscription => ({ symbol, mode: 'tape' })),
      ],
    };
  }

  /** Starts over, without a resume. */
  forget(): void {
    this.#resuming = undefined;
  }

  replied(asked: Asked, reply: SubscriptionReply): void {
    if (asked.kind !== 'resume' && reply.head.epoch !== this.known.epoch) {
      this.#foreign = true;
      return;
    }
    this.#judge?.replied(this.known, asked, reply, this.#found);
    if (asked.kind === 'resume') this.#resume(asked, reply);
    else if (asked.kind === 'subscribe') this.#begin(asked.subscriptions, reply.accepted, reply.head.sequence);
    else if (asked.kind === 'unsubscribe') this.#end(reply.accepted);
    this.#judge?.knows(this.known, this.#found);
  }

  heard(event: Event): void {
    const { kind, message } = event;
    const epoch = kind === 'snapshot' ? event.message.at.epoch : event.message.epoch;
    if (epoch !== this.known.epoch) {
      if (kind !== 'heartbeat' && !this.#foreign) this.#found('stranger', `a ${kind} of epoch ${epoch}`);
      this.#foreign = true;
      return;
    }
    if (!this.known.lanes.has(message.intervalMs)) {
      this.#found('stranger', `a ${kind} of a lane of ${message.intervalMs} ms`);
      return;
    }
    this.#judge?.heard(this.known, event, this.#found);
    if (kind === 'batch') this.#takeBatch(event.message);
    else if (kind === 'snapshot') this.#takeSnapshot(event.message);
    else this.#takeHeartbeat(event.message);
    this.#judge?.knows(this.known, this.#found);
  }

  #resume({ after, lanes, subscriptions }: Resume, { accepted, head, reset }: SubscriptionReply): void {
    this.#foreign = false;
    this.known = nothingAt({ epoch: head.epoch, sequence: reset === undefined ? after.sequence : head.sequence });
    const lost = accepted.filter(({ receipt }) => receipt?.kind === 'reset');
    this.#begin(subscriptions, lost, head.sequence);
    const places = new Map(this.known.lanes);
    const board = new Map<number, Held>();
    const tape = new Map(this.known.tape);
    for (const one of accepted) {
      const { id, symbol } = one.instrument;
      if (lost.includes(one)) continue;
      const held = this.#resuming?.board.get(id);
      if (one.mode === 'tape') tape.set(id, { symbol, since: after.sequence });
      else if (!held) this.#found('answer', `${symbol} goes on, and was not there`);
      else {
        board.set(id, held);
        const place = lanes.find(({ intervalMs }) => intervalMs === held.intervalMs);
        if (held.intervalMs !== 0) places.set(held.intervalMs, place?.sequence ?? after.sequence);
      }
    }
    const promised = accepted.some(({ mode, receipt }) => mode === 'tape' && receipt?.kind === 'exact');
    this.known = { ...this.known, lanes: places, board, tape, promised: promised ? head.sequence : 0 };
    this.#resuming = undefined;
  }

  #begin(asked: readonly Subscription[], accepted: readonly Accepted[], head: number): void {
    const lanes = new Map(this.known.lanes);
    const awaiting = new Map(this.known.awaiting);
    const tape = new Map(this.known.tape);
    for (const { mode, instrument } of accepted) {
      const { id, symbol } = instrument;
      if (mode === 'tape') {
        if (!tape.has(id)) tape.set(id, { symbol, since: head });
        continue;
      }
      const intervalMs = asked.find((s) => s.symbol === symbol && s.mode === mode)?.intervalMs ?? 0;
      awaiting.set(id, { symbol, intervalMs });
      if (!lanes.has(intervalMs)) lanes.set(intervalMs, undefined);
    }
    this.#become({ lanes, awaiting, tape });
  }

  #end(accepted: readonly Accepted[]): void {
    const board = new Map(this.known.board);
    const awaiting = new Map(this.known.awaiting);
    const tape = new Map(this.known.tape);
    for (const { mode, instrument } of accepted) {
      if (mode === 'tape') tape.delete(instrument.id);
      else for (const boards of [board, awaiting]) boards.delete(instrument.id);
    }
    this.#become({ board, awaiting, tape });
  }

  #takeBatch(batch: Batch): void {
    this.#join('batch', batch.intervalMs, batch.after, batch.through);
    const board = new Map(this.known.board);
    const change = (id: number, next: (state: SymbolState) => SymbolState): void => {
      const held = board.get(id);
      if (held) board.set(id, { ...held, state: next(held.state) });
    };
    applyRows(batch, change);
    this.#become({ board });
  }

  #takeSnapshot({ intervalMs, at, states }: Snapshot): void {
    this.#join('snapshot', intervalMs, at.sequence, at.sequence);
    const board = new Map(this.known.board);
    const awaiting = new Map(this.known.awaiting);
    for (const state of states) {
      const awaited = awaiting.get(state.id);
      if (awaited?.intervalMs === intervalMs) {
        awaiting.delete(state.id);
        board.set(state.id, { ...awaited, state });
      } else this.#found('stranger', `a snapshot of ${state.id} that nobody asked for`);
    }
    this.#become({ board, awaiting });
  }

  #takeHeartbeat({ intervalMs, after, through, digest, head }: Heartbeat): void {
    this.#join('heartbeat', intervalMs, after, through);
    const mine = [...this.known.board.values()].filter((held) => held.intervalMs === intervalMs);
    const sum = mine.reduce((total, { state }) => (total + stateDigest(state)) >>> 0, 0);
    const isMissing = !digest && mine.length > 0 && through === head;
    const differs = digest && (digest.symbols !== mine.length || digest.sum !== sum);
    if (differs || (isMissing && this.#undigested.has(intervalMs)))
      this.#found('digest', `at ${through}: ${JSON.stringify(digest)}, while ${mine.length} states come to ${sum}`);
    if (isMissing) this.#undigested.add(intervalMs);
    else this.#undigested.delete(intervalMs);
  }

  /** A range must join the lane's position; otherwise it is a fault. Either way, the lane continues at its end. */
  #join(what: string, intervalMs: number, after: number, through: number): void {
    const at = this.known.lanes.get(intervalMs);
    const where = `lane of ${intervalMs} ms at ${at}: ${what} ${after}..${through}`;
    if (at !== undefined && after > at) this.#found('gap', where);
    if (at !== undefined && after < at) this.#found('overlap', where);
    this.known = { ...this.known, lanes: new Map(this.known.lanes).set(intervalMs, through) };
  }

  /** Removes lanes without subscriptions. */
  #become(change: Partial<Known>): void {
    const next = { ...this.known, ...change };
    const used = new Set([0, ...[...next.board.values(), ...next.awaiting.values()].map((held) => held.intervalMs)]);
    this.known = { ...next, lanes: new Map([...next.lanes].filter(([intervalMs]) => used.has(intervalMs))) };
  }
}
