// Time and sales: keyboard access, duplicates from the source, and the empty state.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import type { TapeItem } from '../../model/tape.ts';
import '../../theme.css';
import TapeList from './TapeList.svelte';

test('is focusable by Tab with a visible focus, and scrolls by keyboard', async () => {
  const items = Array.from({ length: 200 }, (_, i): TapeItem => {
    const sequence = 200 - i;
    return { kind: 'trade', sequence, time: sequence, price: 10_000, size: 1 };
  });
  const screen = await render(TapeList, { items, decimals: 2, sizeDecimals: 0, emptyText: 'None yet' });
  screen.container.style.cssText = 'display: flex; height: 200px';
  const tape = screen.getByRole('region', { name: 'Trades' }).element() as HTMLElement;
  expect(tape.getAttribute('tabindex')).toBe('0');
  await userEvent.tab();
  expect(document.activeElement).toBe(tape);
  expect(getComputedStyle(tape).outlineStyle).toBe('solid');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(() => tape.scrollTop).toBeGreaterThan(0);
});

test('shows duplicate trades and gaps', async () => {
  const trade: TapeItem = { kind: 'trade', sequence: 1, time: 1, price: 10_000, size: 1 };
  const gap: TapeItem = { kind: 'gap', why: 'other-epoch' };
  const items = [trade, gap, { ...trade }, { ...gap }, { ...trade }];
  const screen = await render(TapeList, { items, decimals: 2, sizeDecimals: 0, emptyText: 'None yet' });
  expect(screen.getByTestId('trade').elements()).toHaveLength(3);
  expect(screen.getByTestId('gap').elements()).toHaveLength(2);
  await screen.rerender({ items: [{ ...trade }, ...items], decimals: 2, sizeDecimals: 0, emptyText: 'None yet' });
  expect(screen.getByTestId('trade').elements()).toHaveLength(4);
});

test('shows the given text while it is empty', async () => {
  const screen = await render(TapeList, { items: [], decimals: 2, sizeDecimals: 0, emptyText: 'None yet' });
  await expect.element(screen.getByText('None yet')).toBeVisible();
});

test('a trade that fails to render is replaced by an error in its row and can be retried, without affecting the others', async () => {
  const trade = (sequence: number): TapeItem => ({ kind: 'trade', sequence, time: sequence, price: 10_000, size: 1 });
  const broken = trade(2);
  Object.defineProperty(broken, 'size', {
    configurable: true,
    get: () => {
      throw new Error('no size');
    },
  });
  const screen = await render(TapeList, {
    items: [trade(3), broken, trade(1)],
    decimals: 2,
    sizeDecimals: 0,
    emptyText: 'None yet',
  });
  expect(screen.getByTestId('trade').elements()).toHaveLength(2);
  Object.defineProperty(broken, 'size', { value: 7 });
  await screen.getByRole('button', { name: 'Try again' }).click();
  expect(screen.getByTestId('row-failure').query()).toBeNull();
  expect(
    screen
      .getByTestId('trade')
      .elements()
      .map((row) => row.lastElementChild?.textContent),
  ).toEqual(['1', '7', '1']);
});
