// What counts as the address of a feed, and as a choice.
import { expect, test } from 'vitest';
import { asFeedChoice, feedOrigin } from './feed-choice.ts';

test.for([
  ['http://127.0.0.1:4400', 'http://127.0.0.1:4400'],
  ['https://feed.example', 'https://feed.example'],
  ['HTTP://Feed.Example:80/board?x#y', 'http://feed.example'],
  ['http://user:secret@host:1', 'http://host:1'],
])('%s is the address %s', ([found = '', origin]) => {
  expect(feedOrigin(found)).toBe(origin);
});

test.for(['', 'host:4400', 'ws://host', 'file:///etc/passwd', 'http://', 'http://a b', 'http://[::1]:4400'])(
  '"%s" is none',
  (found) => {
    expect(feedOrigin(found)).toBeUndefined();
  },
);

test('a host cannot smuggle a directive into the policy', () => {
  const found = "http://x;script-src'*'";
  expect(new URL(found).origin).toContain(';script-src');
  expect(feedOrigin(found)).toBeUndefined();
});

test.for([
  [{ kind: 'built-in', more: 1 }, { kind: 'built-in' }],
  [
    { kind: 'address', url: 'http://host/x' },
    { kind: 'address', url: 'http://host' },
  ],
])('%j is the choice %j', ([found, choice]) => {
  expect(asFeedChoice(found)).toStrictEqual(choice);
});

test.for([undefined, null, 'built-in', {}, { kind: 'other' }, { kind: 'address' }, { kind: 'address', url: 'x' }])(
  '%j is none',
  (found) => {
    expect(asFeedChoice(found)).toBeUndefined();
  },
);
