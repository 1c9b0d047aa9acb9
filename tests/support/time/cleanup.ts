// Runs cleanups after a test, whether or not it passed.
import { TestRunner, afterAll, onTestFinished } from 'vitest';

/** Its result is awaited. */
type Cleanup = () => unknown;

const cleanups: Cleanup[] = [];

afterAll(async () => {
  for (const end of cleanups.splice(0).reverse()) await end();
});

/** Calls `cleanup` after the current test or, outside a test as in `beforeAll`, after the file's last test. */
export function addCleanup(cleanup: Cleanup): void {
  if (TestRunner.getCurrentTest())
    onTestFinished(async () => {
      await cleanup();
    });
  else cleanups.push(cleanup);
}
