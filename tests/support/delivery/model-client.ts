// The simplest correct client: tracks its positions and symbol states, and reports every message that contradicts them.
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
  emptyStateAt,
  type ModelRequest,
  type DeliveryEvent,
  type Fault,
  type Report,
  type HeldBoard,
  type Checker,
  type ClientState,
  type ResumeRequest,
} from './model-types.ts';

export class ModelClient {
  readonly faults: Fault[] = [];
  state: ClientState;
  readonly #checker: Checker | undefined;
  /** A message of another epoch has arrived, and the client has not resumed there yet. */
  #epochChanged = false;
  /** The state that a pending resume continues from. */
  #resuming: ClientState | undefined;
  /** Lanes whose last heartbeat at the head had no digest. That is allowed once, just before they are served. */
  readonly #lanesWithoutDigest = new Set<number>();
  readonly #report: Report = (kind, message) => this.faults.push({ kind, message });

  /** `head`: from the welcome. */
  constructor(head: Position, checker?: Checker) {
    this.state = emptyStateAt(head);
    this.#checker = checker;
  }

  /** The state from which a resume continues: the earlier one while a reply is pending. */
  get resumeState(): ClientState {
    return this.#resuming ?? this.state;
  }

  /** Whether the client must request a resume on its open connection. */
  get mustResume(): boolean {
    return this.#epochChanged && this.#resuming === undefined;
  }

  /** Starts on a new connection. */
  connect(head: Position): void {
    this.#epochChanged = false;
    this.state = emptyStateAt(head);
  }

  /** The resume request that continues from `state`. Subscriptions that waited for a snapshot must be requested again. */
  resumeFrom(
    state: ClientState,
    after: Position = { epoch: state.epoch, sequence: state.lanes.get(0) ?? 0 },
  ): ResumeRequest {
    const { lanes, board, tape } = state;
    this.#resuming = state;
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

  /** Gives up the pending resume. */
  abandonResume(): void {
    this.#resuming = undefined;
  }

  handleReply(request: ModelRequest, reply: SubscriptionReply): void {
    if (request.kind !== 'resume' && reply.head.epoch !== this.state.epoch) {
      this.#epochChanged = true;
      return;
    }
    this.#checker?.checkReply(this.state, request, reply, this.#report);
    if (request.kind === 'resume') this.#resume(request, reply);
    else if (request.kind === 'subscribe')
      this.#addSubscriptions(request.subscriptions, reply.accepted, reply.head.sequence);
    else if (request.kind === 'unsubscribe') this.#removeSubscriptions(reply.accepted);
    this.#checker?.checkState(this.state, this.#report);
  }

  handleEvent(event: DeliveryEvent): void {
    const { kind, message } = event;
    const epoch = kind === 'snapshot' ? event.message.at.epoch : event.message.epoch;
    if (epoch !== this.state.epoch) {
      if (kind !== 'heartbeat' && !this.#epochChanged) this.#report('unexpected', `a ${kind} of epoch ${epoch}`);
      this.#epochChanged = true;
      return;
    }
    if (!this.state.lanes.has(message.intervalMs)) {
      this.#report('unexpected', `a ${kind} of a lane of ${message.intervalMs} ms`);
      return;
    }
    this.#checker?.checkEvent(this.state, event, this.#report);
    if (kind === 'batch') this.#applyBatch(event.message);
    else if (kind === 'snapshot') this.#applySnapshot(event.message);
    else this.#applyHeartbeat(event.message);
    this.#checker?.checkState(this.state, this.#report);
  }

  #resume({ after, lanes, subscriptions }: ResumeRequest, { accepted, head, reset }: SubscriptionReply): void {
    this.#epochChanged = false;
    this.state = emptyStateAt({ epoch: head.epoch, sequence: reset === undefined ? after.sequence : head.sequence });
    const resetEntries = accepted.filter(({ receipt }) => receipt?.kind === 'reset');
    this.#addSubscriptions(subscriptions, resetEntries, head.sequence);
    const positions = new Map(this.state.lanes);
    const board = new Map<number, HeldBoard>();
    const tape = new Map(this.state.tape);
    for (const entry of accepted) {
      const { id, symbol } = entry.instrument;
      if (resetEntries.includes(entry)) continue;
      const held = this.#resuming?.board.get(id);
      if (entry.mode === 'tape') tape.set(id, { symbol, since: after.sequence });
      else if (!held) this.#report('reply', `${symbol} is continued, but was not subscribed`);
      else {
        board.set(id, held);
        const position = lanes.find(({ intervalMs }) => intervalMs === held.intervalMs);
        if (held.intervalMs !== 0) positions.set(held.intervalMs, position?.sequence ?? after.sequence);
      }
    }
    const isExact = accepted.some(({ mode, receipt }) => mode === 'tape' && receipt?.kind === 'exact');
    this.state = { ...this.state, lanes: positions, board, tape, guaranteedThrough: isExact ? head.sequence : 0 };
    this.#resuming = undefined;
  }

  #addSubscriptions(requested: readonly Subscription[], accepted: readonly Accepted[], head: number): void {
    const lanes = new Map(this.state.lanes);
    const pending = new Map(this.state.pending);
    const tape = new Map(this.state.tape);
    for (const { mode, instrument } of accepted) {
      const { id, symbol } = instrument;
      if (mode === 'tape') {
        if (!tape.has(id)) tape.set(id, { symbol, since: head });
        continue;
      }
      const intervalMs = requested.find((s) => s.symbol === symbol && s.mode === mode)?.intervalMs ?? 0;
      pending.set(id, { symbol, intervalMs });
      if (!lanes.has(intervalMs)) lanes.set(intervalMs, undefined);
    }
    this.#update({ lanes, pending, tape });
  }

