// What the client wants to receive, and how far each subscription has got on the current log.
import type { Mode, Snapshot, Subscription, SubscriptionReply } from '../../proto/messages.ts';
import { OWN_LANE } from '../machine/lanes.ts';

/**
 * `new`: to be asked for. `asked`: the reply is to come. `granted`: the snapshot is. `synced`: nothing is. `refused`: the
 * server does not offer it.
 */
export type Stage = 'new' | 'asked' | 'granted' | 'synced' | 'refused';

export interface WantedSubscription {
  readonly symbol: string;
  readonly mode: Mode;
  /** As wanted now. */
  readonly intervalMs: number;
  readonly stage: Stage;
  /** The request that named it last, 0 before the first. Replies to others are about what was given up since. */
  readonly ask: number;
  /** The instrument's id once accepted. */
  readonly id: number | undefined;
  /**
   * The interval of the lane it is on, so that what is known of it is true as of there, and a resume may go on from there: also
   * while it is asked for again. Undefined where nothing is known.
   */
  readonly lane: number | undefined;
  /** What the server said where it refused. */
  readonly why: string | undefined;
}

export type Wanted = ReadonlyMap<string, WantedSubscription>;

export function keyOf(symbol: string, mode: Mode | undefined): string {
  return `${mode ?? ''} ${symbol}`;
}

/** Has it asked for: what is on another lane stays there until the server has moved it. */
export function want(wanted: Wanted, { symbol, mode, intervalMs = 0 }: Subscription): Wanted {
  const key = keyOf(symbol, mode);
  const before = wanted.get(key);
  const known = before && before.stage !== 'refused' ? before : UNKNOWN;
  return new Map(wanted).set(key, { ...known, symbol, mode, intervalMs, stage: 'new' });
}

export function unwant(wanted: Wanted, { symbol, mode }: Subscription): Wanted {
  const next = new Map(wanted);
  next.delete(keyOf(symbol, mode));
  return next;
}

export function inStage(wanted: Wanted, ...stages: readonly Stage[]): WantedSubscription[] {
  return [...wanted.values()].filter((w) => stages.includes(w.stage));
}

/** Those that a resume can go on with, at the intervals that the server has them at. */
export function resumable(wanted: Wanted): Subscription[] {
  return [...wanted.values()].flatMap(({ symbol, mode, lane }) =>
    lane === undefined ? [] : [{ symbol, mode, intervalMs: lane }],
  );
}

/** The intervals of the lanes that a board is on. */
export function boardLanes(wanted: Wanted): Set<number> {
  const boards = [...wanted.values()].filter(({ mode }) => mode === 'board');
  return new Set(boards.flatMap(({ lane }) => (lane === undefined ? [] : [lane])));
}

/** The boards on one lane. */
export function boardsOn(wanted: Wanted, lane: number): WantedSubscription[] {
  return [...wanted.values()].filter((w) => w.mode === 'board' && w.lane === lane);
}

/** Those in one of the stages `from` are to be asked for afresh: no reply and no snapshot on its way is about them. */
export function startOver(wanted: Wanted, from: readonly Stage[]): Wanted {
  return mapWanted(wanted, (w) => (from.includes(w.stage) ? { ...w, ...UNKNOWN } : w));
}

/** The boards on one lane are to be asked for again; `forgotten`: as if nothing were known of them. */
export function askAgain(wanted: Wanted, lane: number, forgotten: boolean): Wanted {
  const news: Partial<WantedSubscription> = forgotten ? UNKNOWN : { stage: 'new' };
  return mapWanted(wanted, (w) => (w.mode === 'board' && w.lane === lane ? { ...w, ...news } : w));
}

/** All that are new are named in request `ask`. */
export function nameNew(wanted: Wanted, ask: number): Wanted {
  return mapWanted(wanted, (w) => (w.stage === 'new' ? { ...w, ask, stage: 'asked' } : w));
}

/** What can be resumed is named in request `ask`; all else, and every change of interval, is to be asked for after it. */
export function nameResumable(wanted: Wanted, ask: number): Wanted {
  return mapWanted(wanted, (w) => {
    if (w.stage === 'refused') return w;
    if (w.lane === undefined) return { ...w, ...UNKNOWN };
    return { ...w, ask, stage: w.intervalMs === w.lane ? 'synced' : 'new' };
  });
}

/** Whether request `ask` was the last to name this subscription, so that the reply to it is about what is wanted now. */
export function namedIn(wanted: Wanted, ask: number, symbol: string, mode: Mode | undefined): boolean {
  return wanted.get(keyOf(symbol, mode))?.ask === ask;
}

type Answer = Pick<SubscriptionReply, 'accepted' | 'refused'>;

/** Takes in the reply to the subscribe request `ask`. A tape, which needs no state, is whole with it. */
export function takeReply(wanted: Wanted, ask: number, { accepted, refused }: Answer): Wanted {
  const next = new Map(wanted);
  for (const { instrument, mode } of accepted)
    take(next, ask, instrument.symbol, mode, () =>
      mode === 'tape'
        ? { id: instrument.id, lane: OWN_LANE, stage: 'synced' }
        : { id: instrument.id, stage: 'granted' },
    );
  for (const { symbol, mode, message } of refused)
    take(next, ask, symbol, mode, ({ lane }) =>
      // What is subscribed stays as it was.
      lane === undefined ? { stage: 'refused', why: message } : { stage: 'synced', intervalMs: lane },
    );
  return next;
}

/** Takes in the reply to the resume `ask`. `anew`: it is about another log, so nothing goes on. */
export function takeResumed(wanted: Wanted, ask: number, { accepted, refused }: Answer, anew: boolean): Wanted {
  const next = new Map(wanted);
  for (const { instrument, mode, receipt } of accepted)
    take(next, ask, instrument.symbol, mode, ({ stage }) => {
      const { id } = instrument;
      if (mode === 'tape') return { id, lane: OWN_LANE };
      if (!anew && receipt?.kind !== 'reset') return { id };
      return { id, lane: undefined, stage: stage === 'new' ? 'new' : 'granted' };
    });
  for (const { symbol, mode, message } of refused)
    take(next, ask, symbol, mode, () => ({ ...UNKNOWN, stage: 'refused', why: message }));
  return next;
}

/** What it tells of is on its lane from now on, and whole unless it has been asked for again since. */
export function takeSnapshot(wanted: Wanted, { intervalMs: lane, states }: Snapshot): Wanted {
  const ids = new Set(states.map((s) => s.id));
  return mapWanted(wanted, (w) => {
    if (w.mode !== 'board' || w.id === undefined || !ids.has(w.id)) return w;
    return w.stage === 'granted' ? { ...w, lane, intervalMs: lane, stage: 'synced' } : { ...w, lane };
  });
}

const UNKNOWN = { stage: 'new', ask: 0, id: undefined, lane: undefined, why: undefined } as const;

function take(
  wanted: Map<string, WantedSubscription>,
  ask: number,
  symbol: string,
  mode: Mode | undefined,
  news: (w: WantedSubscription) => Partial<WantedSubscription>,
): void {
  const key = keyOf(symbol, mode);
  const w = wanted.get(key);
  if (w?.ask === ask) wanted.set(key, { ...w, ...news(w) });
}

function mapWanted(wanted: Wanted, change: (w: WantedSubscription) => WantedSubscription): Wanted {
  return new Map([...wanted].map(([key, w]) => [key, change(w)]));
}
