// Feeds below a path and feeds that cannot be reached, as the built page meets them.
import { mkdir } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { addCleanup } from '../support/time/cleanup.ts';
import { BoardPage, launchBrowser } from '../support/pages/board-page.ts';
import { SimulatedFeed } from '../support/feeds/simulated-feed.ts';
import { PathProxy } from '../support/network/path-proxy.ts';

const DIST = path.join(import.meta.dirname, '../../dist');
const DASHBOARD = path.join(DIST, 'renderer');
const SCREENSHOTS = path.join(DIST, 'screenshots');
const PATH = '/ticker';

let browser: Browser;
/** At the root of its address, and below a path. */
let feed: SimulatedFeed;
let below: SimulatedFeed;
beforeAll(async () => {
  browser = await launchBrowser();
  feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  below = await SimulatedFeed.start({ dashboard: DASHBOARD, basePath: PATH, seed: 11 });
  await mkdir(SCREENSHOTS, { recursive: true });
});

describe('a page below a path', () => {
  it('shows the feed of its own folder, even if its address lacks the slash', async () => {
    for (const address of [below.url, `${below.url}/`, `${below.url}/index.html`]) {
      const board = await BoardPage.open(browser, address);
      const place = board.page.getByTestId('feed');
      expect(await place.textContent()).toBe(`127.0.0.1:${below.port}${PATH}`);
      expect(await place.getAttribute('class')).not.toContain('warn');
      expect(board.errors).toEqual([]);
    }
  });

  it.each([
    ['keeps', true],
    ['strips', false],
  ])('works behind a proxy that %s it', async (_, keepsPath) => {
    const { port } = keepsPath ? below : feed;
    const proxy = await PathProxy.start({ port, path: PATH, keepsPath });
    const board = await BoardPage.open(browser, proxy.url);
    expect(board.page.url()).toBe(`${proxy.url}/`);
    expect(board.errors).toEqual([]);
  });

  it('is named by ?feed=, with or without a scheme', async () => {
    for (const named of [`${below.url}/`, `127.0.0.1:${below.port}${PATH}`]) {
      const board = await BoardPage.open(browser, `${feed.url}/?feed=${named}`);
      await board.page.getByText('Simulated, seed 11').waitFor();
      expect(await board.page.getByTestId('feed').getAttribute('class')).toContain('warn');
    }
  });
});

/** A port at which `answer` answers. Closed after the test. */
async function serverOf(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  addCleanup(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function open(address: string, width = 1280, scheme: 'dark' | 'light' = 'dark'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  addCleanup(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** What the strip says, once it says `finding`. */
async function said(page: Page, finding: string): Promise<string> {
  await page.getByTestId('trouble').filter({ hasText: finding }).waitFor();
  return (await page.getByTestId('trouble').textContent()) ?? '';
}

describe('a page whose feed cannot be reached says', () => {
  it('that nothing answers', async () => {
    const port = await freePort();
    const page = await open(`${feed.url}/?feed=127.0.0.1:${port}`);
    expect(await said(page, `127.0.0.1:${port} does not respond.`)).toContain(
      'Start the feed there, or check the address, the port and the network.',
    );
  });

  it.each<[string, RequestListener, string]>([
    ['lets no page read it', (_, response) => response.end('hello'), ''],
    [
      'lets every page read it',
      (_, response) => response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end('hello'),
      ' (HTTP 404)',
    ],
  ])('that what answers is not Tapewire, where that %s', async (_, answer, status) => {
    const port = await serverOf(answer);
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${port}`);
    await said(page, `The server at 127.0.0.1:${port} is not a Tapewire feed${status}.`);
  });

  it('which path it is at', async () => {
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${below.port}/wrong`);
    expect(await said(page, 'The feed is not at this path')).toContain(`Use ${below.url}`);
  });

  it('which protocol it speaks', async () => {
    const body = JSON.stringify({ tapewire: '9.0.0', protocol: 7 });
    const port = await serverOf((_, response) =>
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end(body),
    );
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${port}`);
    await said(page, 'The feed (Tapewire 9.0.0) speaks protocol 7, this client 2.');
  });

  it('that it speaks no TLS', async () => {
    const page = await open(`${feed.url}/?feed=https://127.0.0.1:${below.port}${PATH}`);
    expect(await said(page, 'speaks http, not https')).toContain(`Use ${below.url}`);
  });

  it('that browsers block a feed without TLS from a page with it', async () => {
    const context = await browser.newContext();
    addCleanup(() => context.close());
    const page = await context.newPage();
    await page.route('https://dashboard.example/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: feed.url + pathname }) });
    });
    await page.goto('https://dashboard.example/?feed=http://feed.example:4400');
    expect(await said(page, 'Browsers block an http:// feed on an https:// page.')).toContain(
      'Give the feed an https address, or open the dashboard over http.',
    );
  });

  it('that a proxy strips Upgrade', async () => {
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const page = await open(`${proxy.url}/`);
    expect(await said(page, 'responds, but WebSockets cannot connect')).toContain(
      'A proxy in between strips the Upgrade header',
    );
  });

  it('why while it is down, and nothing once it is back', async () => {
    const passing = await SimulatedFeed.start();
    const board = await BoardPage.open(browser, `${feed.url}/?feed=${passing.url}`);
    await passing.stop();
    expect(await said(board.page, 'does not respond')).toContain('shutting down');
    await passing.start();
    await board.until('live');
    expect(await board.page.getByTestId('advice').count()).toBe(0);
  });
});

/** Every height of the strip while five tries come and go. */
function heightsOverTries(page: Page): Promise<number[]> {
  return page.getByTestId('trouble').evaluate(
    (strip) =>
      new Promise((resolve) => {
        const heights = new Set<number>();
        let tries = 0;
        const observer = new MutationObserver(() => {
          heights.add(strip.getBoundingClientRect().height);
          if (++tries < 10) return;
          observer.disconnect();
          resolve([...heights]);
        });
        const badge = document.querySelector('[data-testid=badge]') as Element;
        observer.observe(badge, { attributes: true, attributeFilter: ['data-state'] });
      }),
  );
}

describe.each(['dark', 'light'] as const)('in %s', (scheme) => {
  it.each([390, 680, 1280])('at a width of %i px shows the whole problem and advice', async (width) => {
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const page = await open(`${proxy.url}/`, width, scheme);
    await said(page, 'responds, but WebSockets cannot connect');
    const cut = await page.getByTestId('trouble').evaluate((strip) => {
      const { bottom } = strip.getBoundingClientRect();
      return [...strip.querySelectorAll('strong, span, button')].filter((child) => {
        const box = child.getBoundingClientRect();
        return box.left < 0 || box.right > window.innerWidth || box.bottom > bottom;
      }).length;
    });
    expect(cut).toBe(0);
    expect(await heightsOverTries(page)).toHaveLength(1);
    await page.screenshot({ path: path.join(SCREENSHOTS, `unreachable-${width}-${scheme}.png`) });
  });
});
