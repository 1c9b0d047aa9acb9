// Reads the dashboard's page in the desktop app.
import type { Page } from 'playwright-core';
import type {} from '../../../renderer/feed-address.ts';
import { until } from '../time/until.ts';

declare global {
  interface Window {
    badgeStates?: string[];
  }
}

/** Avoids locators, because Playwright would wait for the end of a blocked navigation. */
export function untilBadge(page: Page, state: string): Promise<boolean> {
  return until(`the badge to show ${state}`, () =>
    page.evaluate(
      (wanted) => document.querySelector('[data-testid=badge]')?.getAttribute('data-state') === wanted,
      state,
    ),
  );
}

/** Waits for last prices, and then for one of them to change. */
export async function untilPricesMove(page: Page): Promise<void> {
  const before = await until('rows with prices', async () => {
    const prices = await lastPrices(page);
    return prices.some((price) => price !== '') && prices;
  });
  await until('a price to move', async () => (await lastPrices(page)).some((price, i) => price !== before[i]));
}

export function feedUrl(page: Page): Promise<string> {
  return page.evaluate(() => window.desktop?.feedUrl() ?? Promise.reject(new Error('not in the desktop app')));
}

/** Records every change of the badge's state from now on. */
export async function recordBadge(page: Page): Promise<void> {
  await page.evaluate(() => {
    const states: string[] = [];
    window.badgeStates = states;
    const badge = document.querySelector('[data-testid=badge]');
    if (!badge) throw new Error('no badge');
    new MutationObserver(() => states.push(badge.getAttribute('data-state') ?? '')).observe(badge, {
      attributeFilter: ['data-state'],
    });
  });
}

export function badgeStates(page: Page): Promise<string[]> {
  return page.evaluate(() => window.badgeStates ?? []);
}

function lastPrices(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-testid=last]')].map((cell) => cell.getAttribute('data-units') ?? ''),
  );
}
