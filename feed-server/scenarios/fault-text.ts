// Parses faults, such as `stall at=10s for=3s share=0.5`.
import { excerpt } from '../../proto/shown-text.ts';
import { FAULTS, type Fault, type FaultKind, type Target, type TimedFault, type Trigger } from './faults.ts';
import { Fields, type Field } from './fields.ts';
import { nearest } from '../options/nearest.ts';
import { ScenarioError } from './scenario-error.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A timer can wait for at most 24.8 days. */
const MAX_TIME_MS = 20 * DAY_MS;
/** As much as fits into a WebSocket close frame. */
const MAX_REASON_LENGTH = 120;

/** Parses one fault. Values with spaces are in double quotes. @throws ScenarioError */
export function parseFault(text: string): TimedFault {
  const place = `fault "${excerpt(text)}"`;
  if (!/^(?:[^"]|"[^"]*")*$/.test(text)) throw new ScenarioError(place, 'a closing double quote', text);
  const [kind = '', ...pairs] = text.match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  const fields = new Map<string, Field>();
  for (const pair of pairs) {
    const [, key, value] = /^([^="]+)=(.+)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined) throw new ScenarioError(place, 'key=value', pair);
    if (fields.has(key)) throw new ScenarioError(`${place}: ${key}`, 'a single value', pair);
    fields.set(key, { text: value.replaceAll('"', ''), place });
  }
  return readFault({ text: kind, place }, fields, text.trim());
}

/** `text`: the fault as the user wrote it. @throws ScenarioError */
export function readFault(kind: Field, written: ReadonlyMap<string, Field>, text: string): TimedFault {
  if (!isKind(kind.text)) {
    const kinds = Object.keys(FAULTS);
    throw new ScenarioError(kind.place, `one of ${kinds.join(', ')}`, kind.text, nearest(kind.text, kinds));
  }
  const fields = new Fields(written);
  const fault = readKind(kind.text, fields, kind.place);
  const writtenTrigger = readTrigger(fields);
  const forMs = readForMs(kind.text, writtenTrigger, fields, kind.place);
  const trigger = writtenTrigger ?? defaultTrigger(kind.text, forMs);
  const target = readTarget(kind.text, fields);
  fields.expectAllRead(kind.text);
  return { fault, trigger, target, forMs, text };
}

function isKind(text: string): text is FaultKind {
  return Object.hasOwn(FAULTS, text);
}

function readKind(kind: FaultKind, fields: Fields, place: string): Fault {
  switch (kind) {
    case 'drop':
    case 'stall':
    case 'duplicate':
    case 'reorder':
    case 'epoch':
    case 'malformed':
      return { kind };
    case 'delay':
    case 'jitter':
      return { kind, byMs: required(fields.duration('by', 1, MINUTE_MS), place, 'by=200ms, how much later') };
    case 'skew':
      return { kind, byMs: required(fields.duration('by', -DAY_MS, DAY_MS), place, 'by=-5m, how far ahead') };
    case 'skip':
      return { kind, ticks: fields.whole('ticks', 1, 1_000_000) ?? 100 };
    case 'mute':
    case 'refuse':
      return { kind, symbols: fields.symbols('symbols') ?? [] };
    case 'close': {
      const code = fields.whole('code', 4_000, 4_999) ?? 4_000;
      const reason = fields.text('reason') ?? 'closed by a scenario';
      if (reason.length > MAX_REASON_LENGTH) throw fields.error('reason', `at most ${MAX_REASON_LENGTH} characters`);
      return { kind, code, reason };
    }
    case 'throttle':
      return readThrottle(fields, place);
    case 'restart':
      return { kind, downMs: fields.duration('for', 10, 10 * MINUTE_MS) ?? 1_000 };
  }
}

function readThrottle(fields: Fields, place: string): Fault {
  const bytes = fields.whole('bytes', 1, 1e9);
  const batches = fields.number('batches', 0.01, 1_000);
  if (bytes !== undefined && batches !== undefined) throw fields.error('batches', 'bytes or batches, not both');
  if (bytes !== undefined) return { kind: 'throttle', unit: 'bytes', rate: bytes };
  const expected = 'bytes=2000 or batches=2, how much a second';
  return { kind: 'throttle', unit: 'batches', rate: required(batches, place, expected) };
}

function readTrigger(fields: Fields): Trigger | undefined {
  const atMs = fields.duration('at', 0, MAX_TIME_MS);
  const everyMs = fields.duration('every', 10, MAX_TIME_MS);
  const probability = fields.share('probability');
  const times = fields.whole('times', 1, 1e9);
  if (everyMs !== undefined) {
    if (probability !== undefined) throw fields.error('probability', 'every or probability, not both');
    return { kind: 'every', atMs: atMs ?? everyMs, everyMs, times: times ?? Infinity };
  }
  if (probability !== undefined) return { kind: 'chance', atMs: atMs ?? 0, probability, times: times ?? Infinity };
  if (times !== undefined) throw fields.error('times', 'to be combined with every or probability');
  return atMs === undefined ? undefined : { kind: 'once', atMs };
}

/**
 * The trigger of a fault that names none. A fault that ends waits for a connection, since otherwise nobody might notice it.
 * `refuse` begins at once, because it concerns clients that have not subscribed yet.
 */
function defaultTrigger(kind: FaultKind, forMs: number | undefined): Trigger {
  return kind === 'refuse' || forMs === Infinity ? { kind: 'once', atMs: 0 } : { kind: 'first' };
}

function readForMs(kind: FaultKind, trigger: Trigger | undefined, fields: Fields, place: string): number | undefined {
  const { length } = FAULTS[kind];
  if (length === 'moment') return undefined;
  const forMs = fields.duration('for', 1, MAX_TIME_MS);
  const everyMs = trigger?.kind === 'every' ? trigger.everyMs : Infinity;
  if (forMs !== undefined && forMs > everyMs) throw fields.error('for', 'at most the time of every');
  if (length === 'batches') return forMs;
  if (trigger === undefined || trigger.kind === 'once') return forMs ?? Infinity;
  return required(forMs, place, `for=3s, how long each ${kind} lasts`);
}

function readTarget(kind: FaultKind, fields: Fields): Target {
  if (FAULTS[kind].strikes === 'server') return { share: 1, client: undefined, nth: undefined, symbols: [] };
  return {
    share: fields.share('share') ?? 1,
    client: fields.text('client'),
    nth: fields.whole('nth', 1, 1e9),
    symbols: kind === 'refuse' ? [] : (fields.symbols('symbols') ?? []),
  };
}

function required<T>(value: T | undefined, place: string, expected: string): T {
  if (value === undefined) throw new ScenarioError(place, expected, '');
  return value;
}
