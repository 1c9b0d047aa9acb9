// The feed client's state machine: a pure function from the state and an event to the next state and what is to be done.
import { connect, lose, nudge, onClosing, onInvalid, onTimer, retry, woke } from './connecting.ts';
import { onHeartbeat, onRange, onResumed, onSnapshot, onVerified, onWelcome } from './resuming.ts';
import { to, type FeedEvent, type Machine, type Moment, type Step } from './state.ts';
import { onDeferred, onSubscribe, onSubscribed, onUnsubscribe } from './subscribing.ts';

export function step(machine: Machine, event: FeedEvent, moment: Moment): Step {
  const { now } = moment;
  switch (event.type) {
    case 'start':
      return machine.phase.kind === 'idle' ? connect({ ...machine, downSince: now }, 1, now) : to(machine);
    case 'stop':
      return to({ ...machine, snapshotRequestedAt: undefined, phase: { kind: 'idle' } }, [{ do: 'close' }]);
    case 'retry':
      return retry(machine, moment);
    case 'nudge':
      return nudge(machine, moment);
    case 'woke':
      return woke(machine, moment);
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
      return to({ ...machine, instrumentsEpoch: event.epoch });
    case 'deferred':
      return to(onDeferred(machine, event.ms, moment));
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
      return lose(machine, event.why, moment);
  }
}
