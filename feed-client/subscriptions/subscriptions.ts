// The client's subscriptions and how far each has got on the current log. Never changes: every method returns another.
import type { Mode, Snapshot, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import { OWN_LANE } from '../machine/positions.ts';

/**
 * `new`: to be requested. `requested`: the reply is awaited. `accepted`: the snapshot is awaited. `synced`: complete.
 * `refused`: the server does not offer it.
 */
export type Stage = 'new' | 'requested' | 'accepted' | 'synced' | 'refused';

export interface SubscriptionState {
  readonly symbol: string;
  readonly mode: Mode;
  /** As requested now; milliseconds. */
  readonly intervalMs: number;
  readonly stage: Stage;
  /** The latest request that named it, 0 before the first. Replies to earlier ones are out of date. */
  readonly request: number;
  /** The instrument's id, once accepted. */
  readonly id: number | undefined;
  /**
   * The interval of the lane it is on: its data is true as of there, and a resume can continue from there, also while
   * it is requested again. Undefined if nothing is known.
   */
  readonly lane: number | undefined;
  /** The server's reason for refusing it. */
  readonly why: string | undefined;
}

/** The boards on one lane. */
export interface LaneBoards {
  readonly count: number;
  /** Whether all are synced. */
  readonly synced: boolean;
  readonly ids: readonly number[];
}

interface Index {
  /** Subscriptions whose reply or snapshot is awaited. */
  readonly pending: number;
  readonly boards: ReadonlyMap<number, LaneBoards>;
}

const UNKNOWN = { stage: 'new', request: 0, id: undefined, lane: undefined, why: undefined } as const;
const NO_BOARDS: LaneBoards = { count: 0, synced: true, ids: [] };

type Outcome = Pick<SubscriptionReply, 'accepted' | 'refused'>;

export class Subscriptions {
  static readonly none = new Subscriptions(new Map());

  readonly #byKey: ReadonlyMap<string, SubscriptionState>;
  /** Made when first needed, so that no message has to look through all subscriptions. */
  #index: Index | undefined;

  private constructor(byKey: ReadonlyMap<string, SubscriptionState>) {
    this.#byKey = byKey;
  }

  get(symbol: string, mode: Mode | undefined): SubscriptionState | undefined {
    return this.#byKey.get(keyOf(symbol, mode));
  }

  get all(): SubscriptionState[] {
    return [...this.#byKey.values()];
  }

  /** Whether replies or snapshots are awaited. */
  get pending(): boolean {
    return this.#indexed().pending > 0;
  }

  boardsOn(lane: number): LaneBoards {
    return this.#indexed().boards.get(lane) ?? NO_BOARDS;
  }

  inStage(stage: Stage): SubscriptionState[] {
    return this.all.filter((s) => s.stage === stage);
  }

  /** Those that a resume can continue, at the intervals that the server has them at. */
  resumable(): Subscription[] {
    return this.all.flatMap(({ symbol, mode, lane }) =>
      lane === undefined ? [] : [{ symbol, mode, intervalMs: lane }],
    );
  }

  /** Adds one, or changes its interval. One on another lane stays there until the server has moved it. */
  with({ symbol, mode, intervalMs = 0 }: Subscription): Subscriptions {
    const key = keyOf(symbol, mode);
    const before = this.#byKey.get(key);
    const known = before && before.stage !== 'refused' ? before : UNKNOWN;
    return new Subscriptions(new Map(this.#byKey).set(key, { ...known, symbol, mode, intervalMs, stage: 'new' }));
  }

  without({ symbol, mode }: Subscription): Subscriptions {
    const next = new Map(this.#byKey);
    next.delete(keyOf(symbol, mode));
    return new Subscriptions(next);
  }

  /** Requests those in one of `stages` from scratch: replies and snapshots under way no longer apply to them. */
  startOver(...stages: readonly Stage[]): Subscriptions {
    return this.#map((s) => (stages.includes(s.stage) ? { ...s, ...UNKNOWN } : s));
  }

  /** Requests the boards on one lane again; `forget`: as if nothing were known about them. */
  requestAgain(lane: number, forget: boolean): Subscriptions {
    const change: Partial<SubscriptionState> = forget ? UNKNOWN : { stage: 'new' };
    return this.#map((s) => (s.mode === 'board' && s.lane === lane ? { ...s, ...change } : s));
  }

  /** All new ones are named in `request`. */
  requestNew(request: number): Subscriptions {
    return this.#map((s) => (s.stage === 'new' ? { ...s, request, stage: 'requested' } : s));
  }

  /** Those that can be resumed are named in `request`. All others, and changes of interval, are to be requested after it. */
  requestResume(request: number): Subscriptions {
    return this.#map((s) => {
      if (s.stage === 'refused') return s;
      if (s.lane === undefined) return { ...s, ...UNKNOWN };
      return { ...s, request, stage: s.intervalMs === s.lane ? 'synced' : 'new' };
    });
  }

  /** Whether `request` was the latest to name this subscription, so that its reply is up to date. */
  isNamedIn(request: number, symbol: string, mode: Mode | undefined): boolean {
    return this.get(symbol, mode)?.request === request;
  }

  /**
   * After the reply to a subscribe request. A tape needs no state, so it is synced with it. What the server left unanswered is
   * refused, because no snapshot would arrive.
   */
  subscribed(request: number, { accepted, refused }: Outcome): Subscriptions {
    const next = new Map(this.#byKey);
    for (const { instrument, mode } of accepted)
      update(next, request, instrument.symbol, mode, () =>
        mode === 'tape'
          ? { id: instrument.id, lane: OWN_LANE, stage: 'synced' }
          : { id: instrument.id, stage: 'accepted' },
      );
    for (const { symbol, mode, message } of refused)
      update(next, request, symbol, mode, ({ lane }) =>
        // A refused change leaves the subscription as it was.
        lane === undefined ? { stage: 'refused', why: message } : { stage: 'synced', intervalMs: lane },
      );
    const whole = refused.find(({ mode }) => mode === undefined);
    const why = whole?.message ?? 'the feed did not answer for it';
    return new Subscriptions(next).#map((s) => {
      if (s.request !== request || s.stage !== 'requested') return s;
      return s.lane === undefined ? { ...s, stage: 'refused', why } : { ...s, stage: 'synced', intervalMs: s.lane };
    });
  }

  /** After the reply to a resume. `newEpoch`: it is about another log, so nothing continues. */
  resumed(request: number, { accepted, refused }: Outcome, newEpoch: boolean): Subscriptions {
    const next = new Map(this.#byKey);
    for (const { instrument, mode, receipt } of accepted)
      update(next, request, instrument.symbol, mode, ({ stage }) => {
        const { id } = instrument;
        if (mode === 'tape') return { id, lane: OWN_LANE };
        if (!newEpoch && receipt?.kind !== 'reset') return { id };
        return { id, lane: undefined, stage: stage === 'new' ? 'new' : 'accepted' };
      });
    for (const { symbol, mode, message } of refused)
      update(next, request, symbol, mode, () => ({ ...UNKNOWN, stage: 'refused', why: message }));
    return new Subscriptions(next);
  }

  /** The boards of a snapshot are on its lane from now on, and synced unless requested again since. */
  snapshotArrived({ intervalMs: lane, states }: Snapshot): Subscriptions {
    const ids = new Set(states.map((s) => s.id));
    return this.#map((s) => {
      if (s.mode !== 'board' || s.id === undefined || !ids.has(s.id)) return s;
      return s.stage === 'accepted' ? { ...s, lane, intervalMs: lane, stage: 'synced' } : { ...s, lane };
    });
  }

  #map(change: (s: SubscriptionState) => SubscriptionState): Subscriptions {
    return new Subscriptions(new Map([...this.#byKey].map(([key, s]) => [key, change(s)])));
  }

  #indexed(): Index {
    return (this.#index ??= indexOf(this.#byKey.values()));
  }
}

function indexOf(states: Iterable<SubscriptionState>): Index {
  let pending = 0;
  const boards = new Map<number, { count: number; synced: boolean; ids: number[] }>();
  for (const { stage, mode, lane, id } of states) {
    if (stage === 'requested' || stage === 'accepted') pending++;
    if (mode !== 'board' || lane === undefined) continue;
    const onLane = boards.get(lane) ?? { count: 0, synced: true, ids: [] };
    boards.set(lane, onLane);
    onLane.count++;
    onLane.synced &&= stage === 'synced';
    if (id !== undefined) onLane.ids.push(id);
  }
  return { pending, boards };
}

function keyOf(symbol: string, mode: Mode | undefined): string {
  return `${mode ?? ''} ${symbol}`;
}

function update(
  states: Map<string, SubscriptionState>,
  request: number,
  symbol: string,
  mode: Mode | undefined,
  change: (s: SubscriptionState) => Partial<SubscriptionState>,
): void {
  const key = keyOf(symbol, mode);
  const state = states.get(key);
  if (state?.request === request) states.set(key, { ...state, ...change(state) });
}
