// Modes, refusals and positions as requests, replies and events share them.
import { CodecError, expectTime, expectWhole } from './codec-error.ts';
import type { tapewire as pb } from './gen/feed.js';
import type { Kept, Mode, Position, Refusal, RefusalKind } from './messages.ts';

export const MODES: readonly (Mode | undefined)[] = [undefined, 'board', 'tape'];
const REFUSALS: readonly RefusalKind[] = [
  'other',
  'unknown-symbol',
  'bad-mode',
  'not-subscribed',
  'too-many',
  'malformed',
  'unknown-event',
  'no-acknowledgement',
  'bad-rate',
  'bad-range',
  'not-kept',
];

export function unpackPosition(what: string, position: pb.Position | null): Position {
  if (!position) throw new CodecError('malformed', `${what}: missing`);
  expectWhole(what, position.sequence, 0, Number.MAX_SAFE_INTEGER);
  return { epoch: position.epoch, sequence: position.sequence };
}

export function packRefusal({ kind, symbol, mode, message }: Refusal): pb.Refusal.$Properties {
  return { code: REFUSALS.indexOf(kind), symbol, mode: MODES.indexOf(mode), message };
}

export function unpackRefusal({ code, symbol, mode, message }: pb.Refusal): Refusal {
  return { kind: REFUSALS[code] ?? 'other', symbol, mode: MODES[mode], message };
}

export function unpackKept(what: string, kept: pb.Kept | null): Kept {
  const { from = 0, since = 0 } = kept ?? {};
  expectWhole(`${what} from`, from, 0, Number.MAX_SAFE_INTEGER);
  expectTime(`${what} since`, since);
  return { from, since };
}
