// Probes whether a feed is responsive.
import { get } from 'node:http';

/**
 * Resolves to whether the feed at `url` reacted to a request within `limitMs`. A refusal or a closed connection counts
 * as a reaction, because a feed at its connection limit is alive too.
 */
export function probeFeed(url: string, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/healthz`, { agent: false }, (response) => {
      response.resume();
      end(true);
    });
    request.once('error', () => end(true));
    const timer = setTimeout(() => {
      end(false);
      request.destroy();
    }, limitMs);
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      resolve(answered);
    };
  });
}
