// Text about the link, the market and a resume.
import type { MarketSession } from '../../../proto/messages.ts';
import type { Link, Outage, RecoverySummary, Verification } from '../../../feed-client/index.ts';
import { RESTART_AFTER_MS } from '../../../feed-client/machine/connecting.ts';
import { formatCount } from '../../format/size.ts';
import { formatCountdown, formatDuration, formatLocalTime } from '../../format/time.ts';

export type Tone = 'good' | 'busy' | 'warn';

/**
 * States that end sooner than this are not shown separately, so that nothing flickers while attempts fail;
 * milliseconds.
 */
const MIN_SHOWN_MS = 1_000;

/** The badge's text. `now`: local clock, milliseconds. */
export function linkBadge(link: Link, outage: Outage | undefined, now: number): { text: string; tone: Tone } {
  switch (link.kind) {
    case 'idle':
      return { text: 'Not started', tone: 'busy' };
    case 'connecting':
      return outage && now - link.since < MIN_SHOWN_MS
        ? { text: 'Waiting', tone: 'warn' }
        : { text: 'Connecting', tone: 'busy' };
    case 'resuming':
      return { text: 'Resuming', tone: 'busy' };
    case 'live':
      return { text: 'Live', tone: 'good' };
    case 'stale':
      return { text: `Stale ${formatDuration(now - link.since)}`, tone: 'warn' };
    case 'checking':
      return { text: 'Checking', tone: 'warn' };
    case 'waiting':
      return link.until - now < MIN_SHOWN_MS
        ? { text: 'Waiting', tone: 'warn' }
        : { text: `Waiting ${formatCountdown(link.until - now)}`, tone: 'warn' };
    case 'refused':
      return { text: 'Refused', tone: 'warn' };
  }
}

/** Why prices are not current, and what is being done about it. `finding`: why the feed is unreachable. */
export function outageText(link: Link, { asOf, why }: Outage, now: number, finding?: string): string {
  const reasons = asOf === undefined && finding !== undefined ? [] : [`The feed is down (${why}).`];
  const explanation = [...reasons, ...(finding === undefined ? [] : [finding])].join(' ');
  switch (link.kind) {
    case 'idle':
      return explanation;
    case 'connecting':
      return `${explanation} Retrying now (attempt ${link.attempt}).`;
    case 'resuming':
    case 'live':
      return 'The feed is back. Catching up on missed data.';
    case 'stale':
      return link.behindMs === undefined
        ? `The feed is connected but has been silent for ${formatDuration(now - link.since)}.`
        : `The feed is connected but ${formatDuration(link.behindMs)} behind.`;
    case 'checking':
      return 'This machine slept or its clock was changed. Waiting for the feed’s time.';
    case 'waiting':
      return link.until - now < MIN_SHOWN_MS
        ? `${explanation} Retrying now (attempt ${link.attempt}).`
        : `${explanation} Retrying in ${formatCountdown(link.until - now)} (attempt ${link.attempt}).`;
    case 'refused':
      if (link.code === undefined) return `This feed can't be trusted: ${link.why}`;
      return finding ?? `The feed refused this dashboard (${link.code}): ${link.why}`;
  }
}

/** Whether a manual retry has any effect. */
export function canRetry(link: Link, now: number): boolean {
  switch (link.kind) {
    case 'waiting':
    case 'stale':
    case 'refused':
      return true;
    case 'connecting':
    case 'resuming':
      return now - link.since >= RESTART_AFTER_MS;
    case 'idle':
    case 'live':
    case 'checking':
      return false;
  }
}

/** The status bar's text: when the link entered its state. `clockOffset`: from local times to the system's clock. */
export function linkText(link: Link, outage: Outage | undefined, clockOffset: number): string {
  if (link.kind === 'checking') return 'Unconfirmed';
  if (link.kind === 'live') return `Live since ${formatLocalTime(link.since + clockOffset)}`;
  if (outage?.asOf !== undefined) return `Not live since ${formatLocalTime(outage.asOf + clockOffset)}`;
  switch (link.kind) {
    case 'idle':
      return 'Not started';
    case 'resuming':
      return `Resuming since ${formatLocalTime(link.since + clockOffset)}`;
    case 'stale':
      return `Not live since ${formatLocalTime(link.since + clockOffset)}`;
    case 'refused':
      return 'Refused';
    case 'connecting':
    case 'waiting':
      return 'Not live yet';
  }
}

