// The command tail: prints the live ticks of a running feed. Of the feed server's folders the one that uses the feed client.
import type { Instrument } from '../../proto/messages.ts';
import { FeedClient, type FeedClientOptions } from '../../feed-client/client.ts';
import { ask } from '../../feed-client/connection/ask.ts';
import { diagnose, diagnosisWords } from '../../feed-client/connection/diagnosis.ts';
import type { Brought, FeedStatus, ResumeSummary } from '../../feed-client/link.ts';
import { LinkDiagnosis } from '../../feed-client/connection/link-diagnosis.ts';
import { connectSocket } from '../../feed-client/connection/socket.ts';
import type { TailOptions } from '../options/command.ts';
import { systemClock } from '../system-clock.ts';
import { clientClock } from './client-clock.ts';
import { CALLED_WRONGLY, FAILED } from './exit-codes.ts';
import type { LineOutput } from './line-output.ts';
import { tickLines } from './tick-lines.ts';

/**
 * Ticks to `output`, everything else to `say`, a line at a time. Where the output is full it leaves the feed, and goes on
 * from there once it is drained. Resolves with the exit code once `ended` has, or it is pointless.
 */
export function tail(
  options: TailOptions,
  output: LineOutput,
  say: (line: string) => void,
  ended: Promise<unknown>,
): Promise<number> {
  const instruments = new Map<number, Instrument>();
  const board: FeedClientOptions['board'] = {
    accept: (instrument) => void instruments.set(instrument.id, instrument),
    remove: () => undefined,
    forgetIds: () => instruments.clear(),
    applySnapshot: () => undefined,
    digest: () => undefined,
    applyBatch(batch) {
      for (const line of tickLines(batch, instruments, options.json ? 'json' : 'text')) output.write(line);
    },
  };
  const tape: FeedClientOptions['tape'] = {
    accept: () => undefined,
    remove: () => undefined,
    forgetIds: () => undefined,
    markGap: (symbol, why) => say(`${symbol}: trades may be missing here (${GAPS[why]})`),
    applyBatch: () => undefined,
    firstSkipped: () => undefined,
    fill: () => undefined,
    giveUp: () => undefined,
  };
  const client = new FeedClient({
    url: options.url,
    clock: clientClock,
    random: () => Math.random(),
    connect: connectSocket,
    board,
    tape,
  });
  const { url } = options;
  const diagnosis: LinkDiagnosis = new LinkDiagnosis({
    client,
    diagnose: () => diagnose(url, ask),
    changed() {
      if (!diagnosis.current) return;
      const { finding, advice } = diagnosisWords(diagnosis.current, url);
      say(`${finding} ${advice}`);
    },
  });
  return new Promise((resolve) => {
    let over = false;
    const end = (code: number): void => {
      over = true;
      stopListening();
      client.stop();
      resolve(code);
    };
    const waitForReader = async (): Promise<void> => {
      const since = systemClock.now();
      say('the output is not read: leaving the feed until it is');
      client.stop();
      await output.drained();
      if (over) return;
      say(`the output is read again after ${seconds(systemClock.now() - since)}`);
      client.start();
    };
    const narrate = narrator(options, say);
    const stopListening = client.onStatus(() => {
      const { status } = client;
      const code = narrate(status);
      if (code !== undefined) end(code);
      // What a resume brings is taken to its end: left in the middle, it would have to begin anew each time.
      else if (output.full && (status.link.kind === 'live' || status.link.kind === 'stale')) void waitForReader();
    });
    for (const symbol of options.symbols) {
      client.subscribe(symbol, 'board', options.everyMs);
      client.subscribe(symbol, 'tape');
    }
    client.start();
    void ended.then(() => end(0));
  });
}

const GAPS = {
  'other-epoch': 'the feed has started anew',
  'too-old': 'the feed no longer has them',
  future: 'the feed is not as far as before',
} as const;

/** Says what changes in the state of the connection. Returns the exit code where there is nothing to wait for. */
function narrator(
  { url, symbols }: TailOptions,
  say: (line: string) => void,
): (status: FeedStatus) => number | undefined {
  let said: 'nothing' | 'live' | 'stale' | 'lost' = 'nothing';
  let everLive = false;
  let resume: ResumeSummary | undefined;
  let repaired = 0;
  const refused = new Set<string>();
  return (status) => {
    for (const [symbol, why] of status.refused) {
      if (!refused.has(symbol)) say(`${symbol}: ${why}`);
      refused.add(symbol);
    }
    const { link, facts, lastResume } = status;
    switch (link.kind) {
      case 'live':
        if (!everLive) {
          if (status.refused.size === symbols.length) return CALLED_WRONGLY;
          say(`connected to ${url}: ${facts?.source ?? ''}`);
        } else if (lastResume !== resume && lastResume) say(broughtBy(lastResume));
        else if (status.repaired > repaired) say('a gap was repaired without losing the connection');
        else if (said === 'stale') say('the feed is heard again');
        resume = lastResume;
        repaired = status.repaired;
        everLive = true;
        said = 'live';
        return undefined;
      case 'stale':
        if (said === 'live') say('connected, but the feed is silent');
        said = 'stale';
        return undefined;
      case 'waiting':
        if (said !== 'lost')
          say(everLive ? `connection lost (${link.why}); trying again` : `no connection to ${url}; trying again`);
        said = 'lost';
        return undefined;
      case 'refused':
        say(
          link.code === undefined
            ? `this feed can't be trusted: ${link.why}`
            : `the feed refuses this client: ${link.why}`,
        );
        return FAILED;
      case 'idle':
      case 'connecting':
      case 'resuming':
      case 'checking':
        return undefined;
    }
  };
}

/** For a person: "back after 2.1 s; trades: 35 missed, all printed (2 symbols); quotes: 120 ticks missed, ...". */
function broughtBy({ downMs, tape, board }: ResumeSummary): string {
  const parts = [...describeBrought('trades', tape), ...describeBrought('quotes', board)];
  return [`back after ${seconds(downMs)}`, ...parts].join('; ');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function describeBrought(what: string, { exact, merged, reset }: Brought): string[] {
  const of = ({ symbols }: { readonly symbols: number }): string =>
    `(${symbols} ${symbols === 1 ? 'symbol' : 'symbols'})`;
  const parts: string[] = [];
  if (exact.symbols > 0) parts.push(`${exact.ticks} missed, all printed ${of(exact)}`);
  if (merged.symbols > 0) parts.push(`${merged.ticks} ticks missed, the latest printed ${of(merged)}`);
  if (reset.symbols > 0) parts.push(`an unknown number missed ${of(reset)}`);
  return parts.map((part) => `${what}: ${part}`);
}
