// Who may ask main and what: strangers and wrong arguments are turned away.
import { expect, test, vi } from 'vitest';
import { PAGE_URL } from '../app-page.ts';
import { checkAsker, createHandlers, ForeignSenderError, type Asker } from './handlers.ts';
import type { FeedChoice } from './contract.ts';

test('the page may ask', () => {
  expect(() => checkAsker('feedUrl', { url: PAGE_URL, parent: null })).not.toThrow();
});

test.for<[string, Asker | null]>([
  ['another page', { url: 'https://example.com/', parent: null }],
  ['another page of ours', { url: 'app://tapewire/other.html', parent: null }],
  ['a name that begins like ours', { url: `${PAGE_URL}.example.com`, parent: null }],
  ['our page in a frame', { url: PAGE_URL, parent: {} }],
  ['a frame that is gone', null],
])('%s may not', ([, asker]) => {
  expect(() => checkAsker('feedUrl', asker)).toThrow(ForeignSenderError);
});

function handlersOver(url: string | undefined = 'http://127.0.0.1:4400') {
  const choose = vi.fn<(choice: FeedChoice) => void>();
  return { choose, handlers: createHandlers({ url, choice: { kind: 'built-in' }, choose }) };
}

test('says which feed is in use, and why', () => {
  const { handlers } = handlersOver();
  expect(handlers.feedUrl()).toBe('http://127.0.0.1:4400');
  expect(handlers.feedChoice()).toEqual({ kind: 'built-in' });
});

test('a feed that is not ready has no address', () => {
  const handlers = createHandlers({ url: undefined, choice: { kind: 'built-in' }, choose: vi.fn() });
  expect(() => handlers.feedUrl()).toThrow('not ready');
});

test('a choice is made as it was checked', () => {
  const { handlers, choose } = handlersOver();
  expect(handlers.chooseFeed({ kind: 'address', url: 'host:1/ticker/' })).toEqual({ kind: 'chosen' });
  expect(choose).toHaveBeenCalledExactlyOnceWith({ kind: 'address', url: 'http://host:1/ticker' });
});

test.for([undefined, 'http://host', { kind: 'address', url: 'javascript:alert(1)' }, { kind: 'address', url: 7 }])(
  '%j is no choice',
  (found) => {
    const { handlers, choose } = handlersOver();
    const reply = handlers.chooseFeed(found);
    expect(reply).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(reply)).toContain('Expected an address such as http://127.0.0.1:4400');
    expect(choose).not.toHaveBeenCalled();
  },
);

test('an address that is none is refused by name', () => {
  const { handlers } = handlersOver();
  const why = 'Expected an address such as http://127.0.0.1:4400, by name or IPv4 number, found "http://[::1]:4400"';
  expect(handlers.chooseFeed({ kind: 'address', url: 'http://[::1]:4400' })).toEqual({ kind: 'refused', why });
});

test('a choice that cannot be stored is refused with the reason', () => {
  const { handlers, choose } = handlersOver();
  choose.mockImplementation(() => {
    throw new Error('ENOSPC: no space left on device');
  });
  const reply = { kind: 'refused', why: 'ENOSPC: no space left on device' };
  expect(handlers.chooseFeed({ kind: 'built-in' })).toEqual(reply);
});
