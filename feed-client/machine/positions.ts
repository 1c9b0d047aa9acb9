// The client's position on each lane of the connection, and the result of the last comparison with the server.
import type { LanePosition, Position } from '../../proto/messages.ts';

/** The lane of interval 0, which every connection has. */
export const DEFAULT_LANE = 0;

/**
 * The result of comparing the lane's last digest. `at`: local time, milliseconds. `times`: how many digests in a row differed; the
 * states were requested again each time.
 */
export type Check =
  | { readonly kind: 'none' }
  | { readonly kind: 'same'; readonly at: number; readonly symbols: number }
  | { readonly kind: 'differs'; readonly times: number };

export interface Lane {
  /** Identifies the lane; milliseconds. */
  readonly intervalMs: number;
  /** The sequence up to which everything has arrived. */
  readonly sequence: number;
  readonly check: Check;
}

/** A position in the log of one epoch for each lane. The default lane comes first. */
export interface Positions {
  readonly epoch: number;
  readonly lanes: readonly Lane[];
}

/** The default lane at `head`, and no other lanes. */
export function positionsAt({ epoch, sequence }: Position): Positions {
  return { epoch, lanes: [newLane(DEFAULT_LANE, sequence)] };
}

export function findLane({ lanes }: Positions, intervalMs: number): Lane | undefined {
  return lanes.find((lane) => lane.intervalMs === intervalMs);
}

/** Replaces the lane of the same interval, or adds `lane`. */
export function withLane({ epoch, lanes }: Positions, lane: Lane): Positions {
  const isNew = !lanes.some(({ intervalMs }) => intervalMs === lane.intervalMs);
  const replaced = lanes.map((before) => (before.intervalMs === lane.intervalMs ? lane : before));
  return { epoch, lanes: isNew ? [...replaced, lane] : replaced };
}

/** Adds a lane that starts at a snapshot's `sequence`, unless it exists. */
export function openLane(positions: Positions, intervalMs: number, sequence: number): Positions {
  return findLane(positions, intervalMs) ? positions : withLane(positions, newLane(intervalMs, sequence));
}

/**
 * Drops lanes without boards. The server drops them too, and opens new ones when they are needed again. The default lane always stays,
 * but without boards it has nothing to compare.
 */
export function dropEmptyLanes({ epoch, lanes }: Positions, hasBoards: (intervalMs: number) => boolean): Positions {
  const kept = lanes.filter(({ intervalMs }) => intervalMs === DEFAULT_LANE || hasBoards(intervalMs));
  return {
    epoch,
    lanes: kept.map((lane) => (hasBoards(lane.intervalMs) ? lane : newLane(DEFAULT_LANE, lane.sequence))),
  };
}

/** The same positions without comparison results, for use after a resume. */
export function withoutChecks({ epoch, lanes }: Positions): Positions {
  return { epoch, lanes: lanes.map(({ intervalMs, sequence }) => newLane(intervalMs, sequence)) };
}

export function allLanesReached({ lanes }: Positions, sequence: number): boolean {
  return lanes.every((lane) => lane.sequence >= sequence);
}

/** Where a resume continues: the default lane's position, and those of the other lanes. */
export function resumePoint({ epoch, lanes }: Positions): { after: Position; lanes: LanePosition[] } {
  const defaultLane = lanes.find(({ intervalMs }) => intervalMs === DEFAULT_LANE);
  const others = lanes.filter(({ intervalMs }) => intervalMs !== DEFAULT_LANE);
  return {
    after: { epoch, sequence: defaultLane?.sequence ?? 0 },
    lanes: others.map(({ intervalMs, sequence }) => ({ intervalMs, sequence })),
  };
}

function newLane(intervalMs: number, sequence: number): Lane {
  return { intervalMs, sequence, check: { kind: 'none' } };
}
