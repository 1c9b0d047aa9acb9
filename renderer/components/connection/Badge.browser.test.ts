// The badge, one case a state of the link.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Badge from './Badge.svelte';
import { makeStatus } from '../fixtures.ts';

test.for([
  [{ kind: 'idle' }, 'Not started'],
  [{ kind: 'connecting', attempt: 1, since: 1_000 }, 'Connecting'],
  [{ kind: 'live', since: 1_000 }, 'Live'],
  [{ kind: 'stale', since: 1_000 }, 'Stale 4 s'],
  [{ kind: 'resuming', since: 1_000 }, 'Resuming'],
  [{ kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' }, 'Waiting 4 s'],
  [{ kind: 'refused', code: 4500, why: 'speaks protocol 2' }, 'Refused'],
] as const)('%j reads "%s"', async ([link, text]) => {
  const screen = await render(Badge, { status: makeStatus({ link }), now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent(text);
  await expect.element(badge).toHaveAttribute('data-state', link.kind);
});

test('counts down without growing, and tells ears only of the state', async () => {
  const status = makeStatus({ link: { kind: 'waiting', attempt: 1, until: 14_000, why: 'no connection' } });
  const screen = await render(Badge, { status, now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent('Waiting 9 s');
  const { width } = badge.element().getBoundingClientRect();
  await screen.rerender({ status, now: 6_000 });
  await expect.element(badge).toHaveTextContent('Waiting 8 s');
  expect(badge.element().getBoundingClientRect().width).toBe(width);
  expect(screen.getByRole('status').element().textContent.trim()).toBe('Feed waiting');
});
