// The npm package: packed from here, installed where nothing of this is, without a network.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../../scripts/bundles.ts';
import { FeedProcess } from '../support/feed-process.ts';
import { makeFolder } from '../support/temporary-folder.ts';
import { makeZip } from '../support/zip.ts';

const npm = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('npm', args, { cwd: root })).stdout;

/** What npm puts in by itself: the desktop app's entry is the package's main, where that has been built. */
const NPMS_OWN = ['package.json', 'README.md', packageJson.main];

describe('the npm package', () => {
  let packed: string[];
  let installed: string;
  let command: string[];
  const cwd = makeFolder();

  beforeAll(async () => {
    const folder = makeFolder();
    const told = await npm('pack', '--silent', '--json', '--pack-destination', folder);
    const [{ files }] = JSON.parse(told.slice(told.indexOf('['))) as [{ files: { path: string }[] }];
    packed = files.map((file) => file.path);
    installed = makeFolder();
    const [tarball = ''] = readdirSync(folder);
    await npm(
      'install',
      '--global',
      '--prefix',
      installed,
      '--offline',
      '--no-audit',
      '--no-fund',
      path.join(folder, tarball),
    );
    command = [path.join(installed, 'bin/tapewire-feed')];
  }, 60_000);

  it('holds the one file that runs, and no sources', () => {
    expect(packed).toContain('dist/feed-server/tapewire-feed.cjs');
    expect(packed.filter((file) => !NPMS_OWN.includes(file))).toEqual(['dist/feed-server/tapewire-feed.cjs']);
  });

  it('brings nothing else along', () => {
    const modules = path.join(installed, 'lib/node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual([packageJson.name]);
    expect(readdirSync(path.join(modules, packageJson.name))).not.toContain('node_modules');
  });

  it.each([
    ['--version', `${packageJson.version}\n`],
    ['--help', 'usage: tapewire-feed'],
    ['--list-scenarios', 'stall'],
    ['--print-config', 'port: 0 # PORT'],
  ])('answers %s', async (flag, answer) => {
    const { code, stdout, stderr } = await FeedProcess.run([flag], { command, cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(answer);
  });

  it('serves for so long, and records it', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const served = await FeedProcess.run(['--for', '2s', '--port', '0', '--record', file], { command, cwd });
    expect(served).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await FeedProcess.run(['inspect', file, '--json'], { command, cwd });
    expect(code).toBe(0);
    const held = JSON.parse(stdout) as { ticks: number; symbols: string[] };
    expect(held.ticks).toBeGreaterThan(100);
    expect(held.symbols).toContain('AAPL');
  });

  it('prints the ticks of a running feed', async () => {
    const rows = ['36000000,1000000,5,P,0,0', '36010000,1000300,6,P,0,0', '36020000,999900,7,P,0,0'];
    const folder = makeFolder({ 'ibm/20131008_trade.zip': makeZip({ 'day.csv': `${rows.join('\n')}\n` }) });
    const day = ['--replay', folder, '--date', '2013-10-08', '--speed', '5'];
    const feed = await FeedProcess.start(day, { command, cwd });
    const tailing = FeedProcess.run(['tail', 'IBM', '--url', feed.url], {
      command: ['sh', '-c', `"$0" "$@" | head -n 1`, ...command],
      cwd,
    });
    const { stdout, stderr } = await tailing;
    expect(stdout).toMatch(/^2013-10-08T14:00:\d\d\.000Z IBM trade \d+\.\d{4} \d\n$/);
    expect(stderr).toContain(`connected to ${feed.url}`);
  });
});
