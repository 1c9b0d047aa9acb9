// Feed server and dashboard with reload: the server restarts and the page updates when their files change.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createServer } from 'vite';
import { renderer, root } from './bundles.ts';

const FEED = 'http://127.0.0.1:4400';

const feed = spawn(
  process.execPath,
  ['--watch', '--watch-preserve-output', path.join(root, 'feed-server/main.ts'), '--port', '4400'],
  {
    stdio: 'inherit',
  },
);
const page = await createServer({
  ...renderer,
  logLevel: 'info',
  server: { port: 4401, host: '127.0.0.1', proxy: { '/socket.io': { target: FEED, ws: true } } },
});
await page.listen();
process.stdout.write(`Tapewire dashboard with reload on ${page.resolvedUrls?.local[0] ?? ''}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    feed.kill(signal);
    void page.close();
  });
