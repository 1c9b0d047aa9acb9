// The flash of a price that moved: visible without color, ends by itself, restarts, and respects reduced motion.
import { flushSync } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { cdp } from 'vitest/browser';
import type {} from '@vitest/browser-playwright';
import '../../theme.css';
import { BoardFixture, makeTradeBatch } from '../../../tests/support/pages/dashboard-fixtures.ts';
import LastPrice from './LastPrice.svelte';

async function renderLastPrice() {
  const fixture = new BoardFixture(['AAPL']);
  const view = () => fixture.board.row('AAPL').view;
  const screen = await render(LastPrice, { view: view() });
  const move = async (last: number): Promise<void> => {
    fixture.apply(makeTradeBatch(0, last));
    await screen.rerender({ view: view() });
    flushSync();
  };
  return { cell: screen.getByTestId('last').element(), move };
}

/** The arrow's glyph, and whether it is visible. */
function readArrow(cell: Element): { glyph: string; visible: boolean } {
  const element = cell.querySelector('i') as HTMLElement;
  return { glyph: getComputedStyle(element, '::before').content, visible: getComputedStyle(element).opacity === '1' };
}

function runningAnimations(cell: Element): CSSAnimation[] {
  return cell.getAnimations({ subtree: true }).filter((a) => a instanceof CSSAnimation);
}

function tintAnimation(cell: Element): CSSAnimation | undefined {
  return runningAnimations(cell).find((a) => a.animationName.includes('fade'));
}

async function emulateMotionPreference(motion: 'reduce' | 'no-preference'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-reduced-motion', value: motion }],
  });
}

afterEach(() => emulateMotionPreference('no-preference'));

test('does not flash before the price moves', async () => {
  const { cell } = await renderLastPrice();
  expect(cell.textContent).toBe('100.00');
  expect(cell.getAttribute('data-units')).toBe('10000');
  expect(runningAnimations(cell)).toEqual([]);
  expect(readArrow(cell).visible).toBe(false);
});

test.for([
  [10_001, '"▲"', '100.01'],
  [9_999, '"▼"', '99.99'],
] as const)('a move to %i shows %s and a tint for 400 ms', async ([last, glyph, text]) => {
  const { cell, move } = await renderLastPrice();
  await move(last);
  expect(readArrow(cell)).toEqual({ glyph, visible: true });
  expect(tintAnimation(cell)?.effect?.getComputedTiming().duration).toBe(400);
  expect(cell.textContent).toBe(text);
});

test('a second move restarts the flash in the same cell', async () => {
  const { cell, move } = await renderLastPrice();
  await move(10_001);
  const first = tintAnimation(cell);
  first?.finish();
  await move(10_002);
  expect(tintAnimation(cell)).not.toBe(first);
  expect(tintAnimation(cell)?.playState).toBe('running');
});

test('a trade at the same price does not flash', async () => {
  const { cell, move } = await renderLastPrice();
  await move(10_000);
  expect(runningAnimations(cell)).toEqual([]);
});

test('reduced motion shows only the arrow', async () => {
  await emulateMotionPreference('reduce');
  const { cell, move } = await renderLastPrice();
  await move(10_001);
  expect(tintAnimation(cell)).toBeUndefined();
  expect(readArrow(cell)).toEqual({ glyph: '"▲"', visible: true });
});
