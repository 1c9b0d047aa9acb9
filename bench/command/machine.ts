// Describes the machine and the date of a measurement.
import { cpus, totalmem } from 'node:os';

export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return `${model}, ${cpus().length} cores, ${gigabytes} GB, ${process.platform} ${process.arch}, Node ${process.version}`;
}

/** YYYY-MM-DD, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