/** "Verified 14:03:07 · 50 symbols" */
export function verifiedText({ at, symbols }: Verification, clockOffset: number): string {
  return `Verified ${formatLocalTime(at + clockOffset)} · ${pluralize(symbols, 'symbol')}`;
}

export function repairsText(repairs: number): string {
  return `Repaired ${pluralize(repairs, 'difference')}`;
}

export function gapsFilledText(gapsFilled: number): string {
  return `Filled ${pluralize(gapsFilled, 'gap')} without losing the connection`;
}

export const VERIFIED_HINT =
  'Verified: a digest of everything on this board matched the feed’s own. Data that differs is fetched again.';

const CURRENT_SESSIONS: Readonly<Record<MarketSession, string>> = {
  unknown: 'Market',
  closed: 'Market closed',
  'pre-market': 'Pre-market',
  open: 'Market open',
  'after-hours': 'After hours',
  'opening-auction': 'Opening auction',
  'closing-auction': 'Closing auction',
  halted: 'Market halted',
  paused: 'Market paused',
};

const LAST_KNOWN_SESSIONS: Readonly<Record<MarketSession, string>> = {
  unknown: 'Market',
  closed: 'Market was closed',
  'pre-market': 'Was pre-market',
  open: 'Market was open',
  'after-hours': 'Was after hours',
  'opening-auction': 'Was opening auction',
  'closing-auction': 'Was closing auction',
  halted: 'Market was halted',
  paused: 'Market was paused',
};

/** `isCurrent`: `session` is the session now; otherwise it is the last known one. */
export function sessionText(session: MarketSession, isCurrent: boolean): string {
  return (isCurrent ? CURRENT_SESSIONS : LAST_KNOWN_SESSIONS)[session];
}

/** "40 s behind schedule"; undefined if on schedule. `behindMs`: market milliseconds. */
export function behindText(behindMs: number): string | undefined {
  return behindMs === 0 ? undefined : `${formatDuration(behindMs)} behind schedule`;
}

export const BEHIND_HINT =
  'Market time is behind its clock: the feed was suspended, its machine slept, or it cannot keep up. A replay continues where it stopped; a simulated market catches up.';

/** Market seconds per second; undefined at normal speed. */
export function speedText(speed: number): string | undefined {
  if (speed === 1) return undefined;
  return speed === 0 ? 'paused' : `${speed}× speed`;
}

/** What a resume recovered, one line per kind of receipt. */
export function resumeLines({ board, tape }: RecoverySummary): string[] {
  const lines: string[] = [];
  if (tape.exact.symbols > 0)
    lines.push(`${pluralize(tape.exact.symbols, 'tape')} exact, ${missedText(tape.exact.ticks, 'trade', 'replayed')}`);
  if (tape.reset.symbols > 0)
    lines.push(`${pluralize(tape.reset.symbols, 'tape')} with a gap: the trades in between are unknown`);
  if (board.merged.symbols > 0)
    lines.push(
      `${pluralize(board.merged.symbols, 'row')} brought up to date, ${pluralize(board.merged.ticks, 'tick')} merged`,
    );
  if (board.exact.symbols > 0)
    lines.push(
      `${pluralize(board.exact.symbols, 'row')} exact, ${missedText(board.exact.ticks, 'tick', 'missed and replayed')}`,
    );
  if (board.reset.symbols > 0)
    lines.push(`${pluralize(board.reset.symbols, 'row')} from a snapshot: what happened in between is unknown`);
  return lines;
}

/** The same, short enough for the status bar. */
export function resumeText({ board, tape }: RecoverySummary): string {
  if (board.reset.symbols + tape.reset.symbols > 0) return 'from a snapshot';
  const replayed = formatCount(tape.exact.ticks + board.exact.ticks);
  return `${replayed} replayed, ${formatCount(board.merged.ticks)} merged`;
}

function missedText(count: number, noun: string, outcome: string): string {
  return count === 0 ? 'nothing missed' : `${pluralize(count, noun)} ${outcome}`;
}

function pluralize(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${formatCount(count)} ${noun}s`;
}
