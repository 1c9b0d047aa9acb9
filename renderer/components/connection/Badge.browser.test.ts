// The badge in every state of the link.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import '../../theme.css';
import Badge from './Badge.svelte';

const UNVERIFIED = { verified: undefined, repairs: 0, gapsFilled: 0, clockOffset: 0 };
const LIVE = { link: { kind: 'live', since: 1_000 }, outage: undefined, now: 5_000 } as const;

test.for([
  [{ kind: 'idle' }, 'Not started'],
  [{ kind: 'connecting', attempt: 1, since: 1_000 }, 'Connecting'],
  [{ kind: 'live', since: 1_000 }, 'Live'],
  [{ kind: 'stale', since: 1_000, behindMs: undefined }, 'Stale 4 s'],
  [{ kind: 'stale', since: 1_000, behindMs: 4_000 }, 'Stale 4 s'],
  [{ kind: 'checking', since: 1_000 }, 'Checking'],
  [{ kind: 'resuming', since: 1_000 }, 'Resuming'],
  [{ kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' }, 'Waiting 4 s'],
  [{ kind: 'refused', code: 4500, why: 'speaks protocol 2' }, 'Refused'],
] as const)('%j reads "%s"', async ([link, text]) => {
  const screen = await render(Badge, { link, outage: undefined, ...UNVERIFIED, now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent(text);
  await expect.element(badge).toHaveAttribute('data-state', link.kind);
});

const outage = { asOf: 1_000, why: 'no connection' };

test('counts down without changing its width', async () => {
  const link = { kind: 'waiting', attempt: 1, until: 14_000, why: 'no connection' } as const;
  const screen = await render(Badge, { link, outage, ...UNVERIFIED, now: 5_000 });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveTextContent('Waiting 9 s');
  const { width } = badge.element().getBoundingClientRect();
  await screen.rerender({ link, outage, ...UNVERIFIED, now: 6_000 });
  await expect.element(badge).toHaveTextContent('Waiting 8 s');
  expect(badge.element().getBoundingClientRect().width).toBe(width);
});

test('announces only when prices stop being current and when they are current again', async () => {
  const screen = await render(Badge, {
    link: { kind: 'live', since: 1_000 },
    outage: undefined,
    ...UNVERIFIED,
    now: 5_000,
  });
  const status = screen.getByRole('status').element();
  const announcements: string[] = [];
  const observer = new MutationObserver(() => void announcements.push(status.textContent));
  observer.observe(status, { subtree: true, childList: true, characterData: true });
  for (let attempt = 1; attempt <= 4; attempt++) {
    await screen.rerender({
      link: { kind: 'waiting', attempt, until: 5_300, why: 'no connection' },
      outage,
      ...UNVERIFIED,
      now: 5_000,
    });
    await screen.rerender({ link: { kind: 'connecting', attempt, since: 5_000 }, outage, ...UNVERIFIED, now: 5_000 });
  }
  await screen.rerender({ link: { kind: 'live', since: 5_100 }, outage: undefined, ...UNVERIFIED, now: 5_100 });
  await expect.poll(() => announcements).toEqual(['Feed not live', 'Feed live']);
  observer.disconnect();
});

test('opens its details by keyboard, and closes them on Escape and on a click elsewhere', async () => {
  const at = new Date(2025, 0, 6, 14, 3, 7).getTime();
  const screen = await render(Badge, {
    ...LIVE,
    verified: { at, symbols: 50 },
    repairs: 1,
    gapsFilled: 2,
    clockOffset: 0,
  });
  const badge = screen.getByTestId('badge');
  await expect.element(badge).toHaveAttribute('aria-expanded', 'false');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.element(badge).toHaveAttribute('aria-expanded', 'true');
  await expect.element(screen.getByTestId('verified')).toHaveTextContent('Verified 14:03:07 · 50 symbols');
  await expect.element(screen.getByTestId('repairs')).toHaveTextContent('Repaired 1 difference');
  await expect
    .element(screen.getByTestId('gaps-filled'))
    .toHaveTextContent('Filled 2 gaps without losing the connection');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByTestId('link-details')).not.toBeInTheDocument();
  await badge.click();
  await expect.element(screen.getByTestId('link-details')).toBeVisible();
  await userEvent.click(document.body);
  await expect.element(screen.getByTestId('link-details')).not.toBeInTheDocument();
});

test('omits verification, repairs and filled gaps that never happened', async () => {
  const screen = await render(Badge, { ...LIVE, ...UNVERIFIED });
  await screen.getByTestId('badge').click();
  await expect.element(screen.getByTestId('link-details')).toBeVisible();
  await expect.element(screen.getByTestId('verified')).not.toBeInTheDocument();
  await expect.element(screen.getByTestId('repairs')).not.toBeInTheDocument();
  await expect.element(screen.getByTestId('gaps-filled')).not.toBeInTheDocument();
});
