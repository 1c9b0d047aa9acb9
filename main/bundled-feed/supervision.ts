// Decides how to keep the bundled feed running: a pure function from state and event to the next state and effects.

/** How long a feed may take from start to ready, milliseconds. */
export const START_LIMIT_MS = 10_000;
/**
 * How long a feed may take to become ready after it has written an error, milliseconds. Needed because a utility process
 * doesn't exit by itself when it has nothing left to do.
 */
export const START_AFTER_ERROR_LIMIT_MS = 500;
/** A feed that has run this long is considered stable, milliseconds. */
export const STABLE_AFTER_MS = 30_000;
/** Supervision gives up after this many consecutive failed starts. */
export const MAX_ATTEMPTS = 4;
/** Interval between probes of a running feed, milliseconds. */
export const PROBE_INTERVAL_MS = 2_000;
/** Timeout of a probe, milliseconds. */
export const PROBE_TIMEOUT_MS = 2_000;
/**
 * A feed is killed after this many consecutive unanswered probes. A count rather than a time, because after the machine
 * has slept, the probe in flight seems to have waited all that time.
 */
export const MAX_UNANSWERED = 3;
/** Delay before a stable feed is restarted, milliseconds. Doubles with each consecutive failed start. */
const BASE_DELAY_MS = 100;

/**
 * `url`: where the feed last listened, undefined at first. `attempt`: number of this start since the feed was last
 * stable, from 1. Times are monotonic milliseconds.
 */
export type Supervision =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'starting';
      readonly attempt: number;
      readonly url: string | undefined;
      /** Error output so far. */
      readonly stderr: string;
      /** Deadline for becoming ready. */
      readonly until: number;
    }
  | {
      readonly kind: 'ready';
      readonly attempt: number;
      readonly url: string;
      /** When it became ready. */
      readonly since: number;
      /** Number of consecutive unanswered probes. */
      readonly unanswered: number;
      /** When the next probe is due; undefined while one is in flight. */
      readonly until: number | undefined;
    }
  /**
   * A shutdown was requested, but the process has not exited. `failures`: consecutive failed starts, including this
   * one.
   */
  | {
      readonly kind: 'shutting-down';
      readonly failures: number;
      readonly url: string | undefined;
      readonly why: string;
    }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly url: string | undefined; readonly until: number }
  | { readonly kind: 'failed'; readonly why: string };

export type SupervisionEvent =
  | { readonly type: 'start' | 'stop' | 'deadline-reached' }
  | { readonly type: 'stdout' | 'stderr'; readonly line: string }
  /** The result of a probe. */
  | { readonly type: 'probed'; readonly answered: boolean }
  | { readonly type: 'exited'; readonly code: number };

export type Effect =
  | { readonly do: 'fork'; readonly port: number }
  /** Request a shutdown. */
  | { readonly do: 'shut-down' }
  /** Kill the process, which would not react to a shutdown request. */
  | { readonly do: 'kill' }
  /** Probe the feed at `url`. The result comes as a `probed` event. */
  | { readonly do: 'probe'; readonly url: string }
  | { readonly do: 'report-hung' }
  | { readonly do: 'report-ready'; readonly url: string }
  | { readonly do: 'report-failed'; readonly why: string };

export interface Step {
  readonly state: Supervision;
  readonly effects: readonly Effect[];
}

/** When the event 'deadline-reached' should occur; undefined if never. */
export function deadline(state: Supervision): number | undefined {
  return 'until' in state ? state.until : undefined;
}

export function step(state: Supervision, event: SupervisionEvent, now: number): Step {
  switch (event.type) {
    case 'start':
      return state.kind === 'off' || state.kind === 'failed' ? startAttempt(1, undefined, now) : unchanged(state);
    case 'stop':
      return { state: { kind: 'off' }, effects: [{ do: 'shut-down' }] };
    case 'deadline-reached':
      return onDeadline(state, now);
    case 'stdout':
      return onStdout(state, event.line, now);
    case 'stderr':
      return onStderr(state, event.line, now);
    case 'probed':
      return onProbed(state, event.answered, now);
    case 'exited':
      return onExit(state, event.code, now);
  }
}

