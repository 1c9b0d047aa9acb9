// When a fault strikes: its trigger, run along a clock.
import type { Clock } from '../clock.ts';
import type { Random } from '../market/random.ts';
import type { Trigger } from './faults.ts';

const SECOND_MS = 1_000;

/**
 * Calls `strike` whenever `trigger` says, its times counted from `startedAt` (clock time); a chance is drawn from `random`
 * each second. What was missed while the machine slept strikes once. Returns what ends it.
 */
export function schedule(
  clock: Clock,
  startedAt: number,
  trigger: Trigger,
  random: Random,
  strike: () => void,
): () => void {
  const periodMs = trigger.kind === 'every' ? trigger.everyMs : SECOND_MS;
  let left = trigger.kind === 'once' ? 1 : trigger.times;
  let due = startedAt + trigger.atMs;
  let cancel = wait();
  function wait(): () => void {
    return clock.after(Math.max(0, due - clock.now()), () => {
      const strikes = trigger.kind !== 'chance' || random.next() < trigger.probability;
      if (strikes) left--;
      due = Math.max(due + periodMs, clock.now());
      if (left > 0) cancel = wait();
      if (strikes) strike();
    });
  }
  return () => cancel();
}
