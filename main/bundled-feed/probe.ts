// Asks a feed for a sign of life.
import { get } from 'node:http';

/**
 * Resolves with whether the feed at `url` did anything about a request within `limitMs`. One that refuses it, or closes the
 * connection, runs: it may have as many connections as it takes.
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
