// What is said of the link, the market and a resume.
import type { MarketSession } from '../../../proto/messages.ts';
import type { Link, Outage, RecoverySummary, Verified } from '../../../feed-client/index.ts';
import { RESTART_AFTER_MS } from '../../../feed-client/machine/connecting.ts';
import { formatCount } from '../../format/size.ts';
import { formatCountdown, formatDuration, formatLocalTime } from '../../format/time.ts';

export type Tone = 'good' | 'busy' | 'warn';

/** What is over sooner than this is not told apart, so that nothing flickers while tries fail; milliseconds. */
const CALM_MS = 1_000;

/** The badge's words. `now`: local clock, milliseconds. */
export function badgeOf(link: Link, outage: Outage | undefined, now: number): { text: string; tone: Tone } {
  switch (link.kind) {
    case 'idle':
      return { text: 'Not started', tone: 'busy' };
    case 'connecting':
      return outage && now - link.since < CALM_MS
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
      return link.until - now < CALM_MS
        ? { text: 'Waiting', tone: 'warn' }
        : { text: `Waiting ${formatCountdown(link.until - now)}`, tone: 'warn' };
    case 'refused':
      return { text: 'Refused', tone: 'warn' };
  }
}

/** Why prices are not to be trusted as current, and what is done about it. `finding`: why the feed cannot be reached. */
export function troubleOf(link: Link, { asOf, why }: Outage, now: number, finding?: string): string {
  const lost = asOf === undefined && finding !== undefined ? [] : [`The feed is down (${why}).`];
  const down = [...lost, ...(finding === undefined ? [] : [finding])].join(' ');
  switch (link.kind) {
    case 'idle':
      return down;
    case 'connecting':
      return `${down} Trying again, attempt ${link.attempt}.`;
    case 'resuming':
    case 'live':
      return 'The feed is back. Fetching what was missed.';
    case 'stale':
      return link.behindMs === undefined
        ? `The feed is connected but has been silent for ${formatDuration(now - link.since)}.`
        : `The feed is connected but ${formatDuration(link.behindMs)} behind.`;
    case 'checking':
      return 'This machine slept, or its clock was set. Waiting for the time by the feed.';
    case 'waiting':
      return link.until - now < CALM_MS
        ? `${down} Trying again, attempt ${link.attempt}.`
        : `${down} Next try in ${formatCountdown(link.until - now)}, attempt ${link.attempt}.`;
    case 'refused':
      if (link.code === undefined) return `This feed can't be trusted: ${link.why}`;
      return finding ?? `The feed refused this dashboard (${link.code}): ${link.why}`;
  }
}

/** Whether a person who says "try now" changes anything. */
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

/** The status bar's words: since when the link has been what it is. `clockOffset`: of the system's clock to local times. */
export function linkWords(link: Link, outage: Outage | undefined, clockOffset: number): string {
  if (link.kind === 'checking') return 'Not confirmed';
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
export function verifiedWords({ at, symbols }: Verified, clockOffset: number): string {
  return `Verified ${formatLocalTime(at + clockOffset)} · ${counted(symbols, 'symbol')}`;
}

export function repairsWords(repairs: number): string {
  return `Repaired ${counted(repairs, 'difference')}`;
}

export function gapsFilledWords(gapsFilled: number): string {
  return `Filled ${counted(gapsFilled, 'gap')} without losing the connection`;
}

export const VERIFIED_MEANS =
  'Verified: a digest of everything on this board was the same as the feed’s own; what differs is fetched anew.';

const SESSIONS: Readonly<Record<MarketSession, string>> = {
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

const PAST_SESSIONS: Readonly<Record<MarketSession, string>> = {
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

/** `current`: it is so now, else it was when the feed was last heard of. */
export function sessionWords(session: MarketSession, current: boolean): string {
  return (current ? SESSIONS : PAST_SESSIONS)[session];
}

/** "40 s behind its schedule", after the market's source; undefined where it is not. `behindMs`: market milliseconds. */
export function behindWords(behindMs: number): string | undefined {
  return behindMs === 0 ? undefined : `${formatDuration(behindMs)} behind its schedule`;
}

export const BEHIND_MEANS =
  'Market time is not where its clock should have it: the feed stood still, its machine slept, or it cannot keep up. A replay goes on from where it was, a simulated market makes up for it.';

/** Market seconds per second; undefined where that needs no words. */
export function speedWords(speed: number): string | undefined {
  if (speed === 1) return undefined;
  return speed === 0 ? 'standing still' : `${speed}× speed`;
}

/** What a resume brought, a sentence a kind of receipt. */
export function resumeLines({ board, tape }: RecoverySummary): string[] {
  const lines: string[] = [];
  if (tape.exact.symbols > 0)
    lines.push(`${counted(tape.exact.symbols, 'tape')} exact, ${missed(tape.exact.ticks, 'trade', 'replayed')}`);
  if (tape.reset.symbols > 0)
    lines.push(`${counted(tape.reset.symbols, 'tape')} with a gap: the trades in between are unknown`);
  if (board.merged.symbols > 0)
    lines.push(
      `${counted(board.merged.symbols, 'row')} brought up to date, ${counted(board.merged.ticks, 'tick')} merged`,
    );
  if (board.exact.symbols > 0)
    lines.push(
      `${counted(board.exact.symbols, 'row')} exact, ${missed(board.exact.ticks, 'tick', 'missed and replayed')}`,
    );
  if (board.reset.symbols > 0)
    lines.push(`${counted(board.reset.symbols, 'row')} from a snapshot: what happened in between is unknown`);
  return lines;
}

/** The same in the few words that the status bar has room for. */
export function resumeWords({ board, tape }: RecoverySummary): string {
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
