// The dashboard in a real Chromium: opens it, and reads its rows, badge and tape.
import { chromium, type Browser, type BrowserContext, type ConsoleMessage, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.ts';
import { addCleanup } from '../time/cleanup.ts';
import type { ShownState, ShownTrade } from '../market/symbol-histories.ts';

export interface ShownRow extends ShownState {
  readonly symbol: string;
}

/** The tape of the selected symbol, newest first. */
export interface ShownTape {
  readonly trades: readonly ShownTrade[];
  readonly gaps: number;
  /** The trades between gaps. */
  readonly runs: readonly (readonly ShownTrade[])[];
}

/** A state of the badge and its text when the state began. */
export interface BadgeState {
  readonly kind: string;
  readonly text: string;
  /** Whether the strip with the age of prices was shown. */
  readonly isAgeShown: boolean;
  /** The page's clock, milliseconds. */
  readonly at: number;
}

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  /** Runs in the page before its own scripts, like an extension's script. */
  readonly script?: () => void;
}

/** Messages that the browser logs when a connection is lost. They are not errors of the page. */
const CONNECTION_ERRORS = /WebSocket|ERR_CONNECTION|Failed to load resource/;

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: CHROMIUM_ARGS,
  });
  addCleanup(() => browser.close());
  return browser;
}

export class BoardPage {
  readonly page: Page;
  /** Errors that the page threw or logged, except for lost connections; empty if the page works. */
  readonly errors: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' && !CONNECTION_ERRORS.test(message.text())) this.errors.push(message.text());
    });
  }

  /** Opens the dashboard at `url`, and waits for a live link and a row. Closed after the test, or after the file's last test. */
  static async open(browser: Browser, url: string, options: PageOptions = {}): Promise<BoardPage> {
    const board = await BoardPage.visit(browser, url, options);
    await board.until('live');
    await board.page.getByTestId('row').first().waitFor();
    return board;
  }

  /** Opens the dashboard at `url` without waiting for a feed. Closed after the test, or after the file's last test. */
  static async visit(browser: Browser, url: string, options: PageOptions = {}): Promise<BoardPage> {
    const { width = 1280, height = 800, scheme = 'dark' } = options;
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
    addCleanup(() => context.close());
    return BoardPage.visitWithin(context, url, options);
  }

  /** Opens the dashboard at `url` in an existing context, without waiting for a feed. */
  static async visitWithin(
    context: BrowserContext,
    url: string,
    { script }: Pick<PageOptions, 'script'> = {},
  ): Promise<BoardPage> {
    const board = new BoardPage(await context.newPage());
    await board.page.addInitScript(recordBadge);
    if (script) await board.page.addInitScript(script);
    await board.page.goto(url);
    return board;
  }

  /** Waits until the badge shows `kind`. */
  async until(kind: string, limitMs = 45_000): Promise<void> {
    await this.page.locator(`[data-testid=badge][data-state=${kind}]`).waitFor({ timeout: limitMs });
  }

  /** Every state of the badge since the page was opened. */
  badgeStates(): Promise<BadgeState[]> {
    return this.page.evaluate(() => (window as unknown as { badgeStates: BadgeState[] }).badgeStates);
  }

  /** All rows, read in one frame. */
  rows(): Promise<ShownRow[]> {
    return this.page.evaluate(() => {
      const units = (row: Element, cell: string): number | undefined => {
        const text = row.querySelector(`[data-testid=${cell}]`)?.getAttribute('data-units') ?? '';
        return text === '' ? undefined : Number(text);
      };
      return [...document.querySelectorAll('[data-testid=row]')].map((row) => ({
        symbol: row.getAttribute('data-symbol') ?? '',
        bid: units(row, 'bid'),
        ask: units(row, 'ask'),
        last: units(row, 'last'),
        volume: units(row, 'volume'),
      }));
    });
  }

  /** The selected symbol's tape, read in one frame. */
  tape(): Promise<ShownTape> {
    return this.page.evaluate(() => {
      const runs: ShownTrade[][] = [[]];
      for (const row of document.querySelectorAll<HTMLElement>('[data-testid=trade], [data-testid=gap]')) {
        const [, price = '', size = ''] = [...row.querySelectorAll('td')].map((c) =>
          c.innerText.replace(/[▲▼,\s]/g, ''),
        );
        if (row.dataset.testid === 'gap') runs.push([]);
        else runs.at(-1)?.push({ price, size });
      }
      return { trades: runs.flat(), gaps: runs.length - 1, runs };
    });
  }

  /** Resolves once a price has changed in every row; the page must not be reloaded. */
  async untilAllRowsMoved(limitMs: number): Promise<void> {
    await this.page.evaluate(
      (limit) =>
        new Promise<void>((resolve, reject) => {
          const rows = [...document.querySelectorAll('[data-testid=row]')];
          const unmoved = new Set(rows);
          const observer = new MutationObserver((records) => {
            for (const { target } of records) {
              const row = (target as Element).closest('[data-testid=row]');
              if (row) unmoved.delete(row);
            }
            if (unmoved.size === 0) end(resolve);
          });
          const end = (finish: () => void): void => {
            observer.disconnect();
            clearTimeout(timer);
            finish();
          };
          const timer = setTimeout(() => {
            const names = [...unmoved].map((row) => row.getAttribute('data-symbol')).join(', ');
            end(() => reject(new Error(`waited ${limit} ms for every row to move; unmoved: ${names}`)));
          }, limit);
          for (const row of rows)
            observer.observe(row, { attributes: true, attributeFilter: ['data-units'], subtree: true });
        }),
      limitMs,
    );
  }
}

/** Runs in the page before any other script. */
function recordBadge(): void {
  const states: BadgeState[] = [];
  Object.assign(window, { badgeStates: states });
  new MutationObserver(() => {
    const badge = document.querySelector('[data-testid=badge]');
    const kind = badge?.getAttribute('data-state') ?? '';
    if (!badge || kind === states.at(-1)?.kind) return;
    const isAgeShown = document.querySelector('[data-testid=trouble]') !== null;
    states.push({ kind, text: badge.textContent.trim(), isAgeShown, at: performance.now() });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state'] });
}
