// Which tests there are and where each kind runs: in Node, in a real browser, over real sockets, against the whole.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from './chromium.ts';

const root = path.join(import.meta.dirname, '..');
const BROWSER_TESTS = '**/*.browser.test.ts';

/** These end what hangs; a machine that is merely busy stays far below. */
const UNIT_LIMIT_MS = 30_000;
const REAL_TIME_LIMIT_MS = 120_000;

const executablePath = findChromium();
const chromium = playwright({
  launchOptions: { ...(executablePath !== undefined && { executablePath }), args: CHROMIUM_ARGS },
});

export default defineConfig({
  root,
  test: {
    // One kind after the other: what is waited for within a second is not to compete with what keeps the machine busy.
    projects: [
      {
        root,
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: [
            '{proto,feed-client,feed-server,main,scripts,bench}/**/*.test.ts',
            'renderer/{model,format,state,components}/**/*.test.ts',
            'renderer/*.test.ts',
          ],
          exclude: [BROWSER_TESTS, '**/node_modules/**'],
          testTimeout: UNIT_LIMIT_MS,
        },
      },
      {
        root,
        plugins: [svelte({ configFile: false })],
        // Found late, a dependency would reload the page in the middle of a test.
        optimizeDeps: { include: ['vitest-browser-svelte', 'svelte'] },
        test: {
          name: 'component',
          sequence: { groupOrder: 2 },
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
      {
        root,
        test: {
          name: 'integration',
          sequence: { groupOrder: 3 },
          include: ['tests/integration/**/*.test.ts'],
          // They wait more than they work.
          maxWorkers: 2,
          testTimeout: REAL_TIME_LIMIT_MS,
          hookTimeout: REAL_TIME_LIMIT_MS,
        },
      },
      {
        root,
        test: {
          // What a client sees is the same where several processes serve it.
          name: 'workers',
          sequence: { groupOrder: 4 },
          include: ['tests/integration/{sockets,drops,slow-readers}.test.ts'],
          env: { TAPEWIRE_WORKERS: '2' },
          maxWorkers: 2,
          testTimeout: REAL_TIME_LIMIT_MS,
          hookTimeout: REAL_TIME_LIMIT_MS,
        },
      },
      {
        root,
        test: {
          // One attack at a time: the client beside each has a latency to keep.
          name: 'attacks',
          sequence: { groupOrder: 5 },
          include: ['tests/attacks/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        root,
        test: {
          name: 'e2e',
          sequence: { groupOrder: 6 },
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: REAL_TIME_LIMIT_MS,
          hookTimeout: REAL_TIME_LIMIT_MS,
          fileParallelism: false,
        },
      },
      {
        root,
        test: {
          name: 'desktop',
          sequence: { groupOrder: 7 },
          include: ['tests/desktop/**/*.test.ts'],
          testTimeout: REAL_TIME_LIMIT_MS,
          hookTimeout: REAL_TIME_LIMIT_MS,
          fileParallelism: false,
        },
      },
    ],
  },
});
