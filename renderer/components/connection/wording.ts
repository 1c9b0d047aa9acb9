// What is said of the link, the market and a resume.
import type { MarketSession } from '../../../proto/messages.ts';
import type { Link, Outage, ResumeSummary } from '../../feed/link.ts';
import { formatCount } from '../../format/size.ts';
import { formatCountdown, formatDuration, formatLocalTime } from '../../format/time.ts';

export type Tone = 'good' | 'busy' | 'warn';

/** The badge's words. `now`: local clock, milliseconds. */
export function badgeOf(link: Link, now: number): { text: string; tone: Tone } {
  switch (link.kind) {
    case 'idle':
      return { text: 'Not started', tone: 'busy' };
    case 'connecting':
      return { text: 'Connecting', tone: 'busy' };
    case 'resuming':
      return { text: 'Resuming', tone: 'busy' };
    case 'live':
      return { text: 'Live', tone: 'good' };
    case 'stale':
      return { text: `Stale ${formatDuration(now - link.since)}`, tone: 'warn' };
    case 'waiting':
      return { text: `Waiting ${formatCountdown(link.until - now)}`, tone: 'warn' };
    case 'refused':
      return { text: 'Refused', tone: 'warn' };
  }
}

/** Why prices are not to be trusted as current, and what is done about it. */
export function troubleOf(link: Link, { why }: Outage, now: number): string {
  switch (link.kind) {
    case 'idle':
      return `The feed is down (${why}).`;
    case 'connecting':
      return `The feed is down (${why}). Trying now, attempt ${link.attempt}.`;
    case 'resuming':
    case 'live':
      return 'The feed is back. Fetching what was missed.';
    case 'stale':
      return `The feed is connected but has been silent for ${formatDuration(now - link.since)}.`;
    case 'waiting':
      return `The feed is down (${why}). Next try ${inTime(link.until - now)}, attempt ${link.attempt}.`;
    case 'refused':
      return `The feed refused this dashboard (${link.code}): ${link.why}`;
  }
}

/** The status bar's words: since when the link has been what it is. */
export function linkWords(link: Link, outage: Outage | undefined): string {
  if (link.kind === 'live') return `Live since ${formatLocalTime(link.since)}`;
  if (outage?.asOf !== undefined) return `Not live since ${formatLocalTime(outage.asOf)}`;
  return 'Not live yet';
}

function inTime(ms: number): string {
  return ms <= 0 ? 'now' : `in ${formatCountdown(ms)}`;
}

const SESSIONS: Readonly<Record<MarketSession, string>> = {
  unknown: 'Market',
  closed: 'Market closed',
  'pre-market': 'Pre-market',
  open: 'Market open',
  'after-hours': 'After hours',
};

export function sessionWords(session: MarketSession | undefined): string {
  return SESSIONS[session ?? 'unknown'];
}

/** What a resume brought, a sentence a kind of receipt. */
export function resumeLines({ board, tape }: ResumeSummary): string[] {
  const lines: string[] = [];
  if (tape.exact.symbols > 0)
    lines.push(`${counted(tape.exact.symbols, 'tape')} exact, ${missed(tape.exact.ticks, 'trade', 'replayed')}`);
  if (tape.reset.symbols > 0)
    lines.push(`${counted(tape.reset.symbols, 'tape')} with a gap: the trades in between are not known`);
  if (board.merged.symbols > 0)
    lines.push(
      `${counted(board.merged.symbols, 'row')} brought up to date, ${counted(board.merged.ticks, 'update')} merged`,
    );
  if (board.exact.symbols > 0)
    lines.push(
      `${counted(board.exact.symbols, 'row')} exact, ${missed(board.exact.ticks, 'update', 'missed and replayed')}`,
    );
  if (board.reset.symbols > 0)
    lines.push(`${counted(board.reset.symbols, 'row')} from a snapshot: what happened in between is not known`);
  return lines;
}

/** The same in the few words that the status bar has room for. */
export function resumeWords({ board, tape }: ResumeSummary): string {
  if (board.reset.symbols + tape.reset.symbols > 0) return 'from a snapshot';
  const replayed = formatCount(tape.exact.ticks + board.exact.ticks);
  return `${replayed} replayed, ${formatCount(board.merged.ticks)} merged`;
}

function missed(n: number, what: string, how: string): string {
  return n === 0 ? 'nothing missed' : `${counted(n, what)} ${how}`;
}

function counted(n: number, what: string): string {
  return n === 1 ? `1 ${what}` : `${formatCount(n)} ${what}s`;
}
