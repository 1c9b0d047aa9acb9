// A feed server, workers included, with bugs that strike on a signal: one is thrown on SIGUSR2, one rejects on SIGALRM.
import path from 'node:path';

const BUGS = `
  process.on('SIGUSR2', () => setImmediate(() => { throw new Error('a thrown bug'); }));
  process.on('SIGALRM', () => void Promise.reject(new Error('a rejected bug')));
`;

export const THROWN = { signal: 'SIGUSR2', message: 'Error: a thrown bug' } as const;
export const REJECTED = { signal: 'SIGALRM', message: 'Error: a rejected bug' } as const;

/** What FeedProcess is to run. */
export const WITH_BUGS = [
  process.execPath,
  '--import',
  `data:text/javascript,${encodeURIComponent(BUGS)}`,
  path.join(import.meta.dirname, '../../feed-server/main.ts'),
];
