// Builds the dashboard and serves it alone; `?feed=` in its address names the feed to connect to.
import { build, preview } from 'vite';
import { renderer } from './bundles.ts';

await build(renderer);
const { resolvedUrls } = await preview({ ...renderer, preview: { port: 4401, host: '127.0.0.1' } });
const [url = ''] = resolvedUrls?.local ?? [];
process.stdout.write(`Tapewire dashboard ready on ${url}?feed=http://127.0.0.1:4400\n`);
