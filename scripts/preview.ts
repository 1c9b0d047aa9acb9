// Builds the dashboard and serves it alone; `?feed=` in its address names the feed to connect to.
import { build, preview } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../feed-server/transport/http.ts';
import { renderer } from './bundles.ts';
import { giveUp, portFromEnvironment } from './port.ts';

const port = portFromEnvironment(4401);

await build(renderer);
const server = await preview({
  ...renderer,
  preview: {
    port,
    // 0 takes any; a port that is asked for is the one or none.
    strictPort: port !== 0,
    host: '127.0.0.1',
    headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY },
  },
}).catch((error: unknown) => giveUp(error));
const [url = ''] = server.resolvedUrls?.local ?? [];
process.stdout.write(`Tapewire dashboard ready on ${url}?feed=http://127.0.0.1:4400\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
