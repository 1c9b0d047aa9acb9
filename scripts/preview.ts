// Builds the dashboard and serves it without a feed; `?feed=` in the URL names the feed to connect to.
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'vite';
import { loadDashboard } from '../feed-server/transport/dashboard-files.ts';
import { fileResponse } from '../feed-server/transport/file-response.ts';
import { listen } from '../feed-server/transport/http.ts';
import { expectNoArguments } from './arguments.ts';
import { renderer, root } from './bundles.ts';
import { exitWithError, portFromEnvironment } from './port.ts';

expectNoArguments();

const FEED = 'http://127.0.0.1:4400';
const HOST = '127.0.0.1';
const requestedPort = portFromEnvironment(4401);

await build(renderer);
const dashboard = loadDashboard(path.join(root, 'dist/renderer'));
const server = createServer(({ url = '/', headers, method }, response) => {
  // Without `?feed=` the page would look for a feed at its own address, where there is none.
  if (url === '/') {
    response.writeHead(302, { Location: `/?feed=${FEED}` }).end();
    return;
  }
  const [name = ''] = url.slice(1).split('?', 1);
  const file = dashboard.get(name === '' ? 'index.html' : name);
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found. The dashboard is at /\n');
    return;
  }
  const answer = fileResponse(file, headers);
  response.writeHead(answer.status, answer.headers).end(method === 'HEAD' ? undefined : answer.body);
});
const port = await listen(server, requestedPort, HOST).catch((error: unknown) => exitWithError(error));
process.stdout.write(`Tapewire dashboard ready on http://${HOST}:${port}/?feed=${FEED}\n`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
