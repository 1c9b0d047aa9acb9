// Runs the trigger of a fault along a clock.
import type { Clock } from '../time/clock.ts';
import type { Random } from '../market/random.ts';
import type { Trigger } from './faults.ts';

/** A trigger that follows the clock, with or without chance. */
export type TimedTrigger = Exclude<Trigger, { kind: 'first' }>;

const SECOND_MS = 1_000;

/**
 * Calls `strike` when `trigger` says. Its times count from `startedAt` (clock time), and chance is drawn from `random` each second.
 * Strikes that were missed while the machine slept become one. `past`: how often it has struck already. Returns a function that
 * ends it.
 */
export function schedule(
  clock: Clock,
  startedAt: number,
  trigger: TimedTrigger,
  random: Random,
  strike: () => void,
  past = 0,
): () => void {
  const periodMs = trigger.kind === 'every' ? trigger.everyMs : SECOND_MS;
  let left = (trigger.kind === 'once' ? 1 : trigger.times) - past;
  let due = startedAt + trigger.atMs + past * periodMs;
  let cancel = left > 0 ? wait() : () => undefined;
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
