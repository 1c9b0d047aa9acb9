// Loaded before the feed server, which knows nothing of benchmarks: garbage is collected when the parent says so, and the
// server ends with the parent, whatever ended that.
import { createInterface } from 'node:readline';

createInterface({ input: process.stdin })
  .on('line', () => globalThis.gc?.())
  .on('close', () => process.exit());
