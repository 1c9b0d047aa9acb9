// Runs the trigger of a fault along a clock.
import type { Clock } from '../time/clock.ts';
import type { Random } from '../market/random.ts';
import type { Trigger } from './faults.ts';

/** A trigger that follows the clock, with or without chance. */
export type TimedTrigger = Exclude<Trigger, { kind: 'first' }>;

const SECOND_MS = 1_000;

/**
 * Calls `strike` when `trigger` says. Its times count from `startedAt` (clock time), and chance is drawn from `random` each second.
 * Strikes that were missed while the machine slept become one. `pastStrikes`: how often the fault has struck already. Returns a
 * function that cancels the schedule.
 */
export function schedule(
  clock: Clock,
  startedAt: number,
  trigger: TimedTrigger,
  random: Random,
  strike: () => void,
  pastStrikes = 0,
): () => void {
  const periodMs = trigger.kind === 'every' ? trigger.everyMs : SECOND_MS;
  let remaining = (trigger.kind === 'once' ? 1 : trigger.times) - pastStrikes;
  let dueAt = startedAt + trigger.atMs + pastStrikes * periodMs;
  let cancel = remaining > 0 ? waitForNext() : () => undefined;
  function waitForNext(): () => void {
    return clock.after(Math.max(0, dueAt - clock.now()), () => {
      const strikes = trigger.kind !== 'chance' || random.next() < trigger.probability;
      if (strikes) remaining--;
      dueAt = Math.max(dueAt + periodMs, clock.now());
      if (remaining > 0) cancel = waitForNext();
      if (strikes) strike();
    });
  }
  return () => cancel();
}

/** How often `trigger` has struck `ageMs` after its start; 0 if chance decides. */
export function strikesWithin(trigger: TimedTrigger, ageMs: number): number {
  if (trigger.kind === 'chance' || ageMs <= trigger.atMs) return 0;
  return trigger.kind === 'once'
    ? 1
    : Math.min(trigger.times, 1 + Math.floor((ageMs - trigger.atMs) / trigger.everyMs));
}

/** Milliseconds from its start to the nth strike, from 1. */
export function strikeMs(trigger: TimedTrigger, n: number): number {
  return trigger.atMs + (trigger.kind === 'every' ? (n - 1) * trigger.everyMs : 0);
}
