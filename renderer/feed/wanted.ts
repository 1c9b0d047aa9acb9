// What the client wants to receive, and how far each subscription has got on the current log.
import type { Accepted, Mode, Refusal, Snapshot, Subscription } from '../../proto/messages.ts';

/**
 * `new`: not asked for on this connection. `asked`: the snapshot is to come. `synced`: known as of the position,
 * so that a resume may go on from there. `refused`: the server does not offer it.
 */
export type Stage = 'new' | 'asked' | 'synced' | 'refused';

export interface WantedSubscription extends Subscription {
  readonly stage: Stage;
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
  return new Map(wanted).set(keyOf(symbol, mode), { symbol, mode, stage: 'new', id: undefined, why: undefined });
}

export function unwant(wanted: Wanted, { symbol, mode }: Subscription): Wanted {
  const next = new Map(wanted);
  next.delete(keyOf(symbol, mode));
  return next;
}

export function inStage(wanted: Wanted, stage: Stage): WantedSubscription[] {
  return [...wanted.values()].filter((w) => w.stage === stage);
}

/** The same subscriptions, those in one of the stages `from` moved to `to`. */
export function moveStage(wanted: Wanted, from: readonly Stage[], to: Stage): Wanted {
  return mapWanted(wanted, (w) => (from.includes(w.stage) ? { ...w, stage: to } : w));
}

/** Takes in a reply. What is accepted gets its id and stage `board` or, for the tape, which needs no state, `synced`. */
export function takeReply(
  wanted: Wanted,
  accepted: readonly Accepted[],
  refused: readonly Refusal[],
  board: Stage,
): Wanted {
  const next = new Map(wanted);
  for (const { instrument, mode } of accepted) {
    const key = keyOf(instrument.symbol, mode);
    const w = next.get(key);
    if (w) next.set(key, { ...w, id: instrument.id, stage: mode === 'board' ? board : 'synced' });
  }
  for (const { symbol, mode, message } of refused) {
    const key = keyOf(symbol, mode);
    const w = next.get(key);
    if (w) next.set(key, { ...w, stage: 'refused', why: message });
  }
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
