// The dashboard in memory, and the responses to requests for its files.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DashboardError, loadDashboard, type DashboardFile, type DashboardFiles } from './dashboard-files.ts';
import { fileResponse } from './file-response.ts';

const SCRIPT = 'export const words = "a script that repeats itself";\n'.repeat(100);
let folder = '';
let files: DashboardFiles;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tapewire-dashboard-'));
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Tapewire</title>');
  await writeFile(path.join(folder, '.env'), 'SECRET=1');
  await writeFile(path.join(folder, 'assets/index-BCfBOTxN.js'), SCRIPT);
  await writeFile(path.join(folder, 'assets/plain.js'), SCRIPT);
  await writeFile(path.join(folder, 'assets/inter-Dx4kXJAl.woff2'), 'a font');
  files = loadDashboard(folder);
});

afterAll(() => rm(folder, { recursive: true }));

const fileNamed = (name: string): DashboardFile => files.get(name) as DashboardFile;
const script = (): DashboardFile => fileNamed('assets/index-BCfBOTxN.js');

describe('the dashboard in memory', () => {
  it('contains every file except hidden ones', () => {
    expect([...files.keys()].sort()).toEqual([
      'assets/index-BCfBOTxN.js',
      'assets/inter-Dx4kXJAl.woff2',
      'assets/plain.js',
      'index.html',
    ]);
  });

  it.each([
    ['index.html', 'no-cache'],
    ['assets/plain.js', 'no-cache'],
    ['assets/index-BCfBOTxN.js', 'public, max-age=31536000, immutable'],
    ['assets/inter-Dx4kXJAl.woff2', 'public, max-age=31536000, immutable'],
  ])('gives %s the cache policy %s: only files with hashed names never change', (name, cacheControl) => {
    expect(fileNamed(name).cacheControl).toBe(cacheControl);
  });

  it('compresses text', () => {
    const { variants } = script();
    const bytes = (coding: 'br' | 'gzip'): Uint8Array => variants.get(coding)?.bytes ?? new Uint8Array();
    expect(String(brotliDecompressSync(bytes('br')))).toBe(SCRIPT);
    expect(String(gunzipSync(bytes('gzip')))).toBe(SCRIPT);
    expect([...fileNamed('assets/inter-Dx4kXJAl.woff2').variants.keys()]).toEqual(['identity']);
  });

  it('has a different ETag for each content and each variant', async () => {
    const etags = [...script().variants.values()].map(({ etag }) => etag);
    expect(new Set(etags).size).toBe(3);
    await writeFile(path.join(folder, 'assets/plain.js'), `${SCRIPT}more`);
    const after = loadDashboard(folder).get('assets/plain.js');
    expect(after?.variants.get('identity')?.etag).not.toBe(fileNamed('assets/plain.js').variants.get('identity')?.etag);
  });

  it('rejects an unreadable folder or one without a page, and names it', () => {
    const empty = path.join(folder, 'assets');
    expect(() => loadDashboard(empty)).toThrow(`--dashboard: expected a folder with an index.html, found "${empty}"`);
    const missing = path.join(folder, 'nothing');
    expect(() => loadDashboard(missing)).toThrow(DashboardError);
    expect(() => loadDashboard(missing)).toThrow(`expected a folder that can be read at "${missing}", found ENOENT`);
  });

  it('rejects a folder that is too large for a build', async () => {
    const large = path.join(folder, 'large');
    await mkdir(large);
    await Promise.all(Array.from({ length: 1_001 }, (_, i) => writeFile(path.join(large, `${i}.txt`), '')));
    expect(() => loadDashboard(large)).toThrow('expected a build of the dashboard, at most 1000 files and 32 MB');
  });
});

describe('the response', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0,gzip;q=0', undefined],
    ['br; q=0.001', 'br'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['identity;q=0', undefined],
    ['br;q=nonsense, gzip;q=2', undefined],
    [';;q=,,', undefined],
  ])('to a request with Accept-Encoding %j uses %j', (acceptEncoding, coding) => {
    const { status, headers } = fileResponse(script(), { 'accept-encoding': acceptEncoding });
    expect(status).toBe(200);
    expect(headers['Content-Encoding']).toBe(coding);
    expect(headers.Vary).toBe('Accept-Encoding');
  });

  it.each([
    ['ETAG', 304],
    ['W/ETAG', 304],
    ['"other", ETAG', 304],
    ['*', 304],
    ['"other"', 200],
    ['', 200],
    ['ETAG-not', 200],
  ])('to a request with If-None-Match: %s has status %i', (header, status) => {
    const etag = script().variants.get('br')?.etag ?? '';
    const conditions = { 'accept-encoding': 'br', 'if-none-match': header.replace('ETAG', etag) };
    const response = fileResponse(script(), conditions);
    expect(response.status).toBe(status);
    expect(response.headers.ETag).toBe(etag);
    expect(response.body === undefined).toBe(status === 304);
  });
});
