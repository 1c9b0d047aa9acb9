// Loaded before the feed server, which knows nothing of benchmarks: tells what its process holds whenever the parent asks, and
// ends the server with the parent, whatever ended that.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { tellParent } from '../processes/parent.ts';
import { createInterface } from 'node:readline';
import type { Sample } from './messages.ts';

const RESOLUTION_MS = 5;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

createInterface({ input: process.stdin })
  .on('line', () => {
    // Before garbage is collected on the parent's behalf, which delays everything.
    const delayP99 = delays.percentile(99) / 1e6 - RESOLUTION_MS;
    globalThis.gc?.();
    // What the first collection finds to be finalized is gone after the second.
    setImmediate(() => {
      globalThis.gc?.();
      tellParent(sample(delayP99));
      delays.reset();
    });
  })
  .on('close', () => process.exit());

function sample(delayP99: number): Sample {
  const resources: Record<string, number> = {};
  for (const type of process.getActiveResourcesInfo()) resources[type] = (resources[type] ?? 0) + 1;
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapUsed, external, rss, resources, delayP99 };
}
