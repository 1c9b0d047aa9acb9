// The tail command with running feeds: its output, its messages, and its end.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { addCleanup } from '../support/time/cleanup.ts';
import { FaultyProxy } from '../support/network/faulty-proxy.ts';
import { EMOJI, exactSymbolsFile } from '../support/recordings/exact-symbols.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { until, within } from '../support/time/until.ts';

const MAIN = path.join(import.meta.dirname, '../../feed-server/main.ts');
const BUSY = ['--symbols', 'AAPL,MSFT', '--rate', '20'];
const TRADE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z AAPL trade \d+\.\d\d \d+$/;
const QUOTE = /^\S+Z (AAPL|MSFT) quote (-|\d+\.\d\d x \d+) \/ (-|\d+\.\d\d x \d+)$/;

function tradesIn(lines: readonly string[]): string[] {
  return lines.filter((line) => TRADE.test(line));
}

class Tail {
  readonly lines: string[] = [];
  stderr = '';
  readonly ended: Promise<number | null>;
  readonly #child;
  readonly #reader;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [MAIN, 'tail', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#reader = createInterface(this.#child.stdout).on('line', (line) => this.lines.push(line));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
    addCleanup(() => this.#child.kill('SIGKILL'));
  }

  interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return within('tail to end', this.ended);
  }

  /** Closes its stdout, as `head` does at its end. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  setReading(reading: boolean): void {
    if (reading) this.#reader.resume();
    else this.#reader.pause();
  }

  untilLine(pattern: RegExp): Promise<boolean> {
    return until(`a line like ${String(pattern)}`, () => this.lines.some((line) => pattern.test(line)));
  }

  untilStderr(text: string): Promise<boolean> {
    return until(`"${text}" on stderr`, () => this.stderr.includes(text));
  }
}

describe('tail', () => {
  it('prints ticks of the given symbols, reports the feed, and exits with 0 when it is interrupted', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', 'MSFT', '--url', feed.url);
    await tail.untilLine(TRADE);
    await tail.untilLine(QUOTE);
    expect(await tail.interrupt()).toBe(0);
    expect(tail.stderr).toBe(`tapewire-feed: connected to ${feed.url}: Simulated, seed 7\n`);
  });

  it('prints one JSON object per line, only for the given symbols', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('MSFT', '--json', '--url', feed.url);
    await tail.untilLine(/"kind":"trade"/);
    await tail.untilLine(/"kind":"quote"/);
    await tail.interrupt();
    const ticks = tail.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const tick of ticks) {
      expect(tick.symbol).toBe('MSFT');
      expect(new Date(String(tick.time)).toISOString()).toBe(tick.time);
    }
    const keys = new Set(ticks.map((tick) => Object.keys(tick).join()));
    expect(keys).toContain('time,symbol,kind,price,size');
    expect(keys).toContain('time,symbol,kind,bid,bidSize,ask,askSize');
  });

  it('prints quotes no faster than the given interval, and every trade', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', '--every', '1h', '--url', feed.url);
    await until('ten trades', () => tradesIn(tail.lines).length >= 10);
    await tail.interrupt();
    expect(tail.lines.filter((line) => QUOTE.test(line)).length).toBeLessThanOrEqual(1);
  });

  it('prints each trade of an outage once and in order, and reports the resume', async () => {
    const feed = await FeedProcess.start([...BUSY, '--seed', '3']);
    const proxy = await FaultyProxy.start(feed.port);
    const uninterrupted = new Tail('AAPL', '--url', feed.url);
    await uninterrupted.untilLine(TRADE);
    const interrupted = new Tail('AAPL', '--url', proxy.url);
    await interrupted.untilLine(TRADE);
    proxy.refuse(true);
    proxy.drop();
    await interrupted.untilStderr('connection lost');
    const before = uninterrupted.lines.length;
    await until('more trades', () => tradesIn(uninterrupted.lines.slice(before)).length > 10);
    proxy.refuse(false);
    await interrupted.untilStderr('missed, all printed');
    expect(interrupted.stderr).toMatch(
      /tapewire-feed: back after \d+\.\d s; trades: \d+ missed, all printed \(1 symbol\); quotes: \d+ missed, the latest printed/,
    );
    const last = tradesIn(uninterrupted.lines).at(-1) ?? '';
    await until('the same trade', () => interrupted.lines.includes(last));
    await Promise.all([interrupted.interrupt(), uninterrupted.interrupt()]);
    const [printed, all] = [tradesIn(interrupted.lines), tradesIn(uninterrupted.lines)];
    const upTo = (lines: readonly string[]): number => lines.indexOf(last) + 1;
    expect(printed.slice(0, upTo(printed))).toEqual(all.slice(all.indexOf(printed[0] ?? ''), upTo(all)));
  });

  it('waits for a feed to start, and marks possibly missing trades when another feed replaces it', async () => {
    const first = await FeedProcess.start(BUSY);
    const { port, url } = first;
    await first.stop();
    const tail = new Tail('AAPL', '--url', url);
    await tail.untilStderr(`no connection to ${url}; reconnecting`);
    await tail.untilStderr(
      `Nothing is listening at 127.0.0.1:${port}. Start the feed there, or check the address and the port.`,
    );
    const second = await FeedProcess.start(BUSY, { port });
    await tail.untilLine(TRADE);
    await second.stop();
    await tail.untilStderr('connection lost (the feed server is shutting down, 4000)');
    await FeedProcess.start(BUSY, { port });
    await tail.untilStderr('AAPL: trades may be missing here (the feed has a new epoch)');
    await tail.untilStderr('trades: an unknown number missed (1 symbol)');
    expect(await tail.interrupt()).toBe(0);
  });

  it('matches symbols exactly, and suggests the right case', async () => {
    const feed = await FeedProcess.start(['--replay', exactSymbolsFile()]);
    const tail = new Tail('kPEPE', EMOJI, '--url', feed.url);
    await tail.untilLine(/ kPEPE trade 1 10$/);
    await tail.untilLine(new RegExp(` ${EMOJI} trade 4 10$`));
    await tail.interrupt();
    expect(tail.lines.filter((line) => !/ kPEPE trade 1 | trade 4 /.test(line))).toEqual([]);
    const wrong = new Tail('btcusdt', 'kpepe', '--url', feed.url);
    expect(await within('tail to end', wrong.ended)).toBe(2);
    expect(wrong.stderr).toContain('no symbol "btcusdt"; did you mean BTCUSDT?\n');
    expect(wrong.stderr).toMatch(/no symbol "kpepe"; did you mean (kPEPE or KPEPE|KPEPE or kPEPE)\?\n/);
  });

  it('names unknown symbols, and exits with code 2 if it knows none of them', async () => {
    const feed = await FeedProcess.start(BUSY);
    const some = new Tail('AAPL', 'NOSUCH', '--url', feed.url);
    await some.untilLine(TRADE);
    expect(some.stderr).toContain('tapewire-feed: NOSUCH: no symbol "NOSUCH" on this feed\n');
    await some.interrupt();
    const none = new Tail('NOSUCH', 'NORTHIS', '--url', feed.url);
    expect(await within('tail to end', none.ended)).toBe(2);
    expect(none.stderr).toContain('NOSUCH');
    expect(none.stderr).toContain('NORTHIS');
    expect(none.lines).toEqual([]);
  });

  it('disconnects while its output is not read, and then prints each missed trade', async () => {
    const feed = await FeedProcess.start([...BUSY, '--speed', '200', '--log-memory', '128MB']);
    const uninterrupted = new Tail('AAPL', '--url', feed.url);
    await uninterrupted.untilLine(TRADE);
    const slow = new Tail('AAPL', '--url', feed.url);
    await slow.untilLine(TRADE);
    slow.setReading(false);
    await slow.untilStderr('the output is not being read; disconnecting until it is');
    const before = uninterrupted.lines.length;
    await until('more trades', () => tradesIn(uninterrupted.lines.slice(before)).length > 10);
    expect(slow.stderr).not.toContain('read again');
    slow.setReading(true);
    await slow.untilStderr('the output is being read again after');
    await slow.untilStderr('missed, all printed');
    const last = tradesIn(uninterrupted.lines).at(-1) ?? '';
    await until('the same trade', () => slow.lines.includes(last));
    await Promise.all([slow.interrupt(), uninterrupted.interrupt()]);
    const [printed, all] = [tradesIn(slow.lines), tradesIn(uninterrupted.lines)];
    const upTo = (lines: readonly string[]): number => lines.indexOf(last) + 1;
    expect(printed.slice(0, upTo(printed))).toEqual(all.slice(all.indexOf(printed[0] ?? ''), upTo(all)));
  });

  it('ends quietly when its output is closed', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', '--url', feed.url);
    await tail.untilLine(TRADE);
    tail.closeOutput();
    expect(await within('tail to end', tail.ended)).toBe(0);
    expect(tail.stderr).toBe(`tapewire-feed: connected to ${feed.url}: Simulated, seed 7\n`);
  });
});
