// Launches a Chromium with a real, unpacked extension.
import { chromium, type BrowserContext } from 'playwright-core';
import { CHROMIUM_ARGS, findChromium } from '../../../scripts/chromium.ts';
import { makeFolder } from '../files/temporary-folder.ts';
import { addCleanup } from '../time/cleanup.ts';

/**
 * Launches a browser with an extension that runs `script` in every page before the page's own code: once in the extension's world
 * and once in the page's.
 */
export async function launchWithExtension(script: () => void): Promise<BrowserContext> {
  const manifest = {
    manifest_version: 3,
    name: 'Wallet',
    version: '1.0',
    // One file per world, because Chromium injects no file into a page twice.
    content_scripts: ['ISOLATED', 'MAIN'].map((world) => {
      return { matches: ['http://127.0.0.1/*'], js: [`${world}.js`], run_at: 'document_start', world };
    }),
  };
  const code = `(${script.toString()})();`;
  const folder = makeFolder({ 'manifest.json': JSON.stringify(manifest), 'ISOLATED.js': code, 'MAIN.js': code });
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext('', {
    ...(executablePath !== undefined && { executablePath }),
    // Playwright's headless mode and this default option would disable extensions.
    headless: false,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [...CHROMIUM_ARGS, '--headless=new', `--disable-extensions-except=${folder}`, `--load-extension=${folder}`],
  });
  addCleanup(() => context.close());
  return context;
}
