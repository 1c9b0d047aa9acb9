// The feed client's state machine: what happens next, as a pure function of what is known and what just happened.
import type { Random } from '../connection/clock.ts';
import { connect, lose, onClosing, onTimer, onUnsound } from './connecting.ts';
import { onHeartbeat, onRange, onSnapshot } from './joining.ts';
import type { FeedEvent, Machine, Step } from './phases.ts';
import { putOff, stay } from './progress.ts';
import { onResumed, onWelcome } from './resuming.ts';
import { onRate, onSubscribed, onUnwant, onWant } from './subscribing.ts';
import { suspect } from './lag.ts';
import { nudge, retry } from './urging.ts';
import { onCompared } from './verifying.ts';

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
    case 'suspect':
      return suspect(machine, now);
    case 'timer':
      return onTimer(machine, now, random);
    case 'want':
      return onWant(machine, event.subscription, now);
    case 'unwant':
      return onUnwant(machine, event.subscription);
    case 'rate':
      return onRate(machine, event.batchRate);
    case 'welcome':
      return onWelcome(machine, event.welcome, now);
    case 'resumed':
      return onResumed(machine, event.ask, event.reply, now);
    case 'subscribed':
      return onSubscribed(machine, event.ask, event.reply, now);
    case 'instruments':
      return stay({ ...machine, instrumentsOf: event.epoch });
    case 'put-off':
      return stay(putOff(machine, event.ms, now));
    case 'batch':
      return onRange(machine, event.batch, [{ do: 'apply-batch', batch: event.batch }], now, random);
    case 'heartbeat':
      return onHeartbeat(machine, event.heartbeat, now, random);
    case 'snapshot':
      return onSnapshot(machine, event.snapshot, now, random);
    case 'compared':
      return onCompared(machine, event.comparison, now, random);
    case 'closing':
      return onClosing(machine, event.close, now, random);
    case 'unsound':
      return onUnsound(machine, event.why, now, random);
    case 'lost':
      return lose(machine, event.why, now, random);
  }
}
