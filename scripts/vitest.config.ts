// Which tests there are and where each kind runs: in Node, in a real browser, over real sockets, against the whole.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.join(import.meta.dirname, '..');
const BROWSER_TESTS = '**/*.browser.test.ts';

/** A browser that talks to nobody but the test. */
const chromium = playwright({
  launchOptions: {
    executablePath: process.env.TAPEWIRE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
});

export default defineConfig({
  root,
  test: {
    projects: [
      {
        root,
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          include: [
            '{proto,feed-server,main,scripts}/**/*.test.ts',
            'renderer/{feed,model,format,state,components}/**/*.test.ts',
          ],
          exclude: [BROWSER_TESTS],
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false })],
        // Found late, a dependency would reload the page in the middle of a test.
        optimizeDeps: { include: ['vitest-browser-svelte', 'svelte'] },
        test: {
          name: 'component',
          expect: { poll: { timeout: 2_000 } },
          include: [`renderer/${BROWSER_TESTS}`],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: chromium,
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      { root, test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], testTimeout: 20_000 } },
      {
        root,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        root,
        test: {
          name: 'desktop',
          include: ['tests/desktop/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
