// The badge, one case a state of the link.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Badge from './Badge.svelte';

test.for([
  [{ kind: 'idle' }, 'Not started'],
  [{ kind: 'connecting', attempt: 1, since: 1_000 }, 'Connecting'],
  [{ kind: 'live', since: 1_000 }, 'Live'],
  [{ kind: 'stale', since: 1_000, behindMs: undefined }, 'Stale 4 s'],
  [{ kind: 'stale', since: 1_000, behindMs: 4_000 }, 'Stale 4 s'],
  [{ kind: 'resuming', since: 1_000 }, 'Resuming'],
  [{ kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' }, 'Waiting 4 s'],
  [{ kind: 'refused', code: 4500, why: 'speaks protocol 2' }, 'Refused'],
] as const)('%j reads "%s"', async ([link, text]) => {
  const screen = await render(Badge, { link, outage: undefined, now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent(text);
  await expect.element(badge).toHaveAttribute('data-state', link.kind);
});

const outage = { asOf: 1_000, why: 'no connection' };

test('counts down without growing', async () => {
  const link = { kind: 'waiting', attempt: 1, until: 14_000, why: 'no connection' } as const;
  const screen = await render(Badge, { link, outage, now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent('Waiting 9 s');
  const { width } = badge.element().getBoundingClientRect();
  await screen.rerender({ link, outage, now: 6_000 });
  await expect.element(badge).toHaveTextContent('Waiting 8 s');
  expect(badge.element().getBoundingClientRect().width).toBe(width);
});

test('tells ears when prices cease to be current and are again, and nothing in between', async () => {
  const screen = await render(Badge, { link: { kind: 'live', since: 1_000 }, outage: undefined, now: 5_000 });
  const spoken = screen.getByRole('status').element();
  const said: string[] = [];
  const observer = new MutationObserver(() => void said.push(spoken.textContent));
  observer.observe(spoken, { subtree: true, childList: true, characterData: true });
  for (let attempt = 1; attempt <= 4; attempt++) {
    await screen.rerender({
      link: { kind: 'waiting', attempt, until: 5_300, why: 'no connection' },
      outage,
      now: 5_000,
    });
    await screen.rerender({ link: { kind: 'connecting', attempt, since: 5_000 }, outage, now: 5_000 });
  }
  await screen.rerender({ link: { kind: 'live', since: 5_100 }, outage: undefined, now: 5_100 });
  await expect.poll(() => said).toEqual(['Feed not live', 'Feed live']);
  observer.disconnect();
});
