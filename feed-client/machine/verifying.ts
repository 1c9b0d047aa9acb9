// The machine's steps about whether what is known is what the server has: compared by digest, mended where it differs.
import type { Heartbeat } from '../../proto/messages.ts';
import type { Random } from '../connection/clock.ts';
import { lose } from './connecting.ts';
import { withLane, type Check, type Reached } from './lanes.ts';
import type { Effect, Machine, Step } from './phases.ts';
import { stay } from './progress.ts';
import { askForNew } from './subscribing.ts';
import { askAgain, boardsOn } from '../subscriptions/wanted.ts';

/** A lane that still differs after its states came anew so often is not to be mended on this link. */
const MOST_MENDS = 3;

/** What was compared: the boards of one lane. */
export interface Comparison {
  readonly intervalMs: number;
  readonly symbols: number;
  readonly same: boolean;
}

/** Has the boards of the heartbeat's lane compared, where both sides have the same ones at the same place. */
export function verify(
  { phase, reached, wanted }: Machine,
  { epoch, through, intervalMs, digest }: Heartbeat,
): Effect[] {
  if (phase.kind !== 'live' || digest === undefined || reached?.epoch !== epoch) return [];
  if (reached.lanes.get(intervalMs)?.sequence !== through) return [];
  const boards = boardsOn(wanted, intervalMs);
  // One that is asked for again is on its way to another state, and one that was just given up is still in the server's sum.
  if (boards.length !== digest.symbols || boards.some(({ stage }) => stage !== 'synced')) return [];
  const ids = boards.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return [{ do: 'compare', intervalMs, ids, sum: digest.sum }];
}

export function onCompared(
  machine: Machine,
  { intervalMs, symbols, same }: Comparison,
  now: number,
  random: Random,
): Step {
  const { reached } = machine;
  const before = reached?.lanes.get(intervalMs)?.check;
  if (!reached || !before) return stay(machine);
  if (same) {
    const mended = machine.mended + (before.kind === 'differs' ? 1 : 0);
    return stay({ ...machine, mended, reached: checked(reached, intervalMs, { kind: 'same', at: now, symbols }) });
  }
  const times = before.kind === 'differs' ? before.times + 1 : 1;
  const differing = { ...machine, reached: checked(reached, intervalMs, { kind: 'differs', times }) };
  if (times <= MOST_MENDS) return askForNew({ ...differing, wanted: askAgain(machine.wanted, intervalMs, false) }, now);
  const forgotten = { ...differing, wanted: askAgain(machine.wanted, intervalMs, true) };
  return lose(forgotten, "prices keep differing from the server's", now, random);
}

function checked(reached: Reached, intervalMs: number, check: Check): Reached {
  const lane = reached.lanes.get(intervalMs);
  return lane ? withLane(reached, intervalMs, { ...lane, check }) : reached;
}
