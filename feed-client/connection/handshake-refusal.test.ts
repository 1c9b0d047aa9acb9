// A client whose handshake is refused says which side to update, whatever the server sends.
import { describe, expect, it } from 'vitest';
import { handshakeRefusal } from './handshake-refusal.ts';

const SERVER_MESSAGE = 'auth.protocol: expected 1, found 2';

describe('handshakeRefusal', () => {
  it.each([
    [[1], 'the feed speaks protocol 1, this client 2: update the feed'],
    [[3], 'the feed speaks protocol 3, this client 2: update the client'],
    [[3, 4], 'the feed speaks protocol 3, 4, this client 2: update the client'],
  ])('names the side to update when the server speaks %j', (supported, message) => {
    expect(handshakeRefusal({ code: 4500, supported }, SERVER_MESSAGE, 2)).toEqual({ code: 4500, message });
  });

  it.each([[undefined], ['1'], [[]], [['1']], [[1.5]], [[0]], [[2]], [Array.from({ length: 1_000 }, () => 1)]])(
    "keeps the server's text when the versions are %j",
    (supported) => {
      expect(handshakeRefusal({ code: 4500, supported }, SERVER_MESSAGE, 2)?.message).toBe(SERVER_MESSAGE);
    },
  );

  it("keeps the server's text for any other code, without control characters", () => {
    const refusal = handshakeRefusal({ code: 4001, supported: [1] }, 'go\u0007away', 2);
    expect(refusal).toEqual({ code: 4001, message: 'go away' });
  });

  it.each([
    [undefined],
    [null],
    ['4500'],
    [{}],
    [{ code: '4500' }],
    [{ code: 3_999 }],
    [{ code: 5_000 }],
    [{ code: NaN }],
  ])('finds no refusal in %j', (data) => {
    expect(handshakeRefusal(data, SERVER_MESSAGE, 2)).toBeUndefined();
  });
});
