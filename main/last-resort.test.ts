import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { endOnBugs } from './last-resort.ts';

function watched(ask: () => Promise<'restart' | 'quit'>) {
  const uncaught = new EventEmitter();
  const said: string[] = [];
  const end = vi.fn();
  endOnBugs(uncaught, { say: (text) => said.push(text), ask, end });
  return { uncaught, said, end };
}

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s is said with its stack, and ends the app as the person decides',
  async (event) => {
    for (const next of ['restart', 'quit'] as const) {
      const { uncaught, said, end } = watched(() => Promise.resolve(next));
      uncaught.emit(event, new TypeError('x is not a function'));
      expect(said[0]).toMatch(/^a bug ends Tapewire; please report it: TypeError: x is not a function\n {4}at /);
      await vi.waitFor(() => expect(end).toHaveBeenCalledExactlyOnceWith(next));
    }
  },
);

test('a second bug, while the person decides, ends the app at once', () => {
  const { uncaught, said, end } = watched(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  uncaught.emit('unhandledRejection', 'second');
  expect(end).toHaveBeenCalledExactlyOnceWith('quit');
  expect(said[1]).toContain('another bug ends Tapewire at once: Error: second');
});

test('where nobody can be asked the app ends', async () => {
  const { uncaught, end } = watched(() => Promise.reject(new Error('no dialog')));
  uncaught.emit('uncaughtException', new Error('first'));
  await vi.waitFor(() => expect(end).toHaveBeenCalledExactlyOnceWith('quit'));
});
