// The outage banner: its reason, the age of prices, and retries.
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { formatLocalTime } from '../../format/time.ts';
import OutageBanner from './OutageBanner.svelte';

const link = { kind: 'waiting', attempt: 3, until: 8_200, why: 'no connection' } as const;
const outage = { asOf: 4_000, why: 'no connection' };
const diagnosis = undefined;

test('shows the reason, the next attempt and the age of the prices, and retries on request', async () => {
  const onretry = vi.fn();
  const screen = await render(OutageBanner, { link, outage, diagnosis, now: 5_000, clockOffset: 0, onretry });
  const banner = screen.getByTestId('trouble');
  await expect.element(banner).toMatchTextContent('The feed is down (no connection). Retrying in 4 s (attempt 3).');
  await expect.element(banner).toMatchTextContent(`Prices below are from ${formatLocalTime(4_000)}.`);
  await screen.getByRole('button', { name: 'Retry now' }).click();
  expect(onretry).toHaveBeenCalledOnce();
});

test('shows no age for prices that never arrived', async () => {
  const screen = await render(OutageBanner, {
    link,
    outage: { ...outage, asOf: undefined },
    diagnosis,
    now: 5_000,
    clockOffset: 0,
    onretry: () => undefined,
  });
  await expect.element(screen.getByTestId('trouble')).not.toMatchTextContent('Prices below');
});

test('offers a retry only when it would have an effect', async () => {
  const connecting = { kind: 'connecting', attempt: 3, since: 5_000 } as const;
  const screen = await render(OutageBanner, {
    link: connecting,
    outage,
    diagnosis,
    now: 5_000,
    clockOffset: 0,
    onretry: () => undefined,
  });
  const button = screen.getByRole('button', { name: 'Retry now' });
  expect(button.query()).toBeNull();
  await screen.rerender({ link: connecting, outage, now: 6_000 });
  await expect.element(button).toBeVisible();
});

test('is absent without an outage', async () => {
  const screen = await render(OutageBanner, {
    link: { kind: 'live', since: 0 },
    outage: undefined,
    diagnosis,
    now: 5_000,
    clockOffset: 0,
    onretry: () => undefined,
  });
  expect(screen.getByTestId('trouble').query()).toBeNull();
});

test('shows the diagnosis of an unreachable feed, and advice', async () => {
  const knownDiagnosis = { finding: '127.0.0.1:4900 does not respond.', advice: 'Start the feed there.' };
  const neverLive = { ...outage, asOf: undefined };
  const screen = await render(OutageBanner, {
    link,
    outage: neverLive,
    diagnosis: knownDiagnosis,
    now: 5_000,
    clockOffset: 0,
    onretry: () => undefined,
  });
  const banner = screen.getByTestId('trouble');
  await expect.element(banner).toMatchTextContent('127.0.0.1:4900 does not respond. Retrying in 4 s (attempt 3).');
  await expect.element(screen.getByTestId('advice')).toHaveTextContent('Start the feed there.');
});

test('shows no age of prices while it is unknown', async () => {
  const checking = { kind: 'checking', since: 1_000 } as const;
  const props = { link: checking, outage: { asOf: 1_000, why: 'this machine slept' }, diagnosis, now: 5_000 };
  const screen = await render(OutageBanner, { ...props, clockOffset: 0, onretry: () => undefined });
  const banner = screen.getByTestId('trouble');
  await expect.element(banner).toMatchTextContent('This machine slept or its clock was changed.');
  await expect.element(banner).toMatchTextContent('The age of the prices below is not known yet.');
});

test('shows times by the current system clock', async () => {
  const stale = { kind: 'stale', since: 4_000, behindMs: undefined } as const;
  const given = { link: stale, outage: { asOf: 4_000, why: 'silent' }, diagnosis, now: 9_000 };
  const screen = await render(OutageBanner, { ...given, clockOffset: -3_600_000, onretry: () => undefined });
  const banner = screen.getByTestId('trouble');
  await expect.element(banner).toMatchTextContent(`Prices below are from ${formatLocalTime(4_000 - 3_600_000)}.`);
});
