// Who may send requests to the main process, and with which arguments.
import { expect, test, vi } from 'vitest';
import { PAGE_URL } from '../app-page.ts';
import { checkSender, createHandlers, ForeignSenderError, type SenderFrame } from './handlers.ts';
import type { FeedChoice } from './contract.ts';

test('accepts requests from the page', () => {
  expect(() => checkSender('feedUrl', { url: PAGE_URL, parent: null })).not.toThrow();
});

test.for<[string, SenderFrame | null]>([
  ['another page', { url: 'https://example.com/', parent: null }],
  ['another page of ours', { url: 'app://tapewire/other.html', parent: null }],
  ['an address that starts like ours', { url: `${PAGE_URL}.example.com`, parent: null }],
  ['our page in a frame', { url: PAGE_URL, parent: {} }],
  ['a destroyed frame', null],
])('rejects requests from %s', ([, sender]) => {
  expect(() => checkSender('feedUrl', sender)).toThrow(ForeignSenderError);
});

function makeHandlers(url: string | undefined = 'http://127.0.0.1:4400') {
  const choose = vi.fn<(choice: FeedChoice) => void>();
  return { choose, handlers: createHandlers({ url, choice: { kind: 'built-in' }, choose }) };
}

test('returns the active feed and the choice behind it', () => {
  const { handlers } = makeHandlers();
  expect(handlers.feedUrl()).toBe('http://127.0.0.1:4400');
  expect(handlers.feedChoice()).toEqual({ kind: 'built-in' });
});

test('has no address before the feed is ready', () => {
  const handlers = createHandlers({ url: undefined, choice: { kind: 'built-in' }, choose: vi.fn() });
  expect(() => handlers.feedUrl()).toThrow('not ready');
});

test('makes a validated choice', () => {
  const { handlers, choose } = makeHandlers();
  expect(handlers.chooseFeed({ kind: 'address', url: 'host:1/ticker/' })).toEqual({ kind: 'chosen' });
  expect(choose).toHaveBeenCalledExactlyOnceWith({ kind: 'address', url: 'http://host:1/ticker' });
});

test.for([undefined, 'http://host', { kind: 'address', url: 'javascript:alert(1)' }, { kind: 'address', url: 7 }])(
  'refuses %j as a choice',
  (found) => {
    const { handlers, choose } = makeHandlers();
    const reply = handlers.chooseFeed(found);
    expect(reply).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(reply)).toContain('Expected an address such as http://127.0.0.1:4400');
    expect(choose).not.toHaveBeenCalled();
  },
);

test('refuses an invalid address and names it', () => {
  const { handlers } = makeHandlers();
  const why = 'Expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found "http://[::1]:4400"';
  expect(handlers.chooseFeed({ kind: 'address', url: 'http://[::1]:4400' })).toEqual({ kind: 'refused', why });
});

test('refuses a choice that cannot be saved, with the reason', () => {
  const { handlers, choose } = makeHandlers();
  choose.mockImplementation(() => {
    throw new Error('ENOSPC: no space left on device');
  });
  const reply = { kind: 'refused', why: 'ENOSPC: no space left on device' };
  expect(handlers.chooseFeed({ kind: 'built-in' })).toEqual(reply);
});
