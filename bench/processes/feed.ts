// The feed server with the simulated market, as a child process of a benchmark.
import path from 'node:path';
import { ChildError, type Child } from './child.ts';

const FEED = path.join(import.meta.dirname, '../../feed-server/main.ts');
const READY_LIMIT_MS = 20_000;

/** Listens on any free port, and gives `preload`, a file loaded before it, access to the garbage collector. */
export function feedCommand(seed: number, preload: string, ...options: readonly string[]): string[] {
  const node = [process.execPath, '--expose-gc', '--import', preload, FEED];
  // The market's usual time of day would make runs differ.
  return [...node, '--host', '127.0.0.1', '--port', '0', '--seed', String(seed), '--always-open', ...options];
}

/** The server's port, from its first line of output. */
export async function portOf(server: Child): Promise<number> {
  const url = /ready on (http:\S+)/.exec(String(await server.next('its ready line', READY_LIMIT_MS)))?.[1];
  if (url === undefined) throw new ChildError('the feed server: expected the address that it is ready on');
  return Number(new URL(url).port);
}
