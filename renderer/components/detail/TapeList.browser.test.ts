// Time and sales under the keyboard.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import type { TapeItem } from '../../model/tape.ts';
import '../../theme.css';
import TapeList from './TapeList.svelte';

test('is reached by Tab, which shows, and scrolled by keys', async () => {
  const items = Array.from({ length: 200 }, (_, i): TapeItem => {
    const sequence = 200 - i;
    return { kind: 'trade', sequence, time: sequence, price: 10_000, size: 1 };
  });
  const screen = await render(TapeList, { items, decimals: 2 });
  screen.container.style.cssText = 'display: flex; height: 200px';
  const tape = screen.getByRole('region', { name: 'Trades' }).element() as HTMLElement;
  expect(tape.getAttribute('tabindex')).toBe('0');
  await userEvent.tab();
  expect(document.activeElement).toBe(tape);
  expect(getComputedStyle(tape).outlineStyle).toBe('solid');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(() => tape.scrollTop).toBeGreaterThan(0);
});
