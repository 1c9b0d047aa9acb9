// Preloaded into the feed server, which knows nothing of benchmarks: collects garbage at the parent's request, and ends
// the server when the parent ends for whatever reason.
import { createInterface } from 'node:readline';

createInterface({ input: process.stdin })
  .on('line', () => globalThis.gc?.())
  .on('close', () => process.exit());
