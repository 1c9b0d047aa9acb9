// The main job: builds the dashboard, then serves it and a simulated market on one address.
import path from 'node:path';
import { build } from 'vite';
import { renderer, root } from './bundles.ts';

await build(renderer);
process.argv.splice(2, 0, '--dashboard', path.join(root, 'dist/renderer'));
await import('../feed-server/main.ts');
