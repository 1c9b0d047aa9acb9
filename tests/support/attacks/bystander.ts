// A well-behaved client during an attack. It must see no gap, and its latency must stay low.
import { fork } from 'node:child_process';
import path from 'node:path';
import { addCleanup } from '../time/cleanup.ts';
import type { FeedProcess } from '../feeds/feed-process.ts';
import { within } from '../time/until.ts';

/** The one timing that tests assert. */
const MAX_P99_MS = 250;
/** With fewer, the 99th percentile would be the slowest trade. */
const MIN_TRADES = 101;

/** What the bystander has observed since its link was live. */
export interface BystanderReport {
  /** The link kinds so far, in order: connecting, live if nothing went wrong. */
  readonly links: readonly string[];
  readonly trades: number;
  /** Ticks that its tape skipped because it was too far behind. */
  readonly skipped: number;
  /**
   * Latency from a trade to its arrival, 99th percentile. Time that the feed or the bystander waited for a core is subtracted,
   * because on a busy machine it says nothing about the feed.
   */
  readonly p99Ms: number;
}

type Message = { readonly kind: 'live' } | { readonly kind: 'report'; readonly report: BystanderReport };

export class Bystander {
  readonly #child;
  readonly #ended: Promise<unknown>;
  readonly #url: string;

  private constructor({ url, pids }: FeedProcess, symbols: readonly string[]) {
    this.#url = url;
    this.#child = fork(path.join(import.meta.dirname, 'bystander-process.ts'), [url, symbols.join(), pids.join()]);
    const child = this.#child;
    this.#ended = new Promise((resolve) => child.once('exit', resolve));
    addCleanup(() => {
      child.kill('SIGKILL');
      return this.#ended;
    });
  }

  /** Resolves once it is live. Start the feed with a `--rate` at which the symbols trade often enough for a percentile. */
  static async join(feed: FeedProcess, symbols: readonly string[]): Promise<Bystander> {
    const bystander = new Bystander(feed, symbols);
    await bystander.#nextMessage('live');
    return bystander;
  }

  /** Waits for the next trade, then reports on everything since the link was live. */
  async report(): Promise<BystanderReport> {
    const report = this.#nextMessage('report');
    this.#child.send('report');
    return (await report).report;
  }

  /** Waits for enough trades for a percentile, because an attack may end sooner. */
  async #reportWithEnoughTrades(): Promise<BystanderReport> {
    for (;;) {
      const report = await this.report();
      if (report.trades >= MIN_TRADES) return report;
    }
  }

  /** The problems of the server and of this client; empty if there are none. */
  async problems(): Promise<string[]> {
    const problems: string[] = [];
    const health = await fetch(`${this.#url}/healthz`).catch(() => undefined);
    if (health?.status !== 200) problems.push('the server does not answer /healthz');
    const report = await this.#reportWithEnoughTrades().catch(() => undefined);
    if (!report) return [...problems, 'the bystander receives nothing'];
    const { links, skipped, p99Ms } = report;
    if (links.join() !== 'connecting,live') problems.push(`the bystander's link went through ${links.join()}`);
    if (skipped > 0) problems.push(`${skipped} ticks were skipped on the bystander's tape`);
    if (!(p99Ms <= MAX_P99_MS)) problems.push(`the bystander's p99 was ${p99Ms} ms, above ${MAX_P99_MS}`);
    return problems;
  }

  #nextMessage<Kind extends Message['kind']>(kind: Kind): Promise<Message & { readonly kind: Kind }> {
    const message = new Promise<Message & { readonly kind: Kind }>((resolve, reject) => {
      const child = this.#child;
      const onMessage = (received: unknown): void => {
        if ((received as Message).kind !== kind) return;
        child.off('message', onMessage);
        resolve(received as Message & { readonly kind: Kind });
      };
      child.on('message', onMessage);
      void this.#ended.then(() => reject(new Error(`the bystander ended before it was ${kind}`)));
    });
    return within(`the bystander's message "${kind}"`, message, 15_000);
  }
}
