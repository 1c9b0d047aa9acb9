// The feed client's state machine: what happens next, as a pure function of what is known and what just happened.
import type { Heartbeat, Snapshot } from '../../proto/messages.ts';
import type { Random } from './clock.ts';
import { connect, lose, onClosing, onTimer } from './connecting.ts';
import { join, type Range } from './join.ts';
import { judgeDelay } from './lag.ts';
import type { Effect, FeedEvent, Machine, Step } from './phases.ts';
import { heard, settle, stay } from './progress.ts';
import { heal, onResumed, onWelcome } from './resuming.ts';
import { onSubscribed, onUnwant, onWant, subscribed } from './subscribing.ts';
import { nudge, retry, wake } from './urging.ts';
import { takeSnapshot } from './wanted.ts';

export function step(machine: Machine, event: FeedEvent, now: number, random: Random): Step {
  switch (event.type) {
    case 'start':
      return machine.phase.kind === 'idle' ? connect({ ...machine, downSince: now }, 1, now) : stay(machine);
    case 'stop':
      return { machine: { ...machine, askedAt: undefined, phase: { kind: 'idle' } }, effects: [{ do: 'close' }] };
    case 'retry':
      return retry(machine, now);
    case 'nudge':
      return nudge(machine, now);
    case 'woke':
      return wake(machine, now);
    case 'timer':
      return onTimer(machine, now, random);
    case 'want':
      return onWant(machine, event.subscription, now);
    case 'unwant':
      return onUnwant(machine, event.subscription);
    case 'welcome':
      return onWelcome(machine, event.welcome, now);
    case 'resumed':
      return onResumed(machine, event.ask, event.reply, now);
    case 'subscribed':
      return onSubscribed(machine, event.ask, event.reply, now);
    case 'instruments':
      return stay({ ...machine, instrumentsOf: event.epoch });
    case 'batch':
      return onRange(machine, event.batch, [{ do: 'apply-batch', batch: event.batch }], now, random);
    case 'heartbeat':
      return onHeartbeat(machine, event.heartbeat, now, random);
    case 'snapshot':
      return onSnapshot(machine, event.snapshot, now, random);
    case 'closing':
      return onClosing(machine, event.close, now, random);
    case 'lost':
      return lose(machine, event.why, now, random);
  }
}

function onRange(machine: Machine, range: Range, apply: readonly Effect[], now: number, random: Random): Step {
  const { position } = machine;
  if (!subscribed(machine) || !position) return stay(machine);
  switch (join(position, range)) {
    case 'known':
      return stay(heard(machine, now));
    case 'news': {
      const next = { ...heard(machine, now), position: { epoch: position.epoch, sequence: range.through } };
      return stay(settle(next, now), apply);
    }
    case 'gap':
    case 'overlap':
    case 'other-epoch':
      return heal(machine, position, now, random);
  }
}

function onHeartbeat(machine: Machine, heartbeat: Heartbeat, now: number, random: Random): Step {
  const { machine: next, effects } = onRange(machine, heartbeat, [], now, random);
  return stay(judgeDelay(next, heartbeat.serverTime, now), effects);
}

function onSnapshot(machine: Machine, snapshot: Snapshot, now: number, random: Random): Step {
  const { position } = machine;
  if (!subscribed(machine) || !position) return stay(machine);
  const { epoch, sequence } = snapshot.at;
  if (epoch !== position.epoch || sequence !== position.sequence) return heal(machine, position, now, random);
  const next = { ...heard(machine, now), wanted: takeSnapshot(machine.wanted, snapshot) };
  return stay(settle(next, now), [{ do: 'apply-snapshot', snapshot }]);
}
