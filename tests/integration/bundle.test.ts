// The feed server as a single file runs without any installed package.
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, mergeConfig, type InlineConfig } from 'vite';
import packageJson from '../../package.json' with { type: 'json' };
import { BUNDLES, root } from '../../scripts/bundles.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { Watcher } from '../support/clients/watcher.ts';
import { makeZip } from '../support/files/zip.ts';

const BUNDLE = 'tapewire-feed.cjs';

describe('bundled feed server, alone in a folder', () => {
  let cwd: string;
  let command: string[];
  let built: string[];

  beforeAll(async () => {
    const outDir = makeFolder();
    await build(mergeConfig<InlineConfig, InlineConfig>(BUNDLES['feed-server'] ?? {}, { build: { outDir } }));
    built = readdirSync(outDir);
    cwd = makeFolder();
    copyFileSync(path.join(outDir, BUNDLE), path.join(cwd, BUNDLE));
    command = [process.execPath, path.join(cwd, BUNDLE)];
  });

  it('is a single file', () => {
    expect(built).toEqual([BUNDLE]);
  });

  it('prints its version', async () => {
    const { code, stdout } = await FeedProcess.run(['--version'], { command, cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${packageJson.version}\n` });
  });

  it('writes the .proto files', async () => {
    const { code } = await FeedProcess.run(['proto', 'protocol'], { command, cwd });
    expect(code).toBe(0);
    for (const file of ['feed.proto', 'market.proto'])
      expect(readFileSync(path.join(cwd, 'protocol', file))).toEqual(readFileSync(path.join(root, 'proto', file)));
  });

  it('serves a simulated market', async () => {
    const feed = await FeedProcess.start(['--symbols', 'AAPL,MSFT'], { command, cwd });
    expect((await fetch(`${feed.url}/healthz`)).status).toBe(200);
    const watcher = new Watcher(feed.url, { board: ['AAPL'], tape: ['AAPL'] });
    await watcher.until('a trade', () => watcher.tape.items('AAPL').length > 0);
    expect(watcher.board.get('AAPL')).toMatchObject({ instrument: { symbol: 'AAPL', name: 'Apple Inc.' } });
    expect(await feed.stop()).toEqual({ code: 0, signal: null });
    expect(feed.stderr).toBe('');
  });

  it('serves from several processes', async () => {
    const feed = await FeedProcess.start(['--symbols', 'AAPL', '--workers', '2'], { command, cwd });
    const watchers = [1, 2].map(() => new Watcher(feed.url, { tape: ['AAPL'] }));
    for (const watcher of watchers) await watcher.until('a trade', () => watcher.tape.items('AAPL').length > 0);
    expect(await feed.stop()).toEqual({ code: 0, signal: null });
    expect(feed.stderr).toBe('');
  });

  it('plays a recorded day', async () => {
    const trades = ['36000000,1000000,5,P,0,0', '36000100,1000300,6,P,0,0', '36000200,999900,7,P,0,0'];
    const folder = makeFolder({ 'ibm/20131008_trade.zip': makeZip({ 'day.csv': `${trades.join('\n')}\n` }) });
    const feed = await FeedProcess.start(['--replay', folder, '--date', '2013-10-08'], { command, cwd });
    const watcher = new Watcher(feed.url, { board: ['IBM'] });
    await watcher.until('the last trade', () => watcher.board.get('IBM')?.trades?.count === trades.length);
    expect(watcher.board.get('IBM')?.trades).toMatchObject({
      high: 1_000_300,
      low: 999_900,
      last: 999_900,
      volume: 18,
    });
  });

  it('serves a dashboard', async () => {
    const dashboard = makeFolder({ 'index.html': '<title>Page</title>' });
    const feed = await FeedProcess.start(['--dashboard', dashboard], { command, cwd });
    const response = await fetch(feed.url);
    expect(await response.text()).toBe('<title>Page</title>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
