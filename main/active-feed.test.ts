// Which feed is active after a choice, and when the page is loaded for it.
import { expect, test, vi } from 'vitest';
import { ActiveFeed } from './active-feed.ts';
import type { FeedChoice } from './ipc/contract.ts';

const BUILT_IN: FeedChoice = { kind: 'built-in' };
const ELSEWHERE: FeedChoice = { kind: 'address', url: 'http://host:1' };
const BUNDLED_URL = 'http://127.0.0.1:4400';

function feedWith(choice: FeedChoice) {
  const bundled = { start: vi.fn(), stop: vi.fn() };
  const store = vi.fn<(choice: FeedChoice) => void>();
  const show = vi.fn();
  const feed = new ActiveFeed(choice, { bundled, store, show });
  feed.start();
  return { feed, bundled, store, show };
}

test('starts the built-in feed and loads the page once it is ready', () => {
  const { feed, bundled, show } = feedWith(BUILT_IN);
  expect(bundled.start).toHaveBeenCalledOnce();
  expect(show).not.toHaveBeenCalled();
  expect(feed.url).toBeUndefined();
  feed.bundledReady(BUNDLED_URL);
  expect(feed.url).toBe(BUNDLED_URL);
  expect(show).toHaveBeenCalledOnce();
});

test('reloads the page only if the built-in feed comes back at another address', () => {
  const { feed, show } = feedWith(BUILT_IN);
  feed.bundledReady(BUNDLED_URL);
  feed.bundledReady(BUNDLED_URL);
  expect(show).toHaveBeenCalledOnce();
  feed.bundledReady('http://127.0.0.1:4500');
  expect(show).toHaveBeenCalledTimes(2);
});

test('does not start the built-in feed if an address is chosen', () => {
  const { feed, bundled, show, store } = feedWith(ELSEWHERE);
  expect(bundled.start).not.toHaveBeenCalled();
  expect(show).toHaveBeenCalledOnce();
  expect(feed.url).toBe('http://host:1');
  expect(store).not.toHaveBeenCalled();
});

test('switches to an address and back', () => {
  const { feed, bundled, show, store } = feedWith(BUILT_IN);
  feed.bundledReady(BUNDLED_URL);
  feed.choose(ELSEWHERE);
  expect(store).toHaveBeenLastCalledWith(ELSEWHERE);
  expect(bundled.stop).toHaveBeenCalledOnce();
  expect(feed.url).toBe('http://host:1');
  expect(show).toHaveBeenCalledTimes(2);
  feed.choose(BUILT_IN);
  expect(bundled.start).toHaveBeenCalledTimes(2);
  expect(feed.url).toBeUndefined();
  feed.bundledReady(BUNDLED_URL);
  expect(show).toHaveBeenCalledTimes(3);
});

test('choosing the built-in feed again stores the choice and does not restart the feed', () => {
  const { feed, bundled, show, store } = feedWith(BUILT_IN);
  feed.bundledReady(BUNDLED_URL);
  feed.choose(BUILT_IN);
  expect(store).toHaveBeenCalledOnce();
  expect(bundled.start).toHaveBeenCalledOnce();
  expect(show).toHaveBeenCalledOnce();
});

test('a choice that cannot be saved changes nothing', () => {
  const { feed, store, show } = feedWith(BUILT_IN);
  feed.bundledReady(BUNDLED_URL);
  store.mockImplementation(() => {
    throw new Error('disk full');
  });
  expect(() => feed.choose(ELSEWHERE)).toThrow('disk full');
  expect(feed.choice).toEqual(BUILT_IN);
  expect(feed.url).toBe(BUNDLED_URL);
  expect(show).toHaveBeenCalledOnce();
});
