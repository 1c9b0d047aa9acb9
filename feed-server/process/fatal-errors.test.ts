import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FatalErrorHandler } from './fatal-errors.ts';

function watched() {
  const clock = new FakeClock();
  const uncaught = new EventEmitter();
  const said: string[] = [];
  const exit = vi.fn();
  const report = (message: string, error: unknown): void => void said.push(`${message}: ${String(error)}`);
  const handler = new FatalErrorHandler({ clock, exit, report, name: 'this command' });
  handler.watch(uncaught);
  return { clock, uncaught, said, exit, handler };
}

it.each(['uncaughtException', 'unhandledRejection'])(
  '%s is printed with its stack, and ends the process after the goodbye',
  async (event) => {
    const { uncaught, said, exit, handler } = watched();
    let finish: () => void = () => undefined;
    handler.setShutdown(() => new Promise<void>((resolve) => (finish = resolve)));
    uncaught.emit(event, new TypeError('x is not a function'));
    expect(said).toHaveLength(1);
    expect(said[0]).toBe('a bug is stopping this command; please report it: TypeError: x is not a function');
    await Promise.resolve();
    expect(exit).not.toHaveBeenCalled();
    finish();
    await vi.waitFor(() => expect(exit).toHaveBeenCalled());
  },
);

it('waits at most five seconds for a goodbye', () => {
  const { clock, uncaught, exit, handler } = watched();
  handler.setShutdown(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  clock.advance(4_999);
  expect(exit).not.toHaveBeenCalled();
  clock.advance(1);
  expect(exit).toHaveBeenCalledOnce();
});

it('a second bug during the goodbye ends the process at once', () => {
  const { uncaught, said, exit, handler } = watched();
  handler.setShutdown(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  uncaught.emit('unhandledRejection', new Error('second'));
  expect(exit).toHaveBeenCalledOnce();
  expect(said[1]).toBe('another bug interrupted the shutdown of this command: Error: second');
});

it('a goodbye that throws is a second bug', async () => {
  const { uncaught, said, exit, handler } = watched();
  handler.setShutdown(() => {
    throw new Error('no goodbye');
  });
  uncaught.emit('uncaughtException', new Error('first'));
  await vi.waitFor(() => expect(exit).toHaveBeenCalled());
  expect(said[1]).toContain('Error: no goodbye');
});
