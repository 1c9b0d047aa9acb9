// Wraps the timers and connections through which the browser calls the dashboard, so that their errors are reported.
import type { Clock, Connect } from '../../feed-client/index.ts';
import type { FailureState } from './failure.svelte.ts';

export function guardedClock(clock: Clock, failure: FailureState): Clock {
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (ms, task) => clock.after(ms, failure.guard(task)),
  };
}

export function guardedConnect(connect: Connect, failure: FailureState): Connect {
  return (url, protocol, listener) => {
    const connection = connect(url, protocol, {
      onEvent: failure.guard((event, payload) => listener.onEvent(event, payload)),
      onRefused: failure.guard((close) => listener.onRefused(close)),
      onInvalid: failure.guard((why) => listener.onInvalid(why)),
      onLost: failure.guard((why) => listener.onLost(why)),
    });
    return {
      request: (event, payload, reply) => connection.request(event, payload, failure.guard(reply)),
      close: () => connection.close(),
    };
  };
}
