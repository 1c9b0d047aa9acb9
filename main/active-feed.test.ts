// Which feed is active after a choice, and when the page is loaded for it.
import { expect, test, vi } from 'vitest';
import { ActiveFeed } from './active-feed.ts';
import type { FeedChoice } from './ipc/contract.ts';

const BUILT_IN: FeedChoice = { kind: 'built-in' };
const OTHER_FEED: FeedChoice = { kind: 'address', url: 'http://host:1' };
const BUNDLED_URL = 'http://127.0.0.1:4400';

function startFeed(choice: FeedChoice) {
  const bundled = { start: vi.fn(), stop: vi.fn() };
  const saveChoice = vi.fn<(choice: FeedChoice) => void>();
  const loadPage = vi.fn();
  const feed = new ActiveFeed(choice, { bundled, saveChoice, loadPage });
  feed.start();
  return { feed, bundled, saveChoice, loadPage };
}

test('starts the built-in feed and loads the page once it is ready', () => {
  const { feed, bundled, loadPage } = startFeed(BUILT_IN);
  expect(bundled.start).toHaveBeenCalledOnce();
  expect(loadPage).not.toHaveBeenCalled();
  expect(feed.url).toBeUndefined();
  feed.handleBundledReady(BUNDLED_URL);
  expect(feed.url).toBe(BUNDLED_URL);
  expect(loadPage).toHaveBeenCalledOnce();
});

test('reloads the page only if the built-in feed comes back at another address', () => {
  const { feed, loadPage } = startFeed(BUILT_IN);
  feed.handleBundledReady(BUNDLED_URL);
  feed.handleBundledReady(BUNDLED_URL);
  expect(loadPage).toHaveBeenCalledOnce();
  feed.handleBundledReady('http://127.0.0.1:4500');
  expect(loadPage).toHaveBeenCalledTimes(2);
});

test('does not start the built-in feed if an address is chosen', () => {
  const { feed, bundled, loadPage, saveChoice } = startFeed(OTHER_FEED);
  expect(bundled.start).not.toHaveBeenCalled();
  expect(loadPage).toHaveBeenCalledOnce();
  expect(feed.url).toBe('http://host:1');
  expect(saveChoice).not.toHaveBeenCalled();
});

test('switches to an address and back', () => {
  const { feed, bundled, loadPage, saveChoice } = startFeed(BUILT_IN);
  feed.handleBundledReady(BUNDLED_URL);
  feed.choose(OTHER_FEED);
  expect(saveChoice).toHaveBeenLastCalledWith(OTHER_FEED);
  expect(bundled.stop).toHaveBeenCalledOnce();
  expect(feed.url).toBe('http://host:1');
  expect(loadPage).toHaveBeenCalledTimes(2);
  feed.choose(BUILT_IN);
  expect(bundled.start).toHaveBeenCalledTimes(2);
  expect(feed.url).toBeUndefined();
  feed.handleBundledReady(BUNDLED_URL);
  expect(loadPage).toHaveBeenCalledTimes(3);
});

test('choosing the built-in feed again stores the choice and does not restart the feed', () => {
  const { feed, bundled, loadPage, saveChoice } = startFeed(BUILT_IN);
  feed.handleBundledReady(BUNDLED_URL);
  feed.choose(BUILT_IN);
  expect(saveChoice).toHaveBeenCalledOnce();
  expect(bundled.start).toHaveBeenCalledOnce();
  expect(loadPage).toHaveBeenCalledOnce();
});

test('a choice that cannot be saved changes nothing', () => {
  const { feed, saveChoice, loadPage } = startFeed(BUILT_IN);
  feed.handleBundledReady(BUNDLED_URL);
  saveChoice.mockImplementation(() => {
    throw new Error('disk full');
  });
  expect(() => feed.choose(OTHER_FEED)).toThrow('disk full');
  expect(feed.choice).toEqual(BUILT_IN);
  expect(feed.url).toBe(BUNDLED_URL);
  expect(loadPage).toHaveBeenCalledOnce();
});
