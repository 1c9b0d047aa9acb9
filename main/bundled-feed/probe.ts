// Probes whether a feed is responsive.
import { get } from 'node:http';

/**
 * Resolves to whether the feed at `url` reacted to a request within `timeoutMs`. A refusal or a closed connection counts
 * as a reaction, because a feed at its connection limit is alive too.
 */
export function probeFeed(url: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/healthz`, { agent: false }, (response) => {
      response.resume();
      finish(true);
    });
    request.once('error', () => finish(true));
    const timer = setTimeout(() => {
      finish(false);
      request.destroy();
    }, timeoutMs);
    const finish = (answered: boolean): void => {
      clearTimeout(timer);
      resolve(answered);
    };
  });
}
