// Ends what a test opened, however the test went.
import { TestRunner, afterAll, onTestFinished } from 'vitest';

/** What it returns is awaited. */
type Cleanup = () => unknown;

const cleanups: Cleanup[] = [];

afterAll(async () => {
  for (const end of cleanups.splice(0).reverse()) await end();
});

/** Calls `end` after the test under way or, outside any test as in `beforeAll`, after the last one of the file. */
export function addCleanup(cleanup: Cleanup): void {
  if (TestRunner.getCurrentTest())
    onTestFinished(async () => {
      await cleanup();
    });
  else cleanups.push(cleanup);
}
