// What the client wants to receive, and how far each subscription has got on the current log.
import type { Mode, Snapshot, Subscription, SubscriptionReply } from '../../proto/messages.ts';

/**
 * `new`: not asked for on this connection. `asked`: the snapshot is to come. `synced`: known as of the position,
 * so that a resume may go on from there. `refused`: the server does not offer it.
 */
export type Stage = 'new' | 'asked' | 'synced' | 'refused';

export interface WantedSubscription extends Subscription {
  readonly stage: Stage;
  /** The request that named it last, 0 before the first. Replies to others are about what was given up since. */
  readonly ask: number;
  /** The instrument's id once accepted. */
  readonly id: number | undefined;
  /** What the server said where it refused. */
  readonly why: string | undefined;
}

export type Wanted = ReadonlyMap<string, WantedSubscription>;

export function keyOf(symbol: string, mode: Mode | undefined): string {
  return `${mode ?? ''} ${symbol}`;
}

export function want(wanted: Wanted, { symbol, mode }: Subscription): Wanted {
  return new Map(wanted).set(keyOf(symbol, mode), {
    symbol,
    mode,
    stage: 'new',
    ask: 0,
    id: undefined,
    why: undefined,
  });
}

export function unwant(wanted: Wanted, { symbol, mode }: Subscription): Wanted {
  const next = new Map(wanted);
  next.delete(keyOf(symbol, mode));
  return next;
}

export function inStage(wanted: Wanted, stage: Stage): WantedSubscription[] {
  return [...wanted.values()].filter((w) => w.stage === stage);
}

/** Those in one of the stages `from` are to be asked for afresh: no reply and no snapshot on its way is about them. */
export function startOver(wanted: Wanted, from: readonly Stage[]): Wanted {
  return mapWanted(wanted, (w) => (from.includes(w.stage) ? { ...w, stage: 'new', ask: 0, id: undefined } : w));
}

/** Those in stage `from` are named in request `ask`, and move to `to`. */
export function nameIn(wanted: Wanted, ask: number, from: Stage, to: Stage): Wanted {
  return mapWanted(wanted, (w) => (w.stage === from ? { ...w, ask, stage: to } : w));
}

/** Whether request `ask` was the last to name this subscription, so that the reply to it is about what is wanted now. */
export function namedIn(wanted: Wanted, ask: number, symbol: string, mode: Mode | undefined): boolean {
  return wanted.get(keyOf(symbol, mode))?.ask === ask;
}

/**
 * Takes in the reply to request `ask`. What is accepted gets its id and stage `board` or, for the tape, which needs no
 * state, `synced`.
 */
export function takeReply(
  wanted: Wanted,
  ask: number,
  { accepted, refused }: Pick<SubscriptionReply, 'accepted' | 'refused'>,
  board: Stage,
): Wanted {
  const next = new Map(wanted);
  const take = (symbol: string, mode: Mode | undefined, news: Partial<WantedSubscription>): void => {
    const key = keyOf(symbol, mode);
    const w = next.get(key);
    if (w?.ask === ask) next.set(key, { ...w, ...news });
  };
  for (const { instrument, mode } of accepted)
    take(instrument.symbol, mode, { id: instrument.id, stage: mode === 'board' ? board : 'synced' });
  for (const { symbol, mode, message } of refused) take(symbol, mode, { stage: 'refused', why: message });
  return next;
}

export function takeSnapshot(wanted: Wanted, { states }: Snapshot): Wanted {
  const ids = new Set(states.map((s) => s.id));
  return mapWanted(wanted, (w) =>
    w.stage === 'asked' && w.mode === 'board' && w.id !== undefined && ids.has(w.id) ? { ...w, stage: 'synced' } : w,
  );
}

function mapWanted(wanted: Wanted, change: (w: WantedSubscription) => WantedSubscription): Wanted {
  return new Map([...wanted].map(([key, w]) => [key, change(w)]));
}
