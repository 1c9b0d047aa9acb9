// Runs the feed server and the dashboard in development: the server restarts and the page updates when their files
// change.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createServer } from 'vite';
import { expectNoArguments } from './arguments.ts';
import { renderer, root } from './bundles.ts';
import { exitWithError, portFromEnvironment } from './port.ts';

expectNoArguments();

/** The feed's port; the page gets the next one. */
const port = portFromEnvironment(4400);
const feedServer = path.join(root, 'feed-server/main.ts');

const page = await createServer({
  ...renderer,
  logLevel: 'info',
  server: {
    port: port + 1,
    strictPort: true,
    host: '127.0.0.1',
    proxy: {
      '/socket.io': { target: `http://127.0.0.1:${port}`, ws: true },
      '/healthz': { target: `http://127.0.0.1:${port}` },
    },
  },
});
await page.listen().catch((error: unknown) => exitWithError(error));
process.stdout.write(`Tapewire dashboard (reloading on changes) on ${page.resolvedUrls?.local[0] ?? ''}\n`);
const watching = ['--watch', '--watch-preserve-output', feedServer, '--port', String(port)];
const feed = spawn(process.execPath, watching, { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    feed.kill(signal);
    void page.close();
  });
