// The machine's steps about what the server sends unasked: each range joined to where its lane is, each snapshot taken there.
import type { Heartbeat, Snapshot } from '../../proto/messages.ts';
import type { Random } from '../connection/clock.ts';
import { join, type Range } from './join.ts';
import { judgeDelay } from './lag.ts';
import { openLane, withLane } from './lanes.ts';
import type { Effect, Machine, Step } from './phases.ts';
import { heard, settle, stay } from './progress.ts';
import { heal } from './resuming.ts';
import { changeWanted, subscribed } from './subscribing.ts';
import { verify } from './verifying.ts';
import { takeSnapshot } from '../subscriptions/wanted.ts';

interface LaneRange extends Range {
  readonly intervalMs: number;
}

export function onRange(
  machine: Machine,
  range: LaneRange,
  apply: readonly Effect[],
  now: number,
  random: Random,
): Step {
  const { reached } = machine;
  if (!subscribed(machine) || !reached) return stay(machine);
  const { epoch, lanes } = reached;
  const lane = lanes.get(range.intervalMs);
  if (range.epoch !== epoch) return heal(machine, reached, now, random);
  // A lane begins with its first snapshot; what comes before, or after the last of its symbols was given up, is of no use.
  if (!lane) return stay(heard(machine, now));
  switch (join({ epoch, sequence: lane.sequence }, range)) {
    case 'known':
      return stay(heard(machine, now));
    case 'news': {
      const there = withLane(reached, range.intervalMs, { ...lane, sequence: range.through });
      return stay(settle({ ...heard(machine, now), reached: there }, now), apply);
    }
    case 'gap':
    case 'overlap':
    case 'other-epoch':
      return heal(machine, reached, now, random);
  }
}

export function onHeartbeat(machine: Machine, heartbeat: Heartbeat, now: number, random: Random): Step {
  const { machine: next, effects } = onRange(machine, heartbeat, [], now, random);
  const judged = judgeDelay(next, heartbeat, now);
  return stay(judged, [...effects, ...verify(judged, heartbeat)]);
}

export function onSnapshot(machine: Machine, snapshot: Snapshot, now: number, random: Random): Step {
  const { reached } = machine;
  if (!subscribed(machine) || !reached) return stay(machine);
  const { at, intervalMs } = snapshot;
  const lane = reached.lanes.get(intervalMs);
  if (at.epoch !== reached.epoch || (lane && at.sequence !== lane.sequence)) return heal(machine, reached, now, random);
  const opened = { ...heard(machine, now), reached: openLane(reached, intervalMs, at.sequence) };
  const next = changeWanted(opened, takeSnapshot(machine.wanted, snapshot));
  return stay(settle(next, now), [{ do: 'apply-snapshot', snapshot }]);
}
