// Keeping the bundled feed running: what happens next, as a pure function of how it is and what just happened.

/** Milliseconds in which a feed that was started says where it listens. */
export const START_LIMIT_MS = 10_000;
/** And once it has complained: a utility process does not end by itself when it has nothing left to do. */
export const COMPLAINT_LIMIT_MS = 500;
/** Milliseconds after which a feed that runs is no longer suspected of breaking again at once. */
export const STEADY_MS = 30_000;
/** Starts in a row that may fail. */
export const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 100;

/** `url`: where it listened before, undefined at first. `attempt`: which start in a row this is, from 1. */
export type Supervision =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'starting';
      readonly attempt: number;
      readonly url: string | undefined;
      /** What it complained of so far. */
      readonly said: string;
      /** When it should be ready; undefined where it was told to end and has not yet. */
      readonly until: number | undefined;
    }
  | { readonly kind: 'ready'; readonly attempt: number; readonly url: string; readonly since: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly url: string | undefined; readonly until: number }
  | { readonly kind: 'failed'; readonly why: string };

export type Happening =
  | { readonly type: 'start' | 'stop' | 'due' }
  | { readonly type: 'said' | 'complained'; readonly line: string }
  | { readonly type: 'ended'; readonly code: number };

export type Effect =
  | { readonly do: 'fork'; readonly port: number }
  | { readonly do: 'kill' }
  | { readonly do: 'report-ready'; readonly url: string }
  | { readonly do: 'report-failed'; readonly why: string };

export interface Step {
  readonly state: Supervision;
  readonly effects: readonly Effect[];
}

/** When 'due' is to happen; undefined for not at all. */
export function deadline(state: Supervision): number | undefined {
  return 'until' in state ? state.until : undefined;
}

export function step(state: Supervision, happening: Happening, now: number): Step {
  switch (happening.type) {
    case 'start':
      return state.kind === 'off' || state.kind === 'failed' ? begin(1, undefined, now) : stay(state);
    case 'stop':
      return { state: { kind: 'off' }, effects: [{ do: 'kill' }] };
    case 'due':
      return onDue(state, now);
    case 'said':
      return onSaid(state, happening.line, now);
    case 'complained':
      return onComplained(state, happening.line, now);
    case 'ended':
      return onEnded(state, happening.code, now);
  }
}

function stay(state: Supervision): Step {
  return { state, effects: [] };
}

/** On the port it had before, so that the dashboard finds it again by itself. */
function begin(attempt: number, url: string | undefined, now: number): Step {
  const port = url === undefined ? 0 : Number(new URL(url).port);
  return {
    state: { kind: 'starting', attempt, url, said: '', until: now + START_LIMIT_MS },
    effects: [{ do: 'fork', port }],
  };
}

function onDue(state: Supervision, now: number): Step {
  if (now < (deadline(state) ?? Infinity)) return stay(state);
  if (state.kind === 'waiting') return begin(state.attempt, state.url, now);
  return state.kind === 'starting' ? { state: { ...state, until: undefined }, effects: [{ do: 'kill' }] } : stay(state);
}

function onSaid(state: Supervision, line: string, now: number): Step {
  const url = /^Tapewire feed ready on (http:\/\/\S+)/.exec(line)?.[1];
  if (state.kind !== 'starting' || url === undefined) return stay(state);
  const { attempt } = state;
  return { state: { kind: 'ready', attempt, url, since: now }, effects: [{ do: 'report-ready', url }] };
}

function onComplained(state: Supervision, line: string, now: number): Step {
  if (state.kind !== 'starting') return stay(state);
  const { until } = state;
  return stay({
    ...state,
    said: `${state.said}${line}\n`,
    until: until === undefined ? undefined : Math.min(until, now + COMPLAINT_LIMIT_MS),
  });
}

function onEnded(state: Supervision, code: number, now: number): Step {
  const ended = `it ended with code ${code}`;
  switch (state.kind) {
    case 'starting': {
      const said = state.said.trim();
      const silent = state.until === undefined ? 'it did not say where it listens' : ended;
      return again(state.attempt, state.url, said === '' ? silent : said, now);
    }
    case 'ready':
      return again(now - state.since < STEADY_MS ? state.attempt : 0, state.url, ended, now);
    case 'off':
    case 'waiting':
    case 'failed':
      return stay(state);
  }
}

/** After `failures` starts in a row that came to nothing; the pause doubles with each. */
function again(failures: number, url: string | undefined, why: string, now: number): Step {
  if (failures >= MOST_ATTEMPTS) return { state: { kind: 'failed', why }, effects: [{ do: 'report-failed', why }] };
  return stay({ kind: 'waiting', attempt: failures + 1, url, until: now + FIRST_PAUSE_MS * 2 ** failures });
}
