// The refusal of a handshake names what the client sent, however long or deeply nested.
import { describe, expect, it } from 'vitest';
import { checkHandshake } from './handshake.ts';

function nestedArray(levels: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}

describe('checkHandshake', () => {
  it("accepts the server's version", () => {
    expect(checkHandshake({ protocol: 2 })).toBeUndefined();
  });

  it.each([
    [{}, 'none'],
    [{ protocol: 1 }, '1: update the client'],
    [{ protocol: 3 }, '3: update the feed'],
    [{ protocol: 2.5 }, '2.5'],
    [{ protocol: -1 }, '-1'],
    [{ protocol: '2' }, '"2"'],
    [{ protocol: null }, 'null'],
    [{ protocol: true }, 'true'],
    [{ protocol: { a: 1 } }, 'an object'],
    [{ protocol: nestedArray(100_000) }, 'an array'],
    [{ protocol: 'x'.repeat(60_000) }, `"${'x'.repeat(40)}"`],
  ])('refuses any other version and names it', (auth, found) => {
    const error = checkHandshake(auth);
    expect(error?.message).toBe(`auth.protocol: expected 2, found ${found}`);
    expect(error?.data).toEqual({ code: 4500, supported: [2] });
  });
});
