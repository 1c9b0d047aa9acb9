// The summary of the last resume, and when it disappears.
import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import type { Link } from '../../../feed-client/index.ts';
import ResumeReceipt from './ResumeReceipt.svelte';

const link: Link = { kind: 'live', since: 10_000 };
const summary = {
  at: 10_000,
  downMs: 42_000,
  board: { exact: { symbols: 0, ticks: 0 }, merged: { symbols: 30, ticks: 1_204 }, reset: { symbols: 0 } },
  tape: { exact: { symbols: 1, ticks: 312 }, merged: { symbols: 0, ticks: 0 }, reset: { symbols: 0 } },
};

test('shows how long the outage was and what was recovered', async () => {
  const screen = await render(ResumeReceipt, { link, summary, now: 10_100 });
  const receipt = screen.getByTestId('resume');
  await expect.element(receipt).toMatchTextContent('Back after 42 s');
  await expect.element(receipt).toMatchTextContent('30 rows brought up to date, 1,204 ticks merged');
  await expect.element(receipt).toMatchTextContent('1 tape exact, 312 trades replayed');
});

test('closes automatically after 12 s', async () => {
  const screen = await render(ResumeReceipt, { link, summary, now: 21_999 });
  await expect.element(screen.getByTestId('resume')).toBeVisible();
  await screen.rerender({ link, summary, now: 22_000 });
  expect(screen.getByTestId('resume').query()).toBeNull();
});

test('closes on Escape or ×, and a later resume opens it again', async () => {
  const screen = await render(ResumeReceipt, { link, summary, now: 10_100 });
  await userEvent.keyboard('{Escape}');
  flushSync();
  expect(screen.getByTestId('resume').query()).toBeNull();
  await screen.rerender({ link: { ...link, since: 11_000 }, summary: { ...summary, at: 11_000 }, now: 11_100 });
  await screen.getByRole('button', { name: 'Close' }).click();
  expect(screen.getByTestId('resume').query()).toBeNull();
});

test.for<readonly [string, Link]>([
  ['stale', { kind: 'stale', since: 10_500, behindMs: undefined }],
  ['lost', { kind: 'waiting', attempt: 1, until: 12_000, why: 'no connection' }],
  ['live again without a resume', { kind: 'live', since: 10_600 }],
])('disappears once its link is %s', async ([, later]) => {
  const screen = await render(ResumeReceipt, { link, summary, now: 10_100 });
  await expect.element(screen.getByTestId('resume')).toBeVisible();
  await screen.rerender({ link: later, summary, now: 10_700 });
  expect(screen.getByTestId('resume').query()).toBeNull();
});
