// Which feed addresses and choices the app accepts.
import { expect, test } from 'vitest';
import { parseFeedChoice, parseAppFeedAddress } from './feed-choice.ts';

test.for([
  ['http://127.0.0.1:4400', 'http://127.0.0.1:4400'],
  ['127.0.0.1:4900', 'http://127.0.0.1:4900'],
  ['https://feed.example/ticker/', 'https://feed.example/ticker'],
])('%s is parsed as %s', ([text = '', url]) => {
  expect(parseAppFeedAddress(text)).toEqual({ kind: 'address', url });
});

test.for([
  '',
  'nonsense',
  'file:///etc/passwd',
  'http://',
  'http://a b',
  'http://user:secret@host:1',
  'http://host/?x',
])('"%s" is not an address', (text) => {
  expect(parseAppFeedAddress(text).kind).toBe('refused');
});

test.for(['http://[::1]:4400', 'http://my_host:4400'])(
  '%s is refused because a Content Security Policy cannot express it',
  (found) => {
    const expected = 'an address such as http://127.0.0.1:4400, by name or IPv4 number';
    expect(parseAppFeedAddress(found)).toEqual({ kind: 'refused', expected, found });
  },
);

test('a host cannot inject a directive into the policy', () => {
  const text = "http://x;script-src'*'";
  expect(new URL(text).origin).toContain(';script-src');
  expect(parseAppFeedAddress(text).kind).toBe('refused');
});

test.for([
  [{ kind: 'built-in', extra: 1 }, { kind: 'built-in' }],
  [
    { kind: 'address', url: 'http://host/x/' },
    { kind: 'address', url: 'http://host/x' },
  ],
])('%j is parsed as the choice %j', ([value, choice]) => {
  expect(parseFeedChoice(value)).toStrictEqual(choice);
});

test.for([undefined, null, 'built-in', {}, { kind: 'other' }, { kind: 'address' }, { kind: 'address', url: 'x' }])(
  '%j is not a choice',
  (value) => {
    expect(parseFeedChoice(value)).toBeUndefined();
  },
);
