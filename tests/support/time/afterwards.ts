// Ends what a test opened, however the test went.
import { TestRunner, afterAll, onTestFinished } from 'vitest';

/** What it returns is awaited. */
type End = () => unknown;

const atTheEnd: End[] = [];

afterAll(async () => {
  for (const end of atTheEnd.splice(0).reverse()) await end();
});

/** Calls `end` after the test under way or, outside any test as in `beforeAll`, after the last one of the file. */
export function afterwards(end: End): void {
  if (TestRunner.getCurrentTest())
    onTestFinished(async () => {
      await end();
    });
  else atTheEnd.push(end);
}
