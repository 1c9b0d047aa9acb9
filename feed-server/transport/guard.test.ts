// Errors are logged, and close only the connection that caused them.
import { describe, expect, it } from 'vitest';
import { RecordedLog, type RecordedLine } from '../../tests/support/feeds/recorded-log.ts';
import { Guard } from './guard.ts';

function setUp(): {
  readonly guard: Guard;
  readonly lines: readonly RecordedLine[];
  readonly closed: string[];
  advance: (ms: number) => void;
} {
  let now = 0;
  const log = new RecordedLog();
  const guard = new Guard(log.logger, () => now);
  return { guard, lines: log.lines, closed: [], advance: (ms) => (now += ms) };
}

describe('Guard', () => {
  it('returns the result', () => {
    const { guard, lines } = setUp();
    expect(
      guard.wrap(
        'a sum',
        (a: number, b: number) => a + b,
        () => undefined,
      )(1, 2),
    ).toBe(3);
    expect(lines).toEqual([]);
  });

  it('logs a thrown error, and closes its connection', () => {
    const { guard, lines, closed } = setUp();
    const handle = guard.wrap(
      'a request',
      (): number => {
        throw new Error('no such thing');
      },
      (...args) => closed.push(args.join()),
      () => ({ connection: 'abc' }),
    );
    expect(handle()).toBeUndefined();
    expect(closed).toEqual(['']);
    expect(lines).toEqual([
      {
        level: 'error',
        message: 'a request failed, and its connection was closed',
        fields: { connection: 'abc', err: new Error('no such thing') },
      },
    ]);
  });

  it('logs a rejected promise, and closes its connection', async () => {
    const { guard, lines, closed } = setUp();
    await guard
      .wrap(
        'a handshake',
        async (id: string): Promise<void> => Promise.reject(new Error(id)),
        (id) => closed.push(id),
      )('first')
      ?.catch(() => undefined);
    expect(closed).toEqual(['first']);
    expect(lines).toHaveLength(1);
  });

  it('logs at most one error per second, and counts the others', () => {
    const { guard, lines, closed, advance } = setUp();
    const handle = guard.wrap(
      'a request',
      () => {
        throw new RangeError('too deep');
      },
      () => closed.push('closed'),
    );
    for (let i = 0; i < 5; i++) handle();
    expect(lines).toHaveLength(1);
    advance(1_000);
    handle();
    expect(closed).toHaveLength(6);
    expect(lines[1]?.fields).toMatchObject({ unlogged: 4 });
  });
});
