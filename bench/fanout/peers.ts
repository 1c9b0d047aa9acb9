// The servers that are measured: how to run each, and what it requires on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const PEERS = ['tapewire', 'socket.io', 'ws', 'bun', 'nats'] as const;
export type PeerName = (typeof PEERS)[number];

/** Packages that only the benchmark needs: bench/package.json. */
export const BENCH = path.join(import.meta.dirname, '..');
const BUN = path.join(BENCH, 'node_modules/.bin/bun');
const SERVERS: Readonly<Record<PeerName, string>> = {
  tapewire: 'tapewire.ts',
  'socket.io': 'socket-io.ts',
  ws: 'ws.ts',
  bun: 'bun.ts',
  nats: 'nats.ts',
};

/** Whether it needs the packages of bench/package.json. */
export function needsInstall(peer: PeerName): boolean {
  return (peer === 'bun' || peer === 'ws') && !existsSync(path.join(BENCH, 'node_modules'));
}

/** Why it cannot run here; undefined if it can. */
export function unavailableReason(peer: PeerName): string | undefined {
  if (peer === 'bun' && spawnSync(BUN, ['--version']).status !== 0) return `${BUN} does not run`;
  if (peer === 'nats' && spawnSync('nats-server', ['--version']).status !== 0) return 'nats-server is not on the PATH';
  return undefined;
}

/** The file to run and its arguments, except for the task. */
export function serverCommand(peer: PeerName): string[] {
  return [peer === 'bun' ? BUN : process.execPath, path.join(import.meta.dirname, 'servers', SERVERS[peer])];
}
