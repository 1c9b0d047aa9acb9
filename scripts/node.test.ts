// The project's own Node version.
import { expect, it } from 'vitest';

it('runs on Node 24, from the devDependency "node"', () => {
  expect(process.versions.node).toMatch(/^24\./);
});
