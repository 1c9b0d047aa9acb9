// A server that no page may reach: it records which of its paths were requested.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterwards } from '../time/afterwards.ts';

export interface Away {
  /** http://host:port */
  readonly url: string;
  readonly asked: ReadonlySet<string>;
}

/** Closed after the test, or the file's last. */
export async function openAway(): Promise<Away> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    asked.add(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
