// Uncaught errors are reported, and end the process after a shutdown of limited time.
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { FatalErrorHandler } from './fatal-errors.ts';

function setUp() {
  const clock = new FakeClock();
  const uncaught = new EventEmitter();
  const reports: string[] = [];
  const exit = vi.fn();
  const report = (message: string, error: unknown): void => void reports.push(`${message}: ${String(error)}`);
  const handler = new FatalErrorHandler({ clock, exit, report, name: 'this command' });
  handler.watch(uncaught);
  return { clock, uncaught, reports, exit, handler };
}

it.each(['uncaughtException', 'unhandledRejection'])(
  'prints the stack of an %s, and exits after the shutdown',
  async (event) => {
    const { uncaught, reports, exit, handler } = setUp();
    let finish: () => void = () => undefined;
    handler.setShutdown(() => new Promise<void>((resolve) => (finish = resolve)));
    uncaught.emit(event, new TypeError('x is not a function'));
    expect(reports).toHaveLength(1);
    expect(reports[0]).toBe('a bug is stopping this command; please report it: TypeError: x is not a function');
    await Promise.resolve();
    expect(exit).not.toHaveBeenCalled();
    finish();
    await vi.waitFor(() => expect(exit).toHaveBeenCalled());
  },
);

it('waits at most five seconds for the shutdown', () => {
  const { clock, uncaught, exit, handler } = setUp();
  handler.setShutdown(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  clock.advance(4_999);
  expect(exit).not.toHaveBeenCalled();
  clock.advance(1);
  expect(exit).toHaveBeenCalledOnce();
});

it('exits at once on a second error during the shutdown', () => {
  const { uncaught, reports, exit, handler } = setUp();
  handler.setShutdown(() => new Promise(() => undefined));
  uncaught.emit('uncaughtException', new Error('first'));
  uncaught.emit('unhandledRejection', new Error('second'));
  expect(exit).toHaveBeenCalledOnce();
  expect(reports[1]).toBe('another bug interrupted the shutdown of this command: Error: second');
});

it('treats a shutdown that throws as a second error', async () => {
  const { uncaught, reports, exit, handler } = setUp();
  handler.setShutdown(() => {
    throw new Error('shutdown failed');
  });
  uncaught.emit('uncaughtException', new Error('first'));
  await vi.waitFor(() => expect(exit).toHaveBeenCalled());
  expect(reports[1]).toContain('Error: shutdown failed');
});
