// The limit of connections that keeps file descriptors free: without it, opening any file could fail.
import type { Server } from 'node:net';

/** Descriptors for everything but connections: the process's own files, its workers, files that a connection makes it open. */
const RESERVED = 40;

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

/** Infinity if the system sets no limit, or does not report one. */
export function maxConnections(): number {
  // The report would otherwise resolve the host name of every open connection.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as Report;
  const soft = Number(userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? Math.max(1, soft - RESERVED) : Infinity;
}

/** Closes connections beyond `most` at once, and calls `closed` for each. */
export function limitConnections(server: Server, most: number, closed: () => void): void {
  if (most === Infinity) return;
  server.maxConnections = most;
  server.on('drop', closed);
}

export const NO_DESCRIPTORS =
  'connections closed, because the limit of open files allows no more; "ulimit -n" raises it';
