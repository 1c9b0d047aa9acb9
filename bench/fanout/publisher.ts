// Plays the schedule in real time for a peer, in rounds as long as those of Tapewire's own playback.
import type { Schedule } from './schedule.ts';
import { now } from '../wire/wall-clock.ts';

/** Minimum milliseconds between two rounds, the same as in feed-server/playback/playback.ts. */
const ROUND_MS = 2;

/** Calls `publish` with the index of every trade when it is due. `start`: milliseconds since 1970-01-01 UTC. */
export function play({ due, length }: Schedule, start: number, publish: (index: number) => void): void {
  let next = 0;
  const round = (): void => {
    const until = now() - start;
    while (next < length && (due[next] as number) <= until) publish(next++);
    if (next < length) setTimeout(round, Math.max(ROUND_MS, start + (due[next] as number) - now()));
  };
  round();
}
