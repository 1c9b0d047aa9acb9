// The npm package: packed from here, installed where nothing of this is, without a network.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
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

const BUNDLE = 'dist/feed-server/tapewire-feed.cjs';
const PACKAGES_IN_BUNDLE = /^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm;

const readRoot = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe('the npm package', () => {
  let before: string;
  /** The folder of the installed package. */
  let home: string;
  let installed: string;
  let command: string[];
  const cwd = makeFolder();

  beforeAll(async () => {
    const folder = makeFolder();
    before = readRoot('package.json');
    await npm('pack', '--silent', '--pack-destination', folder);
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
    home = path.join(installed, 'lib/node_modules', packageJson.name);
    command = [path.join(installed, 'bin/tapewire-feed')];
  }, 60_000);

  it('holds the one file that runs with its licences, and no sources', () => {
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const names = files.map(({ parentPath, name }) => path.relative(home, path.join(parentPath, name)));
    expect(names.sort()).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-NOTICES', BUNDLE, 'package.json']);
  });

  it('has no dependencies and no scripts', () => {
    const modules = path.join(installed, 'lib/node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual([packageJson.name]);
    const manifest = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as Record<string, unknown>;
    expect(Object.keys(manifest).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
    expect(manifest).toMatchObject({ version: packageJson.version, license: 'MIT' });
  });

  it('leaves the checkout unchanged', () => {
    expect(readRoot('package.json')).toBe(before);
  });

  it.each(['LICENSE', 'THIRD-PARTY-NOTICES'])('has %s beside the program and in it', (file) => {
    expect(readFileSync(path.join(home, file), 'utf8')).toBe(readRoot(file));
    // The bundler changes the indentation of comments.
    const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    expect(words(readFileSync(path.join(home, BUNDLE), 'utf8')).includes(words(readRoot(file)))).toBe(true);
  });

  it('has a notice of every package whose code it holds', () => {
    const program = readFileSync(path.join(home, BUNDLE), 'utf8');
    const notices = readFileSync(path.join(home, 'THIRD-PARTY-NOTICES'), 'utf8');
    const packages = new Set([...program.matchAll(PACKAGES_IN_BUNDLE)].map(([, name]) => String(name)));
    expect(packages).toContain('ws');
    expect([...packages].filter((name) => !notices.includes(`\n${name} `))).toEqual([]);
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
