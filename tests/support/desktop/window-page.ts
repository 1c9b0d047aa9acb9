// The dashboard's page in the desktop app, as a test sees it.
import type { Page } from 'playwright-core';
import type {} from '../../../renderer/feed-address.ts';
import { until } from '../time/until.ts';

declare global {
  interface Window {
    badgeStates?: string[];
  }
}

/** Not by a locator: Playwright waits for the end of a navigation that was refused. */
export function untilBadge(page: Page, state: string): Promise<boolean> {
  return until(`the badge to say ${state}`, () =>
    page.evaluate((s) => document.querySelector('[data-testid=badge]')?.getAttribute('data-state') === s, state),
  );
}

/** Resolves once some last price is another than when there first were any. */
export async function untilPricesMove(page: Page): Promise<void> {
  const before = await until('rows to have prices', async () => {
    const prices = await lastPrices(page);
    return prices.some((price) => price !== '') && prices;
  });
  await until('a price to move', async () => (await lastPrices(page)).some((price, i) => price !== before[i]));
}

export function feedUrl(page: Page): Promise<string> {
  return page.evaluate(() => window.desktop?.feedUrl() ?? Promise.reject(new Error('not in the desktop app')));
}

/** From now on. */
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
