// Market sessions, reasons and kinds of sources as words; on the wire they are their places here.
import type { MarketSession, SourceKind, StatusReason } from './messages.ts';

export const SESSIONS: readonly MarketSession[] = [
  'unknown',
  'closed',
  'pre-market',
  'open',
  'after-hours',
  'opening-auction',
  'closing-auction',
  'halted',
  'paused',
];

export const REASONS: readonly StatusReason[] = [
  'other',
  'schedule',
  'news-pending',
  'news-released',
  'regulatory',
  'technical',
  'limit-up',
  'limit-down',
  'resumed',
  'split',
  'dividend',
];

export const SOURCE_KINDS: readonly SourceKind[] = ['unknown', 'live', 'delayed', 'simulated', 'replay'];

/** A later server may know more than this build. */
export function sessionOf(place: number): MarketSession {
  return SESSIONS[place] ?? 'unknown';
}

export function reasonOf(place: number): StatusReason {
  return REASONS[place] ?? 'other';
}

export function sourceKindOf(place: number): SourceKind {
  return SOURCE_KINDS[place] ?? 'unknown';
}
