// A feed server whose processes throw on SIGUSR2 and reject a promise on SIGALRM.
import path from 'node:path';

const BUGS = `
  process.on('SIGUSR2', () => setImmediate(() => { throw new Error('a thrown bug'); }));
  process.on('SIGALRM', () => void Promise.reject(new Error('a rejected bug')));
`;

export const THROWN = { signal: 'SIGUSR2', message: 'Error: a thrown bug' } as const;
export const REJECTED = { signal: 'SIGALRM', message: 'Error: a rejected bug' } as const;

/** The command of such a server, for FeedProcess. */
export const WITH_BUGS = [
  process.execPath,
  '--import',
  `data:text/javascript,${encodeURIComponent(BUGS)}`,
  path.join(import.meta.dirname, '../../feed-server/main.ts'),
];
