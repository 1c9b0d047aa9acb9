// The built page with feeds below a path, and with feeds that cannot be reached.
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
/** `feed` is served at the root of its address, `below` below PATH. */
let feed: SimulatedFeed;
let below: SimulatedFeed;
beforeAll(async () => {
  browser = await launchBrowser();
  feed = await SimulatedFeed.start({ dashboard: DASHBOARD });
  below = await SimulatedFeed.start({ dashboard: DASHBOARD, basePath: PATH, seed: 11 });
  await mkdir(SCREENSHOTS, { recursive: true });
});

describe('dashboard below a path', () => {
  it('shows the feed at its own path, even without a trailing slash', async () => {
    for (const address of [below.url, `${below.url}/`, `${below.url}/index.html`]) {
      const board = await BoardPage.open(browser, address);
      const label = board.page.getByTestId('feed');
      expect(await label.textContent()).toBe(`127.0.0.1:${below.port}${PATH}`);
      expect(await label.getAttribute('class')).not.toContain('warn');
      expect(board.errors).toEqual([]);
    }
  });

  it.each([
    ['keeps', true],
    ['strips', false],
  ])('works behind a proxy that %s the path', async (_, keepsPath) => {
    const { port } = keepsPath ? below : feed;
    const proxy = await PathProxy.start({ port, path: PATH, keepsPath });
    const board = await BoardPage.open(browser, proxy.url);
    expect(board.page.url()).toBe(`${proxy.url}/`);
    expect(board.errors).toEqual([]);
  });

  it('reaches a feed below a path with ?feed=, with or without a scheme', async () => {
    for (const address of [`${below.url}/`, `127.0.0.1:${below.port}${PATH}`]) {
      const board = await BoardPage.open(browser, `${feed.url}/?feed=${address}`);
      await board.page.getByText('Simulated, seed 11').waitFor();
      expect(await board.page.getByTestId('feed').getAttribute('class')).toContain('warn');
    }
  });
});

/** Resolves with the port of an HTTP server. Closed after the test. */
async function startServer(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
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

/** The text of the problem strip, once it contains `text`. */
async function troubleText(page: Page, text: string): Promise<string> {
  await page.getByTestId('trouble').filter({ hasText: text }).waitFor();
  return (await page.getByTestId('trouble').textContent()) ?? '';
}

describe('dashboard whose feed cannot be reached', () => {
  it('reports that nothing answers', async () => {
    const port = await freePort();
    const page = await open(`${feed.url}/?feed=127.0.0.1:${port}`);
    expect(await troubleText(page, `127.0.0.1:${port} does not respond.`)).toContain(
      'Start the feed there, or check the address, the port and the network.',
    );
  });

  it.each<[string, RequestListener, string]>([
    ['without CORS', (_, response) => response.end('hello'), ''],
    [
      'with CORS',
      (_, response) => response.writeHead(404, { 'Access-Control-Allow-Origin': '*' }).end('hello'),
      ' (HTTP 404)',
    ],
  ])('reports that a server %s is not Tapewire', async (_, listener, status) => {
    const port = await startServer(listener);
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${port}`);
    await troubleText(page, `The server at 127.0.0.1:${port} is not a Tapewire feed${status}.`);
  });

  it('names the path of the feed', async () => {
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${below.port}/wrong`);
    expect(await troubleText(page, 'The feed is not at this path')).toContain(`Use ${below.url}`);
  });

  it('names a protocol version that it does not support', async () => {
    const body = JSON.stringify({ tapewire: '9.0.0', protocol: 7 });
    const port = await startServer((_, response) =>
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end(body),
    );
    const page = await open(`${feed.url}/?feed=http://127.0.0.1:${port}`);
    await troubleText(page, 'The feed (Tapewire 9.0.0) speaks protocol 7, this client 2.');
  });

  it('reports that the feed does not use TLS', async () => {
    const page = await open(`${feed.url}/?feed=https://127.0.0.1:${below.port}${PATH}`);
    expect(await troubleText(page, 'speaks http, not https')).toContain(`Use ${below.url}`);
  });

  it('reports that browsers block a feed without TLS on a page with TLS', async () => {
    const context = await browser.newContext();
    addCleanup(() => context.close());
    const page = await context.newPage();
    await page.route('https://dashboard.example/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      await route.fulfill({ response: await route.fetch({ url: feed.url + pathname }) });
    });
    await page.goto('https://dashboard.example/?feed=http://feed.example:4400');
    expect(await troubleText(page, 'Browsers block an http:// feed on an https:// page.')).toContain(
      'Give the feed an https address, or open the dashboard over http.',
    );
  });

  it('reports that a proxy strips the Upgrade header', async () => {
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const page = await open(`${proxy.url}/`);
    expect(await troubleText(page, 'responds, but WebSockets cannot connect')).toContain(
      'A proxy in between strips the Upgrade header',
    );
  });

  it('shows the reason while the feed is down, and removes it afterwards', async () => {
    const other = await SimulatedFeed.start();
    const board = await BoardPage.open(browser, `${feed.url}/?feed=${other.url}`);
    await other.stop();
    expect(await troubleText(board.page, 'does not respond')).toContain('shutting down');
    await other.start();
    await board.until('live');
    expect(await board.page.getByTestId('advice').count()).toBe(0);
  });
});

/** The heights of the problem strip over five connection attempts. */
function stripHeights(page: Page): Promise<number[]> {
  return page.getByTestId('trouble').evaluate(
    (strip) =>
      new Promise((resolve) => {
        const heights = new Set<number>();
        let changes = 0;
        const observer = new MutationObserver(() => {
          heights.add(strip.getBoundingClientRect().height);
          if (++changes < 10) return;
          observer.disconnect();
          resolve([...heights]);
        });
        const badge = document.querySelector('[data-testid=badge]') as Element;
        observer.observe(badge, { attributes: true, attributeFilter: ['data-state'] });
      }),
  );
}

describe.each(['dark', 'light'] as const)('unreachable feed in %s mode', (scheme) => {
  it.each([390, 680, 1280])('at a width of %i px, shows the whole problem and advice', async (width) => {
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const page = await open(`${proxy.url}/`, width, scheme);
    await troubleText(page, 'responds, but WebSockets cannot connect');
    const clipped = await page.getByTestId('trouble').evaluate((strip) => {
      const { bottom } = strip.getBoundingClientRect();
      return [...strip.querySelectorAll('strong, span, button')].filter((child) => {
        const box = child.getBoundingClientRect();
        return box.left < 0 || box.right > window.innerWidth || box.bottom > bottom;
      }).length;
    });
    expect(clipped).toBe(0);
    expect(await stripHeights(page)).toHaveLength(1);
    await page.screenshot({ path: path.join(SCREENSHOTS, `unreachable-${width}-${scheme}.png`) });
  });
});
