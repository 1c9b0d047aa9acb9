// The npm package, installed in an empty folder: the command, the feed client, and their documentation.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../../scripts/bundles.ts';
import { launchBrowser } from '../support/pages/board-page.ts';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { serveFolder } from '../support/network/folder-server.ts';
import { brokenLinks } from '../support/files/links.ts';
import { Installation, packTarball } from '../support/processes/npm-package.ts';
import { systemNode } from '../support/processes/system-node.ts';
import { firstLines } from '../support/processes/program.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';
import { within } from '../support/time/until.ts';
import { makeZip } from '../support/files/zip.ts';

const FEED = 'dist/feed-server/tapewire-feed.cjs';
const CLIENTS = ['dist/feed-client/browser.js', 'dist/feed-client/node.cjs', 'dist/feed-client/node.js'];
const TYPES = ['dist/feed-client/index.d.cts', 'dist/feed-client/index.d.ts'];
const PROTO = ['proto/feed.proto', 'proto/market.proto'];
const PAGES = [
  'README.md',
  'docs/recording-format.md',
  'docs/scenarios.md',
  'feed-client/README.md',
  'feed-server/README.md',
  'proto/README.md',
];
const LICENCES = ['LICENSE', 'THIRD-PARTY-NOTICES'];
/** The example's output for a trade. */
const TRADE = /^AAPL \d+(\.\d{1,2})? \d+$/;
const PACKAGES_IN_BUNDLE = /^\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm;

const readRoot = (file: string): string => readFileSync(path.join(root, file), 'utf8');

let before: string;
let tarball: string;

beforeAll(async () => {
  before = readRoot('package.json');
  tarball = await packTarball();
});

