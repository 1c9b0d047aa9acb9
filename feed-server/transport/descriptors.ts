// Limits connections so that some file descriptors stay free. Otherwise opening any file could fail.
import type { Server } from 'node:net';

/** Descriptors for everything else: the process's own files, its workers, and files that connections make it open. */
const RESERVED = 40;

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

/** Infinity if the system has no limit or does not report one. */
export function maxConnections(): number {
  // The report would otherwise resolve the host name of every open connection.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as Report;
  const soft = Number(userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? Math.max(1, soft - RESERVED) : Infinity;
}

/** Closes connections beyond `limit` at once, and calls `closed` for each. */
export function limitConnections(server: Server, limit: number, closed: () => void): void {
  if (limit === Infinity) return;
  server.maxConnections = limit;
  server.on('drop', closed);
}

export const NO_DESCRIPTORS = 'connections closed: the limit of open files is reached; "ulimit -n" raises it';
