// Makes a peer's HTTP server listen on the loopback interface only.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Resolves to the port, which the system chooses. */
export function listenOnLoopback(http: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port));
  });
}
