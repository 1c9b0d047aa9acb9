// Builds the dashboard and serves it alone; `?feed=` in its address names the feed to connect to.
import { build, preview, type Plugin } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../feed-server/transport/http.ts';
import { renderer } from './bundles.ts';
import { giveUp, portFromEnvironment } from './port.ts';

const FEED = 'http://127.0.0.1:4400';
const port = portFromEnvironment(4401);

await build(renderer);
/** The page alone has no feed of its own: without `?feed=` in its address it is given the usual one. */
const withFeed: Plugin = {
  name: 'with-feed',
  configurePreviewServer({ middlewares }) {
    middlewares.use((request, response, next) => {
      if (request.url !== '/') next();
      else response.writeHead(302, { Location: `/?feed=${FEED}` }).end();
    });
  },
};

const server = await preview({
  ...renderer,
  plugins: [withFeed],
  preview: {
    port,
    // 0 takes any; a port that is asked for is the one or none.
    strictPort: port !== 0,
    host: '127.0.0.1',
    headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY },
  },
}).catch((error: unknown) => giveUp(error));
const [url = ''] = server.resolvedUrls?.local ?? [];
process.stdout.write(`Tapewire dashboard ready on ${url}?feed=${FEED}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
