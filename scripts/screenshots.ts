// Takes the README's screenshots: the board while live, during an outage, and after the recovery.
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { startFeedServer, type FeedServer } from '../feed-server/feed-server.ts';
import { findSettings, serveOptions } from '../feed-server/options/serve-options.ts';
import { selectListings } from '../feed-server/market/instruments.ts';
import { Simulation } from '../feed-server/market/simulation.ts';
import { loadDashboard } from '../feed-server/transport/dashboard-files.ts';
import { renderer, root } from './bundles.ts';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.ts';

const IMAGES = path.join(root, 'docs/images');
/** Until the trends have something to show. */
const WARM_UP_MS = 60_000;

async function startFeed(port: number): Promise<FeedServer> {
  const source = new Simulation({ seed: 7, listings: selectListings([]), startTime: Date.now(), alwaysOpen: true });
  const defaults = serveOptions(findSettings());
  const options = {
    ...defaults,
    listen: { ...defaults.listen, port },
    dashboard: loadDashboard(path.join(root, 'dist/renderer')),
  };
  return await startFeedServer(source, options, 'screenshots', (error) => {
    throw error;
  });
}

async function saveScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(IMAGES, `${name}.png`) });
}

await build(renderer);
const feed = await startFeed(0);
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
const dark = await browser.newPage({ viewport: { width: 1920, height: 1080 }, colorScheme: 'dark' });
const light = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
for (const page of [dark, light]) await page.goto(feed.url);
await dark.waitForTimeout(WARM_UP_MS);
await saveScreenshot(dark, 'board-dark');
await saveScreenshot(light, 'board-light');

await feed.close();
await dark.getByTestId('badge').filter({ hasText: 'Waiting' }).waitFor();
await saveScreenshot(dark, 'waiting-dark');
const restarted = await startFeed(Number(new URL(feed.url).port));
await light.getByTestId('resume').waitFor();
await light.waitForTimeout(2_000);
await saveScreenshot(light, 'back-light');
await browser.close();
await restarted.close();
