// A server that no page may reach. It records the paths that were requested.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addCleanup } from '../time/cleanup.ts';

export interface OffLimitsServer {
  /** http://host:port */
  readonly url: string;
  readonly requestedPaths: ReadonlySet<string>;
}

/** Closed after the test, or after the file's last test. */
export async function startOffLimitsServer(): Promise<OffLimitsServer> {
  const requestedPaths = new Set<string>();
  const server = createServer((request, response) => {
    requestedPaths.add(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  addCleanup(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requestedPaths };
}
