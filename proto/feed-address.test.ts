// Feed addresses as people write them, and why others are refused.
import { describe, expect, it } from 'vitest';
import { feedPlace, feedUrl, parseFeedAddress, splitFeedUrl } from './feed-address.ts';

describe('a feed address', () => {
  it.each([
    ['http://127.0.0.1:4400', 'http://127.0.0.1:4400'],
    ['http://127.0.0.1:4400/', 'http://127.0.0.1:4400'],
    ['  http://127.0.0.1:4400//  ', 'http://127.0.0.1:4400'],
    ['127.0.0.1:4900', 'http://127.0.0.1:4900'],
    ['127.0.0.1', 'http://127.0.0.1'],
    ['localhost', 'http://localhost'],
    ['localhost:4400/ticker/', 'http://localhost:4400/ticker'],
    ['feed:4400', 'http://feed:4400'],
    ['http://feed', 'http://feed'],
    ['feed.example', 'http://feed.example'],
    ['feed.example/ticker', 'http://feed.example/ticker'],
    ['https://host/ticker/', 'https://host/ticker'],
    ['https://host/a/b.c/~d', 'https://host/a/b.c/~d'],
    ['HTTPS://Host.Example:443/Ticker', 'https://host.example/Ticker'],
    ['ws://host:4400', 'http://host:4400'],
    ['wss://host/ticker', 'https://host/ticker'],
    ['[::1]:4400', 'http://[::1]:4400'],
    ['http://[::1]/ticker', 'http://[::1]/ticker'],
    ['http://my_host:80', 'http://my_host'],
    ['http://börse.example', 'http://xn--brse-5qa.example'],
    ['http://host:4400/a%20b', 'http://host:4400/a%20b'],
  ])('%j is read as %s', (written, url) => {
    expect(parseFeedAddress(written)).toEqual({ kind: 'address', url });
  });

  it.each(['https://host/ticker', 'http://[::1]:4400', 'http://127.0.0.1:4400'])('%s is left as it is', (written) => {
    expect(parseFeedAddress(written)).toEqual({ kind: 'address', url: written });
  });
});

describe('a bad feed address', () => {
  const EXAMPLE = 'an address such as http://127.0.0.1:4400';

  it.each([
    ['', EXAMPLE],
    ['nonsense', EXAMPLE],
    ['nonsense/ticker', EXAMPLE],
    ['http://', EXAMPLE],
    ['://host', EXAMPLE],
    ['http:/host', EXAMPLE],
    ['http://999.1.1.1', EXAMPLE],
    ["http://x;script-src'*'", EXAMPLE],
    ['http://[::1', EXAMPLE],
    ['http://[nonsense]', EXAMPLE],
    ['javascript:alert(1)', EXAMPLE],
    ['http://a b', `${EXAMPLE}, without spaces or backslashes`],
    ['http://ho\nst', `${EXAMPLE}, without spaces or backslashes`],
    ['http://host\\ticker', `${EXAMPLE}, without spaces or backslashes`],
    ['constructor://host', 'an http or https address such as http://127.0.0.1:4400'],
    ['ftp://host', 'an http or https address such as http://127.0.0.1:4400'],
    ['file:///etc/passwd', 'an http or https address such as http://127.0.0.1:4400'],
    ['http://host/?feed=x', 'an address of a feed without a query ("?...")'],
    ['http://host#x', 'an address of a feed without a fragment ("#...")'],
    ['::1', 'an IPv6 number in brackets, such as http://[::1]:4400'],
    ['http://fe80::1/x', 'an IPv6 number in brackets, such as http://[::1]:4400'],
    ['host:0', 'a port from 1 to 65535, as in http://127.0.0.1:4400'],
    ['http://host:', EXAMPLE],
    ['http://host:65536/', 'a port from 1 to 65535, as in http://127.0.0.1:4400'],
    ['http://host/a/../b', 'a path of plain words after the host, such as http://127.0.0.1:4400/ticker'],
    ['http://host/a//b', 'a path of plain words after the host, such as http://127.0.0.1:4400/ticker'],
    ['http://host/%2e%2e/b', 'a path of plain words after the host, such as http://127.0.0.1:4400/ticker'],
    ['http://host/<b>', 'a path of plain words after the host, such as http://127.0.0.1:4400/ticker'],
  ])('%j is refused: expected %s', (written, expected) => {
    expect(parseFeedAddress(written)).toEqual({ kind: 'refused', expected, found: written });
  });

  it('is quoted without its password', () => {
    expect(parseFeedAddress('https://user:secret@host/ticker')).toEqual({
      kind: 'refused',
      expected: 'an address of a feed without a user name or password',
      found: 'https://...@host/ticker',
    });
  });

  it('is shortened in the error if it is long', () => {
    const address = parseFeedAddress(`http://host/${'x'.repeat(3_000)}`);
    expect(address).toMatchObject({ kind: 'refused', expected: 'an address of at most 2000 characters' });
    expect(address.kind === 'refused' && address.found.length).toBe(200);
  });
});

it.each([
  ['http://host:1', 'http://host:1', '', 'host:1'],
  ['https://host/a/b', 'https://host', '/a/b', 'host/a/b'],
  ['http://[::1]:4400/ticker', 'http://[::1]:4400', '/ticker', '[::1]:4400/ticker'],
])('%s has the origin %s and the base path "%s", and is called %s', (url, origin, basePath, place) => {
  expect(splitFeedUrl(url)).toEqual({ origin, basePath });
  expect(feedPlace(url)).toBe(place);
});

describe('the URL of a feed address', () => {
  it('is the parsed address', () => {
    expect(feedUrl('127.0.0.1:4400/')).toBe('http://127.0.0.1:4400');
  });

  it.each([
    ['nonsense', 'url: expected an address such as http://127.0.0.1:4400, found "nonsense"'],
    [undefined, 'url: expected an address such as http://127.0.0.1:4400, found "undefined"'],
    [
      'http://me:secret@host',
      'url: expected an address of a feed without a user name or password, found "http://...@host"',
    ],
  ])('of %j is an error', (written, message) => {
    expect(() => feedUrl(written)).toThrow(new RangeError(message));
  });
});