describe('globally installed command', () => {
  let installed: Installation;
  let command: readonly string[];
  const cwd = makeFolder();

  beforeAll(async () => {
    installed = await Installation.global(tarball);
    command = installed.command;
  });

  it('contains the bundles, their documentation and the licenses, and no sources', () => {
    const expected = [...LICENCES, ...PAGES, ...PROTO, ...TYPES, ...CLIENTS, FEED, 'package.json'];
    expect(installed.files()).toEqual(expected.sort());
  });

  it('has no dependencies and no scripts', () => {
    const manifest = JSON.parse(installed.read('package.json')) as Record<string, unknown>;
    expect(Object.keys(manifest).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
    expect(manifest).toMatchObject({ version: packageJson.version, license: 'MIT' });
  });

  it('leaves the checkout unchanged', () => {
    expect(readRoot('package.json')).toBe(before);
  });

  it.each([FEED, ...CLIENTS])('contains the licenses of all bundled code in %s', (bundle) => {
    // The bundler changes the indentation of comments.
    const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
    const code = installed.read(bundle);
    expect(words(code)).toContain(words(readRoot('LICENSE')));
    expect(code).toMatch(/^socket\.io-client [\d.]+, MIT \[/m);
    const packages = new Set([...code.matchAll(PACKAGES_IN_BUNDLE)].map(([, name]) => String(name)));
    if (bundle !== 'dist/feed-client/browser.js') expect(packages).toContain('ws');
    expect([...packages].filter((name) => !code.includes(`\n${name} `))).toEqual([]);
  });

  it.each(LICENCES)('contains %s', (file) => {
    expect(installed.read(file)).toBe(readRoot(file));
  });

  it.each([
    ['--version', `${packageJson.version}\n`],
    ['--help', 'usage: tapewire-feed'],
    ['--list-scenarios', 'stall'],
    ['--print-config', 'port: 0 # PORT'],
  ])('answers %s', async (flag, output) => {
    const { code, stdout, stderr } = await FeedProcess.run([flag], { command, cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(output);
  });

  it('serves for the time of --for, and records it', async () => {
    const file = path.join(makeFolder(), 'run.twr');
    const served = await FeedProcess.run(['--for', '2s', '--port', '0', '--record', file], { command, cwd });
    expect(served).toMatchObject({ code: 0, stderr: '' });
    const { code, stdout } = await FeedProcess.run(['inspect', file, '--json'], { command, cwd });
    expect(code).toBe(0);
    const summary = JSON.parse(stdout) as { ticks: number; symbols: string[] };
    expect(summary.ticks).toBeGreaterThan(100);
    expect(summary.symbols).toContain('AAPL');
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

  it('writes the .proto files', async () => {
    const folder = path.join(makeFolder(), 'protocol');
    const expectedOutput = PROTO.map((file) => `wrote ${path.join(folder, path.basename(file))}\n`).join('');
    const written = await FeedProcess.run(['proto', folder], { command, cwd });
    expect(written).toMatchObject({ code: 0, stdout: expectedOutput, stderr: '' });
    for (const file of PROTO) {
      expect(readFileSync(path.join(folder, path.basename(file)), 'utf8')).toBe(readRoot(file));
      expect(installed.read(file)).toBe(readRoot(file));
    }
    const refused = await FeedProcess.run(['proto', path.join(folder, 'feed.proto')], { command, cwd });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`${folder}/feed.proto: expected a folder to write to`);
  });
});

describe('feed client installed in an empty folder', () => {
  let folder: string;
  let installed: Installation;
  let feed: FeedProcess;

  /** The only code block in `language` in the client's README. */
  function example(language: string): string {
    const blocks = installed.read('feed-client/README.md').split(`\n\`\`\`${language}\n`).slice(1);
    expect(blocks).toHaveLength(1);
    return blocks.join().split('```')[0] ?? '';
  }

  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);

  beforeAll(async () => {
    folder = makeFolder();
    installed = await Installation.local(folder, tarball);
    feed = await FeedProcess.start(['--rate', '20'], { command: installed.command, cwd: folder });
    const lines = example('js').split("'http://127.0.0.1:4400'");
    expect(lines).toHaveLength(2);
    write('example.mjs', lines.join(`'${feed.url}'`));
  });

  it('has an example of ten lines', () => {
    expect(example('js').trimEnd().split('\n')).toHaveLength(10);
  });

  it.each([
    ["the project's Node", process.execPath],
    ["the machine's Node", systemNode()],
  ])('prints trades in %s', async (_, node) => {
    if (node === undefined) throw new Error('expected a Node on PATH outside node_modules, found none');
    for (const line of await firstLines(3, [node, 'example.mjs'], folder)) expect(line).toMatch(TRADE);
  });

  it.each([
    ['module', 'const { FeedClient, LinkDiagnosis } = await import("tapewire/client");'],
    ['commonjs', 'const { FeedClient, LinkDiagnosis } = require("tapewire/client");'],
  ])('can be imported from a program of type %s', async (type, load) => {
    const script = `${load} console.log(FeedClient.name, LinkDiagnosis.name);`;
    const command = [process.execPath, `--input-type=${type}`, '--eval', script];
    expect(await firstLines(1, command, folder)).toEqual(['FeedClient LinkDiagnosis']);
  });

  it.each(PROTO)('resolves %s by its name', async (file) => {
    const script = `console.log(require.resolve("tapewire/${file}"))`;
    const [resolved = ''] = await firstLines(1, [process.execPath, '--eval', script], folder);
    expect(readFileSync(resolved, 'utf8')).toBe(readRoot(file));
  });

  it('prints trades in a page without a bundler', async () => {
    write('index.html', `<!doctype html><title>Example</title>${example('html')}`);
    const address = await serveFolder(folder);
    const page = await (await launchBrowser()).newPage();
    const printed: string[] = [];
    const enough = new Promise<void>((resolve, reject) => {
      page.on('pageerror', reject);
      page.on('console', (message) => {
        if (message.type() === 'log' && printed.push(message.text()) === 3) resolve();
      });
    });
    await page.goto(`${address}/index.html`);
    await within('three trades in the console', enough);
    for (const line of printed) expect(line).toMatch(TRADE);
  });

  it.each(['bundler', 'node16', 'nodenext'])('has types for moduleResolution %s', async (moduleResolution) => {
    const module = moduleResolution === 'bundler' ? 'esnext' : moduleResolution;
    const compilerOptions = {
      ...{ module, moduleResolution, target: 'es2022', types: [], noEmit: true, skipLibCheck: false },
      ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    };
    write('example.mts', example('js'));
    write('page.json', JSON.stringify({ compilerOptions, files: ['example.mts'] }));
    // Without DOM and Node, because the declarations must not need them.
    write('program.mts', PROGRAM);
    write('program.cts', PROGRAM);
    const lib = { ...compilerOptions, lib: ['es2022'] };
    write('program.json', JSON.stringify({ compilerOptions: lib, files: ['program.mts', 'program.cts'] }));
    for (const project of ['page.json', 'program.json']) {
      const tsc = [path.join(root, 'node_modules/typescript/bin/tsc'), '--project', project];
      const { stdout } = await promisify(execFile)(process.execPath, tsc, { cwd: folder }).catch((error: unknown) => ({
        stdout: String((error as { stdout?: string }).stdout),
      }));
      expect(stdout).toBe('');
    }
  });
});

const PROGRAM = `
import { FeedClient, stateDigest, type Batch, type FeedStatus, type SymbolState } from 'tapewire/client';

declare const state: SymbolState;
const digest = (ids: readonly number[]): number => ids.length * stateDigest(state);
const client = new FeedClient({ url: 'http://127.0.0.1:4400', digest });
client.on('rows', ({ quotes }: Batch) => void quotes.bid[0]?.toFixed());
const status: FeedStatus = client.status;
if (status.link.kind === 'waiting') status.link.until.toFixed();
// @ts-expect-error There is no such mode.
client.subscribe('AAPL', { mode: 'tapes' });
`;

describe('Markdown pages', () => {
  it('of the package have no broken links', async () => {
    const folder = makeFolder();
    const { home } = await Installation.local(folder, tarball);
    expect(brokenLinks(home, PAGES)).toEqual([]);
  });

  it('of the repository have no broken links', () => {
    const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' });
    const pages = [...PAGES, ...docs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
    expect(brokenLinks(root, pages)).toEqual([]);
  });

  it('are checked by a function that finds broken links', () => {
    const page =
      '# A\n\n[a](b.md) [b](#a) [c](#c) [d](../d.md) [e](f/e.md#e) [f](f/e.md#g-h) [g](https://example.org)\n';
    const folder = makeFolder({ 'a.md': page, 'f/e.md': '## G, h!\n```\n# e\n```\n' });
    expect(brokenLinks(folder, ['a.md'])).toEqual([
      'a.md: b.md: no such file',
      'a.md: #c: no such heading',
      'a.md: ../d.md: not in this folder',
      'a.md: f/e.md#e: no such heading',
    ]);
  });
});
