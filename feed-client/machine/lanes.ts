// How far the client has got on each lane of the connection, and what comparing with the server last said of it.
import type { LanePosition, Position } from '../../proto/messages.ts';

/** The lane of interval 0, which every connection has. */
export const OWN_LANE = 0;

/**
 * What the last digest of the lane said. `differs`: so many in a row did, and its states were asked for again each time.
 * `at`: local clock, milliseconds.
 */
export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly at: number; readonly symbols: number }
  | { readonly kind: 'differs'; readonly times: number };

export interface Lane {
  /** Everything up to here is known. */
  readonly sequence: number;
  readonly check: Check;
}

/** Places in the log of one epoch, by interval; the own lane's among them. */
export interface Reached {
  readonly epoch: number;
  readonly lanes: ReadonlyMap<number, Lane>;
}

/** At `head`, with no lane but the own. */
export function startAt({ epoch, sequence }: Position): Reached {
  return { epoch, lanes: new Map([[OWN_LANE, newLane(sequence)]]) };
}

export function withLane({ epoch, lanes }: Reached, intervalMs: number, lane: Lane): Reached {
  return { epoch, lanes: new Map(lanes).set(intervalMs, lane) };
}

/** The lane of a snapshot at `sequence`: the one there is, or one that begins with it. */
export function openLane(reached: Reached, intervalMs: number, sequence: number): Reached {
  return reached.lanes.has(intervalMs) ? reached : withLane(reached, intervalMs, newLane(sequence));
}

/**
 * Without the lanes that no board is on any more: the server gives them up too, and begins them anew where they are wanted. The
 * own one stays.
 */
export function keepLanes({ epoch, lanes }: Reached, withBoards: ReadonlySet<number>): Reached {
  const kept = new Map([...lanes].filter(([intervalMs]) => withBoards.has(intervalMs)));
  const own = lanes.get(OWN_LANE);
  if (own && !kept.has(OWN_LANE)) kept.set(OWN_LANE, newLane(own.sequence));
  return { epoch, lanes: kept };
}

/** On a link, or after a resume, on which nothing was compared yet. */
export function uncompared({ epoch, lanes }: Reached): Reached {
  return { epoch, lanes: new Map([...lanes].map(([ms, { sequence }]) => [ms, newLane(sequence)])) };
}

/** Whether every lane has got to `sequence`. */
export function allAt({ lanes }: Reached, sequence: number): boolean {
  return [...lanes.values()].every((lane) => lane.sequence >= sequence);
}

/** What a resume asks to go on from: the own lane's position, and where the others are. */
export function resumePoint({ epoch, lanes }: Reached): { from: Position; lanes: LanePosition[] } {
  const others = [...lanes].filter(([intervalMs]) => intervalMs !== OWN_LANE);
  return {
    from: { epoch, sequence: lanes.get(OWN_LANE)?.sequence ?? 0 },
    lanes: others.map(([intervalMs, { sequence }]) => ({ intervalMs, sequence })),
  };
}

function newLane(sequence: number): Lane {
  return { sequence, check: { kind: 'none' } };
}
