// Keeping the bundled feed running: what happens next, as a pure function of how it is and what just happened.

/** Milliseconds in which a feed that was started says where it listens. */
export const START_LIMIT_MS = 10_000;
/** And once it has complained: a utility process does not end by itself when it has nothing left to do. */
export const COMPLAINT_LIMIT_MS = 500;
/** Milliseconds after which a feed that runs is no longer suspected of breaking again at once. */
export const STEADY_MS = 30_000;
/** Starts in a row that may fail. */
export const MOST_ATTEMPTS = 4;
/** Milliseconds between two probes of a running feed. */
export const PROBE_EVERY_MS = 2_000;
/** And in which it answers. */
export const PROBE_LIMIT_MS = 2_000;
/**
 * Probes in a row that may stay unanswered. They are counted rather than timed, since after a sleep of the machine the first one
 * seems to have waited all that time.
 */
export const MOST_UNANSWERED = 3;
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
      /** When it should be ready. */
      readonly until: number;
    }
  | {
      readonly kind: 'ready';
      readonly attempt: number;
      readonly url: string;
      readonly since: number;
      /** Questions in a row that it did not answer. */
      readonly unanswered: number;
      /** When it is asked again; undefined while its answer is awaited. */
      readonly until: number | undefined;
    }
  /** It was asked to end, and has not yet. `failures`: starts in a row that came to nothing, with this one. */
  | { readonly kind: 'ending'; readonly failures: number; readonly url: string | undefined; readonly why: string }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly url: string | undefined; readonly until: number }
  | { readonly kind: 'failed'; readonly why: string };

export type Happening =
  | { readonly type: 'start' | 'stop' | 'due' }
  | { readonly type: 'said' | 'complained'; readonly line: string }
  /** What came of a probe. */
  | { readonly type: 'probed'; readonly answered: boolean }
  | { readonly type: 'ended'; readonly code: number };

export type Effect =
  | { readonly do: 'fork'; readonly port: number }
  /** Ask the process to end. */
  | { readonly do: 'end' }
  /** End it without asking: it would not hear it. */
  | { readonly do: 'kill' }
  /** Ask the feed at `url` for a sign of life; what comes of it is the happening `probed`. */
  | { readonly do: 'probe'; readonly url: string }
  | { readonly do: 'report-hung' }
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
      return { state: { kind: 'off' }, effects: [{ do: 'end' }] };
    case 'due':
      return onDue(state, now);
    case 'said':
      return onSaid(state, happening.line, now);
    case 'complained':
      return onComplained(state, happening.line, now);
    case 'probed':
      return onProbed(state, happening.answered, now);
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
  switch (state.kind) {
    case 'waiting':
      return begin(state.attempt, state.url, now);
    case 'starting': {
      const { attempt, url, said } = state;
      const why = said.trim() || 'it did not say where it listens';
      return { state: { kind: 'ending', failures: attempt, url, why }, effects: [{ do: 'end' }] };
    }
    case 'ready':
      return { state: { ...state, until: undefined }, effects: [{ do: 'probe', url: state.url }] };
    case 'off':
    case 'ending':
    case 'failed':
      return stay(state);
  }
}

function onSaid(state: Supervision, line: string, now: number): Step {
  const url = /^Tapewire feed ready on (http:\/\/\S+)/.exec(line)?.[1];
  if (state.kind !== 'starting' || url === undefined) return stay(state);
  const { attempt } = state;
  return {
    state: { kind: 'ready', attempt, url, since: now, unanswered: 0, until: now + PROBE_EVERY_MS },
    effects: [{ do: 'report-ready', url }],
  };
}

function onComplained(state: Supervision, line: string, now: number): Step {
  if (state.kind !== 'starting') return stay(state);
  const { said, until } = state;
  return stay({ ...state, said: `${said}${line}\n`, until: Math.min(until, now + COMPLAINT_LIMIT_MS) });
}

function onProbed(state: Supervision, answered: boolean, now: number): Step {
  if (state.kind !== 'ready') return stay(state);
  const unanswered = answered ? 0 : state.unanswered + 1;
  if (unanswered < MOST_UNANSWERED) return stay({ ...state, unanswered, until: now + PROBE_EVERY_MS });
  return {
    state: { kind: 'ending', failures: failuresOf(state, now), url: state.url, why: 'it stopped answering' },
    effects: [{ do: 'report-hung' }, { do: 'kill' }],
  };
}

function onEnded(state: Supervision, code: number, now: number): Step {
  const ended = `it ended with code ${code}`;
  switch (state.kind) {
    case 'starting':
      return again(state.attempt, state.url, state.said.trim() || ended, now);
    case 'ready':
      return again(failuresOf(state, now), state.url, ended, now);
    case 'ending':
      return again(state.failures, state.url, state.why, now);
    case 'off':
    case 'waiting':
    case 'failed':
      return stay(state);
  }
}

/** Starts in a row that came to nothing, where a feed that was ready has broken now. */
function failuresOf({ since, attempt }: Extract<Supervision, { kind: 'ready' }>, now: number): number {
  return now - since < STEADY_MS ? attempt : 0;
}

/** After `failures` starts in a row that came to nothing; the pause doubles with each. */
function again(failures: number, url: string | undefined, why: string, now: number): Step {
  if (failures >= MOST_ATTEMPTS) return { state: { kind: 'failed', why }, effects: [{ do: 'report-failed', why }] };
  return stay({ kind: 'waiting', attempt: failures + 1, url, until: now + FIRST_PAUSE_MS * 2 ** failures });
}