  #removeSubscriptions(accepted: readonly Accepted[]): void {
    const board = new Map(this.state.board);
    const pending = new Map(this.state.pending);
    const tape = new Map(this.state.tape);
    for (const { mode, instrument } of accepted) {
      if (mode === 'tape') tape.delete(instrument.id);
      else for (const boards of [board, pending]) boards.delete(instrument.id);
    }
    this.#update({ board, pending, tape });
  }

  #applyBatch(batch: Batch): void {
    this.#advanceLane('batch', batch.intervalMs, batch.after, batch.through);
    const board = new Map(this.state.board);
    const change = (id: number, next: (state: SymbolState) => SymbolState): void => {
      const held = board.get(id);
      if (held) board.set(id, { ...held, state: next(held.state) });
    };
    applyRows(batch, change);
    this.#update({ board });
  }

  #applySnapshot({ intervalMs, at, states }: Snapshot): void {
    this.#advanceLane('snapshot', intervalMs, at.sequence, at.sequence);
    const board = new Map(this.state.board);
    const pending = new Map(this.state.pending);
    for (const state of states) {
      const requested = pending.get(state.id);
      if (requested?.intervalMs === intervalMs) {
        pending.delete(state.id);
        board.set(state.id, { ...requested, state });
      } else this.#report('unexpected', `a snapshot of ${state.id}, which is not subscribed`);
    }
    this.#update({ board, pending });
  }

  #applyHeartbeat({ intervalMs, after, through, digest, head }: Heartbeat): void {
    this.#advanceLane('heartbeat', intervalMs, after, through);
    const boards = [...this.state.board.values()].filter((held) => held.intervalMs === intervalMs);
    const sum = boards.reduce((total, { state }) => (total + stateDigest(state)) >>> 0, 0);
    const isMissing = !digest && boards.length > 0 && through === head;
    const differs = digest && (digest.symbols !== boards.length || digest.sum !== sum);
    if (differs || (isMissing && this.#lanesWithoutDigest.has(intervalMs)))
      this.#report(
        'digest',
        `at ${through}: ${JSON.stringify(digest)}, expected ${boards.length} states with sum ${sum}`,
      );
    if (isMissing) this.#lanesWithoutDigest.add(intervalMs);
    else this.#lanesWithoutDigest.delete(intervalMs);
  }

  /** Moves the lane to the end of the range. A range that does not start at the lane's position is a fault. */
  #advanceLane(message: string, intervalMs: number, after: number, through: number): void {
    const at = this.state.lanes.get(intervalMs);
    const details = `lane of ${intervalMs} ms at ${at}: ${message} ${after}..${through}`;
    if (at !== undefined && after > at) this.#report('gap', details);
    if (at !== undefined && after < at) this.#report('overlap', details);
    this.state = { ...this.state, lanes: new Map(this.state.lanes).set(intervalMs, through) };
  }

  /** Removes lanes without subscriptions. */
  #update(change: Partial<ClientState>): void {
    const next = { ...this.state, ...change };
    const used = new Set([0, ...[...next.board.values(), ...next.pending.values()].map((held) => held.intervalMs)]);
    this.state = { ...next, lanes: new Map([...next.lanes].filter(([intervalMs]) => used.has(intervalMs))) };
  }
}
