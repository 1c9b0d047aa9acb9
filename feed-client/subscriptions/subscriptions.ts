// The client's subscriptions and their stages. Immutable: methods that change something return a new object.
import type { Mode, Snapshot, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import { DEFAULT_LANE } from '../machine/positions.ts';

/**
 * `new`: not requested yet. `requested`: waits for the reply. `accepted`: waits for the snapshot. `synced`: complete. `refused`: the
 * server refused it.
 */
export type Stage = 'new' | 'requested' | 'accepted' | 'synced' | 'refused';

export interface SubscriptionState {
  readonly symbol: string;
  readonly mode: Mode;
  /** The interval requested last; milliseconds. */
  readonly intervalMs: number;
  readonly stage: Stage;
  /** The number of the latest request that named it, 0 before the first. Replies to earlier requests are out of date. */
  readonly request: number;
  /** The instrument's id; undefined until accepted. */
  readonly id: number | undefined;
  /**
   * The interval of the lane that delivers it: its data is as of that lane's position, and a resume can continue from there, even
   * while it is requested again. Undefined without data.
   */
  readonly lane: number | undefined;
  /** The server's reason for refusing it. */
  readonly why: string | undefined;
}

/** The boards of one lane. */
export interface LaneBoards {
  readonly count: number;
  readonly allSynced: boolean;
  readonly ids: readonly number[];
}

interface Index {
  /** Subscriptions that wait for a reply or a snapshot. */
  readonly pending: number;
  readonly boards: ReadonlyMap<number, LaneBoards>;
}

const NEW_STATE = { stage: 'new', request: 0, id: undefined, lane: undefined, why: undefined } as const;
const NO_BOARDS: LaneBoards = { count: 0, allSynced: true, ids: [] };

/** What a reply says about the subscriptions of its request. */
type Outcome = Pick<SubscriptionReply, 'accepted' | 'refused'>;

export class Subscriptions {
  static readonly none = new Subscriptions(new Map());

  readonly #byKey: ReadonlyMap<string, SubscriptionState>;
  /** Built when first needed, so that a message does not search all subscriptions. */
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

  /** Whether any subscription waits for a reply or a snapshot. */
  get hasPending(): boolean {
    return this.#getIndex().pending > 0;
  }

  boardsOn(lane: number): LaneBoards {
    return this.#getIndex().boards.get(lane) ?? NO_BOARDS;
  }

  inStage(stage: Stage): SubscriptionState[] {
    return this.all.filter((s) => s.stage === stage);
  }

  /** Subscriptions that a resume can continue, at the intervals that the server has. */
  resumable(): Subscription[] {
    return this.all.flatMap(({ symbol, mode, lane }) =>
      lane === undefined ? [] : [{ symbol, mode, intervalMs: lane }],
    );
  }

  /** Adds a subscription or changes its interval. It stays on its lane until the server moves it. */
  with({ symbol, mode, intervalMs = 0 }: Subscription): Subscriptions {
    const key = keyOf(symbol, mode);
    const before = this.#byKey.get(key);
    const current = before && before.stage !== 'refused' ? before : NEW_STATE;
    return new Subscriptions(new Map(this.#byKey).set(key, { ...current, symbol, mode, intervalMs, stage: 'new' }));
  }

  without({ symbol, mode }: Subscription): Subscriptions {
    const next = new Map(this.#byKey);
    next.delete(keyOf(symbol, mode));
    return new Subscriptions(next);
  }

  /** Restarts subscriptions in `stages` from scratch: replies and snapshots under way no longer apply to them. */
  restart(...stages: readonly Stage[]): Subscriptions {
    return this.#map((s) => (stages.includes(s.stage) ? { ...s, ...NEW_STATE } : s));
  }

  /** Marks the boards of one lane to be requested again. `forget`: also drops their ids and their lane. */
  requestAgain(lane: number, forget: boolean): Subscriptions {
    const change: Partial<SubscriptionState> = forget ? NEW_STATE : { stage: 'new' };
    return this.#map((s) => (s.mode === 'board' && s.lane === lane ? { ...s, ...change } : s));
  }

  /** Marks all new subscriptions as named by `request`. */
  requestNew(request: number): Subscriptions {
    return this.#map((s) => (s.stage === 'new' ? { ...s, request, stage: 'requested' } : s));
  }

  /** Marks all subscriptions that can be resumed as named by `request`. Others, and changes of interval, are requested afterwards. */
  requestResume(request: number): Subscriptions {
    return this.#map((s) => {
      if (s.stage === 'refused') return s;
      if (s.lane === undefined) return { ...s, ...NEW_STATE };
      return { ...s, request, stage: s.intervalMs === s.lane ? 'synced' : 'new' };
    });
  }

  /** Whether `request` is the latest request that named this subscription, so that its reply still applies. */
  isLatestRequest(request: number, symbol: string, mode: Mode | undefined): boolean {
    return this.get(symbol, mode)?.request === request;
  }

  /**
   * Applies the reply to a subscribe request. A tape needs no state, so it is synced at once. A subscription that the reply leaves
   * out is refused, because no snapshot will arrive.
   */
  applySubscribeReply(request: number, { accepted, refused }: Outcome): Subscriptions {
    const next = new Map(this.#byKey);
    for (const { instrument, mode } of accepted)
      update(next, request, instrument.symbol, mode, () =>
        mode === 'tape'
          ? { id: instrument.id, lane: DEFAULT_LANE, stage: 'synced' }
          : { id: instrument.id, stage: 'accepted' },
      );
    for (const { symbol, mode, message } of refused)
      update(next, request, symbol, mode, ({ lane }) =>
        // A refused change leaves the subscription as it was.
        lane === undefined ? { stage: 'refused', why: message } : { stage: 'synced', intervalMs: lane },
      );
    const wholeRefusal = refused.find(({ mode }) => mode === undefined);
    const why = wholeRefusal?.message ?? 'the feed did not answer for it';
    return new Subscriptions(next).#map((s) => {
      if (s.request !== request || s.stage !== 'requested') return s;
      return s.lane === undefined ? { ...s, stage: 'refused', why } : { ...s, stage: 'synced', intervalMs: s.lane };
    });
  }

  /** Applies the reply to a resume. `newEpoch`: the reply is from another log, so nothing continues. */
  applyResumeReply(request: number, { accepted, refused }: Outcome, newEpoch: boolean): Subscriptions {
    const next = new Map(this.#byKey);
    for (const { instrument, mode, receipt } of accepted)
      update(next, request, instrument.symbol, mode, ({ stage }) => {
        const { id } = instrument;
        if (mode === 'tape') return { id, lane: DEFAULT_LANE };
        if (!newEpoch && receipt?.kind !== 'reset') return { id };
        return { id, lane: undefined, stage: stage === 'new' ? 'new' : 'accepted' };
      });
    for (const { symbol, mode, message } of refused)
      update(next, request, symbol, mode, () => ({ ...NEW_STATE, stage: 'refused', why: message }));
    return new Subscriptions(next);
  }

  /** A snapshot moves its boards to its lane and syncs them, unless they were requested again since. */
  applySnapshot({ intervalMs: lane, states }: Snapshot): Subscriptions {
    const ids = new Set(states.map((s) => s.id));
    return this.#map((s) => {
      if (s.mode !== 'board' || s.id === undefined || !ids.has(s.id)) return s;
      return s.stage === 'accepted' ? { ...s, lane, intervalMs: lane, stage: 'synced' } : { ...s, lane };
    });
  }

  #map(change: (s: SubscriptionState) => SubscriptionState): Subscriptions {
    return new Subscriptions(new Map([...this.#byKey].map(([key, s]) => [key, change(s)])));
  }

  #getIndex(): Index {
    return (this.#index ??= indexOf(this.#byKey.values()));
  }
}

function indexOf(states: Iterable<SubscriptionState>): Index {
  let pending = 0;
  const boards = new Map<number, { count: number; allSynced: boolean; ids: number[] }>();
  for (const { stage, mode, lane, id } of states) {
    if (stage === 'requested' || stage === 'accepted') pending++;
    if (mode !== 'board' || lane === undefined) continue;
    const onLane = boards.get(lane) ?? { count: 0, allSynced: true, ids: [] };
    boards.set(lane, onLane);
    onLane.count++;
    onLane.allSynced &&= stage === 'synced';
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
