// Feed servers with bugs: one throws on SIGUSR2 and rejects a promise on SIGALRM, the other fails while it starts.
import path from 'node:path';

const BUGS = `
  process.on('SIGUSR2', () => setImmediate(() => { throw new Error('a thrown bug'); }));
  process.on('SIGALRM', () => void Promise.reject(new Error('a rejected bug')));
`;

export const THROWN_BUG = { signal: 'SIGUSR2', message: 'Error: a thrown bug' } as const;
export const REJECTED_BUG = { signal: 'SIGALRM', message: 'Error: a rejected bug' } as const;

/** The simulated market seeds its random generator with Math.imul. */
const STARTUP_BUG = "Math.imul = () => { throw new TypeError('a bug at the start'); };";

/** Commands for FeedProcess. */
export const BUGGY_FEED = commandAfter(BUGS);
export const FEED_BUGGY_AT_START = commandAfter(STARTUP_BUG);

/** The command that runs `script` and then the feed server. */
function commandAfter(script: string): string[] {
  const main = path.join(import.meta.dirname, '../../../feed-server/main.ts');
  return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(script)}`, main];
}
