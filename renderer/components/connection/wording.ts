// What is said of the link, the market and a resume.
import type { MarketSession } from '../../../proto/messages.ts';
import type { Link, ResumeSummary } from '../../feed/link.ts';
import type { Outage } from '../../state/connection.svelte.ts';
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
export function resumeLines({ exact, merged, reset }: ResumeSummary): string[] {
  const lines: string[] = [];
  if (merged.symbols > 0) lines.push(`${rows(merged.symbols)} brought up to date, ${updates(merged.ticks)} merged`);
  if (exact.symbols > 0)
    lines.push(
      `${subscriptions(exact.symbols)} exact, ${exact.ticks > 0 ? `${updates(exact.ticks)} replayed` : 'nothing missed'}`,
    );
  if (reset.symbols > 0)
    lines.push(`${subscriptions(reset.symbols)} from a snapshot: what happened in between is not known`);
  return lines;
}

/** Only rows are merged; a tape is exact or has a hole. */
function rows(n: number): string {
  return n === 1 ? '1 row' : `${formatCount(n)} rows`;
}

function subscriptions(n: number): string {
  return n === 1 ? '1 subscription' : `${formatCount(n)} subscriptions`;
}

function updates(n: number): string {
  return n === 1 ? '1 update' : `${formatCount(n)} updates`;
}
