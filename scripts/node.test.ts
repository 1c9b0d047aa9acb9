// What the project's own Node is.
import { expect, it } from 'vitest';

it('runs on Node 24, which the devDependency "node" brings', () => {
  expect(process.versions.node).toMatch(/^24\./);
});