function unchanged(state: Supervision): Step {
  return { state, effects: [] };
}

/** Reuses the previous port, so that the dashboard reconnects by itself. */
function startAttempt(attempt: number, url: string | undefined, now: number): Step {
  const port = url === undefined ? 0 : Number(new URL(url).port);
  return {
    state: { kind: 'starting', attempt, url, stderr: '', until: now + START_LIMIT_MS },
    effects: [{ do: 'fork', port }],
  };
}

function onDeadline(state: Supervision, now: number): Step {
  if (now < (deadline(state) ?? Infinity)) return unchanged(state);
  switch (state.kind) {
    case 'waiting':
      return startAttempt(state.attempt, state.url, now);
    case 'starting': {
      const { attempt, url, stderr } = state;
      const why = stderr.trim() || 'it did not print where it listens';
      return { state: { kind: 'shutting-down', failures: attempt, url, why }, effects: [{ do: 'shut-down' }] };
    }
    case 'ready':
      return { state: { ...state, until: undefined }, effects: [{ do: 'probe', url: state.url }] };
    case 'off':
    case 'shutting-down':
    case 'failed':
      return unchanged(state);
  }
}

function onStdout(state: Supervision, line: string, now: number): Step {
  const url = /^Tapewire feed ready on (http:\/\/\S+)/.exec(line)?.[1];
  if (state.kind !== 'starting' || url === undefined) return unchanged(state);
  const { attempt } = state;
  return {
    state: { kind: 'ready', attempt, url, since: now, unanswered: 0, until: now + PROBE_INTERVAL_MS },
    effects: [{ do: 'report-ready', url }],
  };
}

function onStderr(state: Supervision, line: string, now: number): Step {
  if (state.kind !== 'starting') return unchanged(state);
  const { stderr, until } = state;
  return unchanged({
    ...state,
    stderr: `${stderr}${line}\n`,
    until: Math.min(until, now + START_AFTER_ERROR_LIMIT_MS),
  });
}

function onProbed(state: Supervision, answered: boolean, now: number): Step {
  if (state.kind !== 'ready') return unchanged(state);
  const unanswered = answered ? 0 : state.unanswered + 1;
  if (unanswered < MAX_UNANSWERED) return unchanged({ ...state, unanswered, until: now + PROBE_INTERVAL_MS });
  return {
    state: {
      kind: 'shutting-down',
      failures: consecutiveFailures(state, now),
      url: state.url,
      why: 'it stopped responding',
    },
    effects: [{ do: 'report-hung' }, { do: 'kill' }],
  };
}

function onExit(state: Supervision, code: number, now: number): Step {
  const reason = `it exited with code ${code}`;
  switch (state.kind) {
    case 'starting':
      return retryOrFail(state.attempt, state.url, state.stderr.trim() || reason, now);
    case 'ready':
      return retryOrFail(consecutiveFailures(state, now), state.url, reason, now);
    case 'shutting-down':
      return retryOrFail(state.failures, state.url, state.why, now);
    case 'off':
    case 'waiting':
    case 'failed':
      return unchanged(state);
  }
}

/** Number of consecutive failed starts when a running feed fails now. */
function consecutiveFailures({ since, attempt }: Extract<Supervision, { kind: 'ready' }>, now: number): number {
  return now - since < STABLE_AFTER_MS ? attempt : 0;
}

/** Retries after `failures` consecutive failed starts with exponential backoff, or gives up. */
function retryOrFail(failures: number, url: string | undefined, why: string, now: number): Step {
  if (failures >= MAX_ATTEMPTS) return { state: { kind: 'failed', why }, effects: [{ do: 'report-failed', why }] };
  return unchanged({ kind: 'waiting', attempt: failures + 1, url, until: now + BASE_DELAY_MS * 2 ** failures });
}
