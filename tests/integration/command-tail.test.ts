// The command tail with running feeds: its output, its messages, and its end.
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
  said = '';
  readonly ended: Promise<number | null>;
  readonly #child;
  readonly #reader;

  constructor(...args: string[]) {
    this.#child = spawn(process.execPath, [MAIN, 'tail', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#reader = createInterface(this.#child.stdout).on('line', (line) => this.lines.push(line));
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
    addCleanup(() => this.#child.kill('SIGKILL'));
  }

  interrupt(): Promise<number | null> {
    this.#child.kill('SIGINT');
    return within('tail to end', this.ended);
  }

  /** Reads no further, as `head` does. */
  closeOutput(): void {
    this.#child.stdout.destroy();
  }

  reads(on: boolean): void {
    if (on) this.#reader.resume();
    else this.#reader.pause();
  }

  has(pattern: RegExp): Promise<boolean> {
    return until(`a line like ${String(pattern)}`, () => this.lines.some((line) => pattern.test(line)));
  }

  says(text: string): Promise<boolean> {
    return until(`"${text}" on stderr`, () => this.said.includes(text));
  }
}

describe('tail', () => {
  it('prints ticks of the given symbols, says where it is connected, and ends well when it is interrupted', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', 'MSFT', '--url', feed.url);
    await tail.has(TRADE);
    await tail.has(QUOTE);
    expect(await tail.interrupt()).toBe(0);
    expect(tail.said).toBe(`tapewire-feed: connected to ${feed.url}: Simulated, seed 7\n`);
  });

  it('prints JSON, an object a line, and nothing of other symbols', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('MSFT', '--json', '--url', feed.url);
    await tail.has(/"kind":"trade"/);
    await tail.has(/"kind":"quote"/);
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

  it('prints quotes at most at the given interval, and every trade', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', '--every', '1h', '--url', feed.url);
    await until('ten trades', () => tradesIn(tail.lines).length >= 10);
    await tail.interrupt();
    expect(tail.lines.filter((line) => QUOTE.test(line)).length).toBeLessThanOrEqual(1);
  });

  it('prints each trade of an outage once, in order, and reports the result of the resume', async () => {
    const feed = await FeedProcess.start([...BUSY, '--seed', '3']);
    const proxy = await FaultyProxy.start(feed.port);
    const whole = new Tail('AAPL', '--url', feed.url);
    await whole.has(TRADE);
    const broken = new Tail('AAPL', '--url', proxy.url);
    await broken.has(TRADE);
    proxy.refuse(true);
    proxy.drop();
    await broken.says('connection lost');
    const lost = whole.lines.length;
    await until('more trades', () => tradesIn(whole.lines.slice(lost)).length > 10);
    proxy.refuse(false);
    await broken.says('missed, all printed');
    expect(broken.said).toMatch(
      /tapewire-feed: back after \d+\.\d s; trades: \d+ missed, all printed \(1 symbol\); quotes: \d+ missed, the latest printed/,
    );
    const last = tradesIn(whole.lines).at(-1) ?? '';
    await until('the same trade', () => broken.lines.includes(last));
    await Promise.all([broken.interrupt(), whole.interrupt()]);
    const [got, all] = [tradesIn(broken.lines), tradesIn(whole.lines)];
    const upTo = (lines: readonly string[]): number => lines.indexOf(last) + 1;
    expect(got.slice(0, upTo(got))).toEqual(all.slice(all.indexOf(got[0] ?? ''), upTo(all)));
  });

  it('waits for a feed that does not run yet, and marks possibly missing trades when another feed replaces it', async () => {
    const first = await FeedProcess.start(BUSY);
    const { port, url } = first;
    await first.stop();
    const tail = new Tail('AAPL', '--url', url);
    await tail.says(`no connection to ${url}; trying again`);
    await tail.says(
      `Nothing is listening at 127.0.0.1:${port}. Start the feed there, or check the address and the port.`,
    );
    const second = await FeedProcess.start(BUSY, { port });
    await tail.has(TRADE);
    await second.stop();
    await tail.says('connection lost (the feed server is shutting down, 4000)');
    await FeedProcess.start(BUSY, { port });
    await tail.says('AAPL: trades may be missing here (the feed has started anew)');
    await tail.says('trades: an unknown number missed (1 symbol)');
    expect(await tail.interrupt()).toBe(0);
  });

  it('takes symbols exactly, and suggests the right case', async () => {
    const feed = await FeedProcess.start(['--replay', exactSymbolsFile()]);
    const tail = new Tail('kPEPE', EMOJI, '--url', feed.url);
    await tail.has(/ kPEPE trade 1 10$/);
    await tail.has(new RegExp(` ${EMOJI} trade 4 10$`));
    await tail.interrupt();
    expect(tail.lines.filter((line) => !/ kPEPE trade 1 | trade 4 /.test(line))).toEqual([]);
    const wrong = new Tail('btcusdt', 'kpepe', '--url', feed.url);
    expect(await within('tail to end', wrong.ended)).toBe(2);
    expect(wrong.said).toContain('no symbol "btcusdt"; did you mean BTCUSDT?\n');
    expect(wrong.said).toMatch(/no symbol "kpepe"; did you mean (kPEPE or KPEPE|KPEPE or kPEPE)\?\n/);
  });

  it('names symbols that the feed does not have, and ends with exit code 2 if it has none of them', async () => {
    const feed = await FeedProcess.start(BUSY);
    const some = new Tail('AAPL', 'NOSUCH', '--url', feed.url);
    await some.has(TRADE);
    expect(some.said).toContain('tapewire-feed: NOSUCH: no symbol "NOSUCH" on this feed\n');
    await some.interrupt();
    const none = new Tail('NOSUCH', 'NORTHIS', '--url', feed.url);
    expect(await within('tail to end', none.ended)).toBe(2);
    expect(none.said).toContain('NOSUCH');
    expect(none.said).toContain('NORTHIS');
    expect(none.lines).toEqual([]);
  });

  it('leaves the feed while its output is not read, and then prints each trade that it missed', async () => {
    const feed = await FeedProcess.start([...BUSY, '--speed', '200', '--log-memory', '128MB']);
    const whole = new Tail('AAPL', '--url', feed.url);
    await whole.has(TRADE);
    const slow = new Tail('AAPL', '--url', feed.url);
    await slow.has(TRADE);
    slow.reads(false);
    await slow.says('the output is not read: leaving the feed until it is');
    const before = whole.lines.length;
    await until('more trades', () => tradesIn(whole.lines.slice(before)).length > 10);
    expect(slow.said).not.toContain('read again');
    slow.reads(true);
    await slow.says('the output is read again after');
    await slow.says('missed, all printed');
    const last = tradesIn(whole.lines).at(-1) ?? '';
    await until('the same trade', () => slow.lines.includes(last));
    await Promise.all([slow.interrupt(), whole.interrupt()]);
    const [got, all] = [tradesIn(slow.lines), tradesIn(whole.lines)];
    const upTo = (lines: readonly string[]): number => lines.indexOf(last) + 1;
    expect(got.slice(0, upTo(got))).toEqual(all.slice(all.indexOf(got[0] ?? ''), upTo(all)));
  });

  it('ends quietly if its output is closed', async () => {
    const feed = await FeedProcess.start(BUSY);
    const tail = new Tail('AAPL', '--url', feed.url);
    await tail.has(TRADE);
    tail.closeOutput();
    expect(await within('tail to end', tail.ended)).toBe(0);
    expect(tail.said).toBe(`tapewire-feed: connected to ${feed.url}: Simulated, seed 7\n`);
  });
});
