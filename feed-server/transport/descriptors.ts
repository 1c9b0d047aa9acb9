// Limits connections so that some file descriptors stay free. Without them, the process could not open any file.
import type { Server } from 'node:net';

/** Descriptors that are kept free: for the process's own files, its workers, and files that it opens for connections. */
const RESERVED_DESCRIPTORS = 40;

interface ProcessReport {
  readonly userLimits?: { readonly open_files?: { readonly soft: number | string } };
}

/** Returns the most connections that leave enough descriptors free; Infinity if the system has no limit or does not report one. */
export function maxConnections(): number {
  // Otherwise the report would resolve the host name of every open connection.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as ProcessReport;
  const soft = Number(userLimits?.open_files?.soft);
  return Number.isFinite(soft) ? Math.max(1, soft - RESERVED_DESCRIPTORS) : Infinity;
}

/** Closes connections beyond `limit` at once, and calls `onDrop` for each. */
export function limitConnections(server: Server, limit: number, onDrop: () => void): void {
  if (limit === Infinity) return;
  server.maxConnections = limit;
  server.on('drop', onDrop);
}

/** The log message about connections that were closed for lack of descriptors. */
export const NO_DESCRIPTORS = 'connections closed: the limit of open files is reached; "ulimit -n" raises it';
