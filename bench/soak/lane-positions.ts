// A client's positions on its lanes, and whether what it receives joins them. Keeps no symbol state.
import type {
  Accepted,
  Mode,
  Position,
  ResumeRequest,
  Snapshot,
  Subscription,
  SubscriptionReply,
} from '../../proto/messages.ts';
import type { Range } from '../wire/ranges.ts';

interface Board {
  readonly symbol: string;
  readonly intervalMs: number;
}

export class LanePositions {
  #epoch: number;
  /** By interval; undefined until the lane's first range. */
  #lanes: Map<number, number | undefined>;
  /** By instrument: boards with a state, boards waiting for one, and tapes. */
  #boards = new Map<number, Board>();
  #awaiting = new Map<number, Board>();
  #tapes = new Map<number, string>();

  /** Without subscriptions. */
  constructor({ epoch, sequence }: Position) {
    this.#epoch = epoch;
    this.#lanes = new Map([[0, sequence]]);
  }

  /** Of interval 0. */
  get defaultLane(): Position {
    return { epoch: this.#epoch, sequence: this.#lanes.get(0) ?? 0 };
  }

  get subscriptions(): Subscription[] {
    return [...this.#list(this.#boards), ...this.#list(this.#awaiting), ...this.#listTapes()];
  }

  /** The state to resume after a cut, without subscriptions that were still waiting for their snapshot. */
  get resume(): ResumeRequest {
    return {
      after: this.defaultLane,
      subscriptions: [...this.#list(this.#boards), ...this.#listTapes()],
      lanes: [...this.#lanes].flatMap(([intervalMs, sequence]) =>
        intervalMs === 0 || sequence === undefined ? [] : [{ intervalMs, sequence }],
      ),
    };
  }

  /** Advances to the end of a range. Returns what is wrong with its start; undefined if it joins. */
  join(kind: string, { epoch, after, through, intervalMs }: Range): string | undefined {
    const position = this.#lanes.get(intervalMs);
    if (!this.#lanes.has(intervalMs)) return `a ${kind} for the lane of ${intervalMs} ms, which does not exist`;
    this.#lanes.set(intervalMs, through);
    if (epoch !== this.#epoch) return `a ${kind} of epoch ${epoch}, expected ${this.#epoch}`;
    if (position === undefined || position === after) return undefined;
    return `a ${kind} ${after}..${through} does not join ${position} on the lane of ${intervalMs} ms`;
  }

  /** Returns the same as `join`. */
  applySnapshot({ at, intervalMs, states }: Snapshot): string | undefined {
    const range = { epoch: at.epoch, after: at.sequence, through: at.sequence, intervalMs };
    const wrong = this.join('snapshot', range);
    for (const { id } of states) {
      const awaited = this.#awaiting.get(id);
      if (awaited?.intervalMs !== intervalMs) return `a snapshot of ${id} that was not requested`;
      this.#awaiting.delete(id);
      this.#boards.set(id, awaited);
    }
    this.#dropEmptyLanes();
    return wrong;
  }

  /** The request `requested` was answered with `accepted`. */
  subscribed(requested: readonly Subscription[], accepted: readonly Accepted[]): void {
    for (const { instrument, mode } of accepted) {
      const { id, symbol } = instrument;
      if (mode === 'tape') {
        this.#tapes.set(id, symbol);
        continue;
      }
      const intervalMs = intervalOf(requested, symbol, mode);
      this.#awaiting.set(id, { symbol, intervalMs });
      if (!this.#lanes.has(intervalMs)) this.#lanes.set(intervalMs, undefined);
    }
    this.#dropEmptyLanes();
  }

  unsubscribed(accepted: readonly Accepted[]): void {
    for (const { instrument, mode } of accepted)
      for (const map of mode === 'tape' ? [this.#tapes] : [this.#boards, this.#awaiting]) map.delete(instrument.id);
    this.#dropEmptyLanes();
  }

  /** On a new connection: `requested` was answered with `reply`. */
  resumed({ after, subscriptions, lanes }: ResumeRequest, { accepted, head, reset }: SubscriptionReply): void {
    const own = reset === undefined ? after.sequence : head.sequence;
    this.#epoch = head.epoch;
    this.#lanes = new Map([[0, own]]);
    this.#boards.clear();
    for (const map of [this.#awaiting, this.#tapes]) map.clear();
    const resets = accepted.filter(({ receipt }) => receipt?.kind === 'reset');
    for (const { instrument, mode, receipt } of accepted) {
      const { id, symbol } = instrument;
      if (receipt?.kind === 'reset') continue;
      if (mode === 'tape') {
        this.#tapes.set(id, symbol);
        continue;
      }
      const intervalMs = intervalOf(subscriptions, symbol, mode);
      this.#boards.set(id, { symbol, intervalMs });
      const position = lanes.find((lane) => lane.intervalMs === intervalMs)?.sequence ?? after.sequence;
      if (intervalMs !== 0) this.#lanes.set(intervalMs, position);
    }
    this.subscribed(subscriptions, resets);
  }

  /** The server drops a lane without subscriptions, and starts a new one when it is needed again. */
  #dropEmptyLanes(): void {
    const used = new Set([0]);
    for (const map of [this.#boards, this.#awaiting]) for (const { intervalMs } of map.values()) used.add(intervalMs);
    for (const intervalMs of this.#lanes.keys()) if (!used.has(intervalMs)) this.#lanes.delete(intervalMs);
  }

  #list(boards: ReadonlyMap<number, Board>): Subscription[] {
    return [...boards.values()].map(({ symbol, intervalMs }) => ({ symbol, mode: 'board', intervalMs }));
  }

  #listTapes(): Subscription[] {
    return [...this.#tapes.values()].map((symbol) => ({ symbol, mode: 'tape' }));
  }
}

function intervalOf(requested: readonly Subscription[], symbol: string, mode: Mode): number {
  return requested.find((s) => s.symbol === symbol && s.mode === mode)?.intervalMs ?? 0;
}
