// Preloaded into the feed server, which knows nothing of benchmarks: reports the process's memory at the parent's
// request, and ends the server when the parent ends for whatever reason.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sendToParent } from '../processes/parent.ts';
import { createInterface } from 'node:readline';
import type { Sample } from './messages.ts';

const RESOLUTION_MS = 5;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

createInterface({ input: process.stdin })
  .on('line', () => {
    // Read before the collection for the sample, which delays everything.
    const delayP99 = delays.percentile(99) / 1e6 - RESOLUTION_MS;
    globalThis.gc?.();
    // Objects that the first collection finds to be finalized are freed by the second.
    setImmediate(() => {
      globalThis.gc?.();
      sendToParent(sample(delayP99));
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
