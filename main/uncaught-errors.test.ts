// What happens after an uncaught error of the main process, depending on the user's choice.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { exitOnUncaughtErrors } from './uncaught-errors.ts';

function handleErrors(ask: () => Promise<'restart' | 'quit'>) {
  const uncaught = new EventEmitter();
  const logged: string[] = [];
  const end = vi.fn();
  exitOnUncaughtErrors(uncaught, { log: (text) => logged.push(text), ask, end });
  return { uncaught, logged, end };
}

test.each(['uncaughtException', 'unhandledRejection'])(
  '%s is logged with its stack, and ends the app as the user decides',
  async (event) => {
    for (const choice of ['restart', 'quit'] as const) {
      const { uncaught, logged, end } = handleErrors(() => Promise.resolve(choice));
      uncaught.emit(event, new TypeError('x is not a function'));
      expect(logged[0]).toMatch(/^fatal error, please report it: TypeError: x is not a function\n {4}at /);
      await vi.waitFor(() => expect(end).toHaveBeenCalledExactlyOnceWith(choice));
    }
  },
);

test('a second error while the user decides ends the app at once', () => {
  const { uncaught, logged, end } = handleErrors(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  uncaught.emit('unhandledRejection', 'second');
  expect(end).toHaveBeenCalledExactlyOnceWith('quit');
  expect(logged[1]).toContain('another fatal error, exiting: Error: second');
});

test('the app ends if the dialog cannot be shown', async () => {
  const { uncaught, end } = handleErrors(() => Promise.reject(new Error('no dialog')));
  uncaught.emit('uncaughtException', new Error('first'));
  await vi.waitFor(() => expect(end).toHaveBeenCalledExactlyOnceWith('quit'));
});
