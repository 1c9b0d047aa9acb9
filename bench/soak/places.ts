// The positions of a client on its lanes, and whether what it gets joins them. Keeps no state of symbols.
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

export class Places {
  #epoch: number;
  /** By interval; undefined until the first range of a lane says where it begins. */
  #lanes: Map<number, number | undefined>;
  /** By instrument: those with a state, those that await one, and those on the tape. */
  #boards = new Map<number, Board>();
  #awaiting = new Map<number, Board>();
  #tapes = new Map<number, string>();

  /** Listening to nothing. */
  constructor({ epoch, sequence }: Position) {
    this.#epoch = epoch;
    this.#lanes = new Map([[0, sequence]]);
  }

  /** Of interval 0. */
  get own(): Position {
    return { epoch: this.#epoch, sequence: this.#lanes.get(0) ?? 0 };
  }

  get subscriptions(): Subscription[] {
    return [...this.#list(this.#boards), ...this.#list(this.#awaiting), ...this.#listTapes()];
  }

  /** What goes on after a cut; what awaited its state is not in it. */
  get resume(): ResumeRequest {
    return {
      after: this.own,
      subscriptions: [...this.#list(this.#boards), ...this.#listTapes()],
      lanes: [...this.#lanes].flatMap(([intervalMs, sequence]) =>
        intervalMs === 0 || sequence === undefined ? [] : [{ intervalMs, sequence }],
      ),
    };
  }

  /** Goes to the end of a range. Returns what is wrong with where it begins, undefined where it fits. */
  join(what: string, { epoch, after, through, intervalMs }: Range): string | undefined {
    const place = this.#lanes.get(intervalMs);
    if (!this.#lanes.has(intervalMs)) return `a ${what} of a lane of ${intervalMs} ms, which there is none of`;
    this.#lanes.set(intervalMs, through);
    if (epoch !== this.#epoch) return `a ${what} of epoch ${epoch}, expected ${this.#epoch}`;
    if (place === undefined || place === after) return undefined;
    return `a ${what} ${after}..${through} does not join ${place} on the lane of ${intervalMs} ms`;
  }

  /** Returns as `join`. */
  show({ at, intervalMs, states }: Snapshot): string | undefined {
    const range = { epoch: at.epoch, after: at.sequence, through: at.sequence, intervalMs };
    const wrong = this.join('snapshot', range);
    for (const { id } of states) {
      const awaited = this.#awaiting.get(id);
      if (awaited?.intervalMs !== intervalMs) return `a snapshot of ${id} that was not asked for`;
      this.#awaiting.delete(id);
      this.#boards.set(id, awaited);
    }
    this.#dropEmptyLanes();
    return wrong;
  }

  /** `asked` was answered with `accepted`. */
  begin(asked: readonly Subscription[], accepted: readonly Accepted[]): void {
    for (const { instrument, mode } of accepted) {
      const { id, symbol } = instrument;
      if (mode === 'tape') {
        this.#tapes.set(id, symbol);
        continue;
      }
      const intervalMs = intervalOf(asked, symbol, mode);
      this.#awaiting.set(id, { symbol, intervalMs });
      if (!this.#lanes.has(intervalMs)) this.#lanes.set(intervalMs, undefined);
    }
    this.#dropEmptyLanes();
  }

  end(accepted: readonly Accepted[]): void {
    for (const { instrument, mode } of accepted)
      for (const those of mode === 'tape' ? [this.#tapes] : [this.#boards, this.#awaiting]) those.delete(instrument.id);
    this.#dropEmptyLanes();
  }

  /** On a new connection: `asked` was answered with `reply`. */
  goOn({ after: from, subscriptions, lanes }: ResumeRequest, { accepted, head, reset }: SubscriptionReply): void {
    const own = reset === undefined ? from.sequence : head.sequence;
    this.#epoch = head.epoch;
    this.#lanes = new Map([[0, own]]);
    this.#boards.clear();
    for (const those of [this.#awaiting, this.#tapes]) those.clear();
    const lost = accepted.filter(({ receipt }) => receipt?.kind === 'reset');
    for (const { instrument, mode, receipt } of accepted) {
      const { id, symbol } = instrument;
      if (receipt?.kind === 'reset') continue;
      if (mode === 'tape') {
        this.#tapes.set(id, symbol);
        continue;
      }
      const intervalMs = intervalOf(subscriptions, symbol, mode);
      this.#boards.set(id, { symbol, intervalMs });
      const place = lanes.find((lane) => lane.intervalMs === intervalMs)?.sequence ?? from.sequence;
      if (intervalMs !== 0) this.#lanes.set(intervalMs, place);
    }
    this.begin(subscriptions, lost);
  }

  /** The server gives up a lane on which nothing is listened to, and begins it anew where it is wanted. */
  #dropEmptyLanes(): void {
    const used = new Set([0]);
    for (const those of [this.#boards, this.#awaiting])
      for (const { intervalMs } of those.values()) used.add(intervalMs);
    for (const intervalMs of this.#lanes.keys()) if (!used.has(intervalMs)) this.#lanes.delete(intervalMs);
  }

  #list(boards: ReadonlyMap<number, Board>): Subscription[] {
    return [...boards.values()].map(({ symbol, intervalMs }) => ({ symbol, mode: 'board', intervalMs }));
  }

  #listTapes(): Subscription[] {
    return [...this.#tapes.values()].map((symbol) => ({ symbol, mode: 'tape' }));
  }
}

function intervalOf(asked: readonly Subscription[], symbol: string, mode: Mode): number {
  return asked.find((one) => one.symbol === symbol && one.mode === mode)?.intervalMs ?? 0;
}
