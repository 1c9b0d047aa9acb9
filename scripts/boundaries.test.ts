// The boundary check on small trees that each break one rule.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from './boundaries.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'tapewire-boundaries-'));
  await put('package.json', JSON.stringify({ type: 'module', dependencies: { 'socket.io': '*', svelte: '*' } }));
  for (const library of ['socket.io', 'socket.io-client', 'svelte']) {
    await put(`node_modules/${library}/package.json`, JSON.stringify({ name: library, main: 'index.js' }));
    await put(`node_modules/${library}/index.js`, '');
  }
});
afterEach(async () => await rm(root, { recursive: true }));

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.join(root, path.dirname(file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}

/** Checks one file that imports `imported`, which is created if it is one of ours. */
async function importing(from: string, imported: string, statement = 'import'): Promise<string[]> {
  const ours = /\.(ts|svelte)$/.test(imported);
  const target = ours ? path.posix.relative(path.posix.dirname(from), imported) : imported;
  const specifier = ours && !target.startsWith('.') ? `./${target}` : target;
  if (ours) await put(imported, 'export const x = 1;\nexport type X = number;\n');
  await put(
    from,
    statement === 'import'
      ? `import '${specifier}';\n`
      : `${statement} { X } from '${specifier}';\nexport const y: X = 1;\n`,
  );
  return await findViolations(root);
}

describe('findViolations', () => {
  it.each([
    ['proto/codec.ts', 'renderer/model/tape.ts'],
    ['feed-server/market/simulation.ts', 'feed-server/log/tick-log.ts'],
    ['feed-server/log/tick-log.ts', 'feed-server/delivery/hub.ts'],
    ['feed-server/delivery/hub.ts', 'feed-server/transport/sockets.ts'],
    ['feed-server/transport/sockets.ts', 'feed-server/market/source.ts'],
    ['feed-server/delivery/hub.ts', 'feed-server/scenarios/strike.ts'],
    ['feed-server/scenarios/strike.ts', 'feed-server/market/simulation.ts'],
    ['feed-server/scenarios/fault-text.ts', 'yaml'],
    ['feed-server/feed-server.ts', 'yaml'],
    ['feed-server/main.ts', 'renderer/main.ts'],
    ['feed-server/commands/serve.ts', 'feed-client/client.ts'],
    ['feed-server/commands/tail.ts', 'renderer/state/board.ts'],
    ['feed-server/commands/tail.ts', 'feed-server/delivery/hub.ts'],
    ['feed-server/commands/bars.ts', 'feed-server/log/bar-log.ts'],
    ['feed-server/feed-server.ts', 'feed-server/commands/tail.ts'],
    ['feed-server/transport/sockets.ts', 'feed-server/commands/tail.ts'],
    ['feed-server/options/settings.ts', 'feed-server/log/tick-log.ts'],
    ['renderer/model/tape.ts', 'renderer/state/tape.ts'],
    ['feed-client/client.ts', 'renderer/format/price.ts'],
    ['renderer/state/board.ts', 'renderer/components/board.ts'],
    ['renderer/components/search/a.ts', 'renderer/components/watchlist/b.ts'],
    ['renderer/views/a.ts', 'feed-server/main.ts'],
    ['renderer/main.ts', 'main/window.ts'],
    ['main/main.ts', 'feed-server/main.ts'],
    ['feed-client/client.ts', 'socket.io-client'],
    ['feed-server/feed-server.ts', 'socket.io'],
    ['feed-server/feed-server.ts', 'node:http'],
    ['feed-server/log/tick-log.ts', 'node:fs'],
    ['renderer/model/tape.ts', 'svelte'],
    ['proto/codec.ts', './nowhere.js'],
  ])('reports that %s imports %s', async (from, imported) => {
    expect(await importing(from, imported)).not.toEqual([]);
  });

  it('reports a type import that crosses a boundary', async () => {
    expect(await importing('feed-server/log/a.ts', 'feed-server/market/b.ts', 'import type')).not.toEqual([]);
  });

  it('reports files that import each other', async () => {
    await put('proto/a.ts', `import './b.ts';\n`);
    await put('proto/b.ts', `import './a.ts';\n`);
    expect((await findViolations(root)).join()).toContain('no import cycles');
  });

  it('reports type imports in a cycle', async () => {
    await put('proto/a.ts', `import type {} from './b.ts';\n`);
    await put('proto/b.ts', `import type {} from './a.ts';\n`);
    expect((await findViolations(root)).join()).toContain('no import cycles');
  });

  it('allows what the architecture allows', async () => {
    expect(await importing('feed-server/transport/sockets.ts', 'feed-server/delivery/hub.ts')).toEqual([]);
    expect(await importing('feed-server/scenarios/strike.ts', 'feed-server/market/random.ts')).toEqual([]);
    expect(await importing('feed-server/commands/tail.ts', 'feed-client/client.ts')).toEqual([]);
    expect(await importing('feed-server/main.ts', 'feed-server/commands/tail.ts')).toEqual([]);
    expect(await importing('feed-client/connection/socket.ts', 'socket.io-client')).toEqual([]);
    expect(await importing('renderer/feed-address.ts', 'main/ipc/contract.ts', 'import type')).toEqual([]);
  });

  it('reports a value import of the IPC contract', async () => {
    expect(await importing('renderer/feed-address.ts', 'main/ipc/contract.ts')).not.toEqual([]);
  });
});
