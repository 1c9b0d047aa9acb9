// The command tail: prints the live ticks of a running feed.
import {
  FeedClient,
  LinkDiagnosis,
  diagnose,
  describeDiagnosis,
  probeHttp,
  type Batch,
  type FeedStatus,
  type Instrument,
  type RecoveryCounts,
  type RecoverySummary,
} from '../../feed-client/index.ts';
import type { TailOptions } from '../options/command.ts';
import { systemClock } from '../time/system-clock.ts';
import { INCORRECT_USAGE, FAILED } from './exit-codes.ts';
import type { LineOutput } from './line-output.ts';
import { skippedLine, tickLines } from './tick-lines.ts';

/**
 * Ticks go to `output`, everything else to `log`, one line at a time. If the output is full, disconnects from the feed until it
 * is drained, then resumes. Resolves with the exit code when `ended` does, or there is nothing left to wait for.
 */
export function tail(
  options: TailOptions,
  output: LineOutput,
  log: (line: string) => void,
  ended: Promise<unknown>,
): Promise<number> {
  const client = new FeedClient({ url: options.url });
  printTicks(client, options, output, log);
  const { url } = options;
  const diagnosis: LinkDiagnosis = new LinkDiagnosis({
    client,
    diagnose: () => diagnose(url, probeHttp),
    onChange() {
      if (!diagnosis.current) return;
      const { finding, advice } = describeDiagnosis(diagnosis.current, url);
      log(`${finding} ${advice}`);
    },
  });
  return new Promise((resolve) => {
    let hasEnded = false;
    const end = (code: number): void => {
      hasEnded = true;
      stopListening();
      client.stop();
      resolve(code);
    };
    const waitForReader = async (): Promise<void> => {
      const since = systemClock.now();
      log('the output is not being read; disconnecting until it is');
      client.stop();
      await output.drained();
      if (hasEnded) return;
      log(`the output is being read again after ${seconds(systemClock.now() - since)}`);
      client.start();
    };
    const report = statusReporter(options, log);
    const stopListening = client.on('status', () => {
      const { status } = client;
      const code = report(status);
      if (code !== undefined) end(code);
      // Not during a resume: it would start from the beginning each time.
      else if (output.full && (status.link.kind === 'live' || status.link.kind === 'stale')) void waitForReader();
    });
    for (const symbol of options.symbols) {
      client.subscribe(symbol, { mode: 'board', intervalMs: options.everyMs });
      client.subscribe(symbol, { mode: 'tape' });
    }
    client.start();
    void ended.then(() => end(0));
  });
}

/** Prints the ticks of all subscriptions of `client`. */
function printTicks(client: FeedClient, { json }: TailOptions, output: LineOutput, log: (line: string) => void): void {
  const format = json ? 'json' : 'text';
  const instruments = new Map<number, Instrument>();
  let batch: Batch | undefined;
  client.on('accepted', ({ subscriptions, newEpoch }) => {
    if (newEpoch) instruments.clear();
    for (const { instrument } of subscriptions) instruments.set(instrument.id, instrument);
  });
  client.on('receipts', (receipts) => {
    for (const { symbol, mode, receipt } of receipts)
      if (mode === 'tape' && receipt.kind === 'reset')
        log(`${symbol}: trades may be missing here (${LOSS_REASONS[receipt.reason]})`);
  });
  client.on('skipped', (skipped) => output.write(skippedLine(skipped, format)));
  // Quotes and trades of one batch are printed together, in the order of their times.
  client.on('rows', (rows) => (batch = rows));
  client.on('trades', (trades) => (batch = trades));
  client.on('status', () => {
    if (batch) for (const line of tickLines(batch, instruments, format)) output.write(line);
    batch = undefined;
  });
}

const LOSS_REASONS = {
  'other-epoch': 'the feed has a new epoch',
  'too-old': 'the feed no longer has them',
  future: 'the feed is behind its earlier position',
} as const;

/** Logs changes of the connection. The returned function returns an exit code if reconnecting would not help. */
function statusReporter(
  { url, symbols }: TailOptions,
  log: (line: string) => void,
): (status: FeedStatus) => number | undefined {
  let reported: 'nothing' | 'live' | 'stale' | 'lost' = 'nothing';
  let everLive = false;
  let reportedRecovery: RecoverySummary | undefined;
  let gapsFilled = 0;
  const refused = new Set<string>();
  return (status) => {
    for (const [symbol, why] of status.refused) {
      if (!refused.has(symbol)) log(`${symbol}: ${why}`);
      refused.add(symbol);
    }
    const { link, feedInfo, lastRecovery } = status;
    switch (link.kind) {
      case 'live':
        if (!everLive) {
          if (status.refused.size === symbols.length) return INCORRECT_USAGE;
          log(`connected to ${url}: ${feedInfo?.source ?? ''}`);
        } else if (lastRecovery !== reportedRecovery && lastRecovery) log(recoveryText(lastRecovery));
        else if (status.gapsFilled > gapsFilled) log('a gap was filled without losing the connection');
        else if (reported === 'stale') log('receiving from the feed again');
        reportedRecovery = lastRecovery;
        gapsFilled = status.gapsFilled;
        everLive = true;
        reported = 'live';
        return undefined;
      case 'stale':
        if (reported === 'live') log('connected, but the feed is silent');
        reported = 'stale';
        return undefined;
      case 'waiting':
        if (reported !== 'lost')
          log(everLive ? `connection lost (${link.why}); reconnecting` : `no connection to ${url}; reconnecting`);
        reported = 'lost';
        return undefined;
      case 'refused':
        log(
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

/** For a person: "back after 2.1 s; trades: 35 missed, all printed (2 symbols); quotes: 120 missed, ...". */
function recoveryText({ downMs, tape, board }: RecoverySummary): string {
  const parts = [...describeRecovery('trades', tape), ...describeRecovery('quotes', board)];
  return [`back after ${seconds(downMs)}`, ...parts].join('; ');
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function missedText({ ticks }: { readonly ticks: number }, outcome: string): string {
  return ticks === 0 ? 'none missed' : `${ticks} missed, ${outcome}`;
}

function describeRecovery(kind: string, { exact, merged, reset }: RecoveryCounts): string[] {
  const symbolsText = ({ symbols }: { readonly symbols: number }): string =>
    `(${symbols} ${symbols === 1 ? 'symbol' : 'symbols'})`;
  const parts: string[] = [];
  if (exact.symbols > 0) parts.push(`${missedText(exact, 'all printed')} ${symbolsText(exact)}`);
  if (merged.symbols > 0) parts.push(`${missedText(merged, 'the latest printed')} ${symbolsText(merged)}`);
  if (reset.symbols > 0) parts.push(`an unknown number missed ${symbolsText(reset)}`);
  return parts.map((part) => `${kind}: ${part}`);
}
