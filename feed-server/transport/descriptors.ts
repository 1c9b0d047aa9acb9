// How many connections this process has file descriptors for; without a bound of ours, the system's would hit at any open file.
import type { Server } from 'node:net';

/** For what the process needs beside its connections: its own files, its workers, and what a connection makes it open. */
const RESERVED = 40;

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

/** Infinity where the system sets no limit, or does not say. */
export function maxConnections(): number {
  // Left in, every open connection would be looked up by name.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as Report;
  const soft = Number(userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? Math.max(1, soft - RESERVED) : Infinity;
}

/** Closes what comes beyond `most` at once; `closed` is called for each. */
export function limitConnections(server: Server, most: number, closed: () => void): void {
  if (most === Infinity) return;
  server.maxConnections = most;
  server.on('drop', closed);
}

/** What to say of so many connections that were closed. */
export function noDescriptors(count: number): string {
  return `connections beyond what the limit of open files allows were closed: ${count}; "ulimit -n" raises it`;
}
