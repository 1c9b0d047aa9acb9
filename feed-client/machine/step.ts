// The feed client's state machine: a pure function from a state and an event to the next state and its effects.
import { connect, dropLink, onNudge, onClosing, onInvalid, onTimer, onRetry, onWake } from './connecting.ts';
import { onHeartbeat, onRange, onResumed, onSnapshot, onVerified, onWelcome } from './resuming.ts';
import { stepTo, type FeedEvent, type Machine, type Moment, type Step } from './state.ts';
import { onDeferred, onSubscribe, onSubscribed, onUnsubscribe } from './subscribing.ts';

export function step(machine: Machine, event: FeedEvent, moment: Moment): Step {
  const { now } = moment;
  switch (event.type) {
    case 'start':
      return machine.phase.kind === 'idle' ? connect({ ...machine, downSince: now }, 1, now) : stepTo(machine);
    case 'stop':
      return stepTo({ ...machine, snapshotRequestedAt: undefined, phase: { kind: 'idle' } }, [{ do: 'close' }]);
    case 'retry':
      return onRetry(machine, moment);
    case 'nudge':
      return onNudge(machine, moment);
    case 'wake':
      return onWake(machine, moment);
    case 'timer':
      return onTimer(machine, moment);
    case 'subscribe':
      return onSubscribe(machine, event.subscription, now);
    case 'unsubscribe':
      return onUnsubscribe(machine, event.subscription);
    case 'welcome':
      return onWelcome(machine, event.welcome, now);
    case 'resumed':
      return onResumed(machine, event.request, event.reply, now);
    case 'subscribed':
      return onSubscribed(machine, event.request, event.reply, moment);
    case 'instruments':
      return stepTo({ ...machine, instrumentsEpoch: event.epoch });
    case 'deferred':
      return stepTo(onDeferred(machine, event.ms, moment));
    case 'batch':
      return onRange(machine, event.batch, [{ do: 'emit-batch', batch: event.batch }], moment);
    case 'heartbeat':
      return onHeartbeat(machine, event.heartbeat, event.behindMs, moment);
    case 'snapshot':
      return onSnapshot(machine, event.snapshot, moment);
    case 'verified':
      return onVerified(machine, event.comparison, moment);
    case 'closing':
      return onClosing(machine, event.close, moment);
    case 'invalid':
      return onInvalid(machine, event.why, moment);
    case 'lost':
      return dropLink(machine, event.why, moment);
  }
}
