// Which feed a page shows: the one in its URL, the one that the desktop app chose, or the one that served the page.
import { describe, expect, it } from 'vitest';
import { feedAddress, isForeign, type FeedAddressSources } from './feed-address.ts';

function pageAt(address: string): FeedAddressSources {
  return { location: new URL(address) };
}

describe('a page', () => {
  it.each([
    ['http://host:4400/', 'http://host:4400'],
    ['http://host:4400/index.html', 'http://host:4400'],
    ['https://host/ticker/', 'https://host/ticker'],
    ['https://host/ticker/index.html?x#y', 'https://host/ticker'],
    ['https://host/a/b/', 'https://host/a/b'],
    ['http://host:4400/?feed=127.0.0.1:4900', 'http://127.0.0.1:4900'],
    ['http://host:4400/?feed=https://other/ticker/', 'https://other/ticker'],
    ['http://host:4400/?feed=https%3A%2F%2Fother%2Fticker', 'https://other/ticker'],
  ])('at %s shows the feed at %s', async (address, url) => {
    expect(await feedAddress(pageAt(address))).toBe(url);
  });

  it('in the desktop app shows the feed that the app chose, which is never foreign', async () => {
    const desktop = { feedUrl: () => Promise.resolve('https://host/ticker') };
    const page = { location: { origin: 'null', pathname: '/index.html', search: '' }, desktop };
    expect(await feedAddress(page)).toBe('https://host/ticker');
    expect(isForeign('https://host/ticker', page)).toBe(false);
  });

  it.each([
    ['https://host/ticker/', 'https://host/ticker', false],
    ['https://host/ticker/', 'https://host', true],
    ['https://host/', 'https://host/ticker', true],
    ['https://host/', 'https://host', false],
  ])('at %s considers %s foreign: %s', (address, url, foreign) => {
    expect(isForeign(url, pageAt(address))).toBe(foreign);
  });

  it.each([
    ['?feed=nonsense', '?feed= expects an address such as http://127.0.0.1:4400, found "nonsense"'],
    ['?feed=', '?feed= expects an address such as http://127.0.0.1:4400, found ""'],
    ['?feed=http://h/?a', '?feed= expects an address of a feed without a query ("?..."), found "http://h/?a"'],
    ['?feed=http://a&feed=http://b', '?feed= expects one address, found "http://a", "http://b"'],
  ])('with %s reports: %s', async (search, message) => {
    await expect(feedAddress(pageAt(`http://host/${search}`))).rejects.toThrow(message);
  });
});
