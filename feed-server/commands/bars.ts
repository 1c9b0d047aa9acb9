// The command bars: prints the bars of a symbol from a running feed. Like tail, it works with any feed.
import {
  FeedClient,
  diagnose,
  describeDiagnosis,
  probeHttp,
  type Answer,
  type Bars,
  type Instrument,
} from '../../feed-client/index.ts';
import { neverConnected } from '../../feed-client/diagnosis/link-diagnosis.ts';
import { SymbolSuggestions } from '../../proto/symbol.ts';
import type { BarsOptions } from '../options/command.ts';
import { OptionError } from '../options/option-error.ts';
import { barLines } from './bar-lines.ts';
import { FeedError } from './feed-error.ts';
import type { LineOutput } from './line-output.ts';

/** How many bars to print if no start is given. */
const DEFAULT_BARS = 100;
/** A feed that has accepted the connection answers within this time, however busy it is. */
const ANSWER_TIMEOUT_MS = 10_000;

/** @throws OptionError if the feed has no such symbol, FeedError if there is no answer, or `ended` resolves before the last bar */
export async function bars(options: BarsOptions, { write }: LineOutput, ended: Promise<unknown>): Promise<void> {
  const { symbol, intervalS, json, url } = options;
  const feed = new BarsFeed(url, ended);
  try {
    const { instruments, marketTime } = await feed.connect();
    const instrument = instruments.find((i) => i.symbol === symbol);
    if (!instrument) throw unknownSymbol(symbol, instruments, url);
    // Bars that start after the current one are left out: in a fast market, the command would never end.
    const intervalMs = intervalS * 1_000;
    const end = (Math.floor(marketTime / intervalMs) + 1) * intervalMs;
    const to = Math.min(options.to ?? end, end);
    let from = Math.min(options.from ?? to - DEFAULT_BARS * intervalMs, to);
    while (from < to) {
      const page = await feed.bars(symbol, intervalS, from, to);
      for (const line of barLines(page, instrument, json ? 'json' : 'text')) write(line);
      if (page.end <= from) {
        // The market may not have reached the last interval yet: the time in the welcome can be slightly ahead.
        if (to - from <= intervalMs) return;
        throw new FeedError('bad-message', `the feed returned no bars from ${new Date(from).toISOString()}`);
      }
      from = page.end;
    }
  } finally {
    feed.close();
  }
}

function unknownSymbol(symbol: string, instruments: readonly Instrument[], url: string): OptionError {
  const suggestion = new SymbolSuggestions(instruments.map((i) => i.symbol)).for(symbol);
  if (suggestion !== undefined) return new OptionError('bars', suggestion);
  return new OptionError('bars', `a symbol of the feed at ${url}`, symbol);
}

/** A connection that requests bars from a feed. Does not reconnect. */
class BarsFeed {
  readonly #url: string;
  readonly #client: FeedClient;
  readonly #failure: Promise<never>;
  #fail: (error: Error) => void = () => undefined;

  constructor(url: string, ended: Promise<unknown>) {
    this.#url = url;
    this.#client = new FeedClient({ url });
    this.#failure = new Promise<never>((_, reject) => (this.#fail = reject));
    // Without a handler, a failure while nothing awaits it would end the process.
    this.#failure.catch(() => undefined);
    void ended.then(() => this.#fail(new FeedError('ended', 'bars: ended before the last bar')));
    this.#client.on('status', () => this.#failIfDisconnected());
  }

  /** @throws FeedError if there is no connection, or no answer in time */
  async connect(): Promise<{ readonly instruments: readonly Instrument[]; readonly marketTime: number }> {
    const listed = new Promise<readonly Instrument[]>((resolve) => this.#client.on('instruments', resolve));
    this.#client.start();
    const instruments = await this.#withTimeout(listed);
    return { instruments, marketTime: this.#client.status.feedInfo?.marketTime ?? 0 };
  }

  /** @throws FeedError if the feed refuses the request, or does not answer in time */
  async bars(symbol: string, intervalS: number, from: number, to: number): Promise<Bars> {
    const answer: Answer<Bars> = await this.#withTimeout(
      this.#client.fetchBars({ symbol, intervalS, begin: from, end: to }),
    );
    switch (answer.kind) {
      case 'sent':
        return answer.content;
      case 'refused':
        throw new FeedError('refused', answer.refusal.message);
      case 'lost':
        throw new FeedError('bad-message', `the feed sent an invalid answer: ${answer.why}`);
    }
  }

  close(): void {
    this.#client.stop();
  }

  #failIfDisconnected(): void {
    const { link } = this.#client;
    if (link.kind === 'waiting') {
      this.#client.stop();
      void lostError(this.#url, link.why).then(this.#fail);
    } else if (link.kind === 'refused') {
      this.#fail(
        link.code === undefined
          ? new FeedError('bad-message', `the feed sent a bad message: ${link.why}`)
          : new FeedError('refused', `the feed refuses this client: ${link.why}`),
      );
    }
  }

  /** Rejects if the connection fails, or if there is no answer in time. Time for which the feed asks to wait does not count. */
  async #withTimeout<T>(answer: Promise<T>): Promise<T> {
    const onTimeout = (): void =>
      this.#fail(new FeedError('no-answer', `no answer from ${this.#url} within ${ANSWER_TIMEOUT_MS / 1000} s`));
    let timer = setTimeout(onTimeout, ANSWER_TIMEOUT_MS);
    const stopListening = this.#client.on('deferred', (ms) => {
      clearTimeout(timer);
      timer = setTimeout(onTimeout, ms + ANSWER_TIMEOUT_MS);
    });
    try {
      return await Promise.race([answer, this.#failure]);
    } finally {
      clearTimeout(timer);
      stopListening();
    }
  }
}

async function lostError(url: string, why: string): Promise<FeedError> {
  if (!neverConnected(why)) return new FeedError('lost', `the connection to ${url} was lost (${why})`);
  const { finding, advice } = describeDiagnosis((await diagnose(url, probeHttp)) ?? { kind: 'websocket-blocked' }, url);
  return new FeedError('lost', `no connection to ${url}. ${finding} ${advice}`);
}
