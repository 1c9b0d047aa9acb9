// Renders the app's icons from mark.svg: build/icon.png for Linux, .ico for Windows, .icns for macOS.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { root } from './bundles.ts';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.ts';

const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** Apple's type codes by pixel size, for the types that may hold a PNG. */
const ICNS_TYPES = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
const LINUX_SIZE = 512;

const mark = readFileSync(path.join(root, 'renderer/public/mark.svg'), 'utf8');
const folder = path.join(root, 'build');
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
const page = await browser.newPage();
const drawn = new Map<number, Buffer>();
for (const size of new Set([...ICO_SIZES, ...Object.values(ICNS_TYPES), LINUX_SIZE]))
  drawn.set(size, await draw(page, size));
await browser.close();
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'icon.png'), pngOf(LINUX_SIZE));
writeFileSync(path.join(folder, 'icon.ico'), ico(ICO_SIZES));
writeFileSync(path.join(folder, 'icon.icns'), icns(Object.entries(ICNS_TYPES)));

async function draw(page: Page, size: number): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${mark}`);
  return page.screenshot({ omitBackground: true });
}

function pngOf(size: number): Buffer {
  const png = drawn.get(size);
  if (!png) throw new Error(`${size} pixels: expected an icon of this size, found none`);
  return png;
}

/** The ICO layout: a directory with 16 bytes per image, then the images. 256 pixels are written as 0. */
function ico(sizes: readonly number[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(sizes.length, 4);
  let offset = header.length + 16 * sizes.length;
  const entries = sizes.map((size) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(pngOf(size).length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += pngOf(size).length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...sizes.map(pngOf)]);
}

/**
 * The ICNS layout: 'icns' and the total length, then each image with its type and length. Lengths include their own
 * 8-byte header.
 */
function icns(images: readonly (readonly [string, number])[]): Buffer {
  const chunks = images.map(([type, size]) => chunk(type, pngOf(size)));
  return chunk('icns', Buffer.concat(chunks));
}

function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 8);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, body]);
}
