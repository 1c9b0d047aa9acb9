// The symbol search by keyboard: finding, adding and refusing symbols.
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { userEvent } from 'vitest/browser';
import type { Instrument } from '../../../proto/messages.ts';
import { makeInstrument } from '../../../tests/support/wire/builders.ts';
import SymbolSearch from './SymbolSearch.svelte';

const INSTRUMENTS = ['AAPL', 'AMZN', 'MSFT'].map((symbol, id) => makeInstrument(id, { symbol }));

async function renderSearch({ instruments = INSTRUMENTS }: { instruments?: readonly Instrument[] } = {}) {
  const onchoose = vi.fn();
  const screen = await render(SymbolSearch, { instruments, listedSymbols: ['MSFT'], onchoose });
  return { screen, onchoose, input: screen.getByRole('combobox', { name: 'Add a symbol' }) };
}

test.for(['{Control>}k{/Control}', '{Meta>}k{/Meta}'])('%s focuses the field', async (keys) => {
  const { input } = await renderSearch();
  await userEvent.keyboard(keys);
  await expect.element(input).toHaveFocus();
});

test('arrow keys move through the options, and Enter chooses one and clears the field', async () => {
  const { screen, onchoose, input } = await renderSearch();
  await input.fill('a');
  await expect.element(input).toHaveAttribute('aria-expanded', 'true');
  const options = screen.getByRole('option');
  await expect.element(options.first()).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  expect(input.element().getAttribute('aria-activedescendant')).toBe(options.nth(1).element().id);
  await userEvent.keyboard('{Enter}');
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('AMZN');
  await expect.element(input).toHaveValue('');
  await expect.element(input).toHaveAttribute('aria-expanded', 'false');
  await expect.element(input).not.toHaveFocus();
});

test('arrow down in an empty field offers the most active symbols', async () => {
  const { screen, input } = await renderSearch();
  await input.click();
  expect(screen.getByRole('listbox').query()).toBeNull();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(screen.getByRole('option').first()).toMatchTextContent('AAPL');
});

test('a click chooses an option', async () => {
  const { screen, onchoose, input } = await renderSearch();
  await input.fill('ms');
  const option = screen.getByRole('option', { name: /MSFT/ });
  await expect.element(option).toMatchTextContent('on watchlist');
  await option.click();
  expect(onchoose).toHaveBeenCalledExactlyOnceWith('MSFT');
});

test('an unknown symbol is refused by name', async () => {
  const { screen, onchoose, input } = await renderSearch();
  await input.fill('FOO');
  await expect.element(screen.getByRole('alert')).toMatchTextContent('No symbol "FOO" on this feed');
  await userEvent.keyboard('{Enter}');
  expect(onchoose).not.toHaveBeenCalled();
});

test('before the feed has sent its symbols, none is reported as unknown', async () => {
  const { screen, input } = await renderSearch({ instruments: [] });
  await input.fill('AAPL');
  await expect.element(screen.getByRole('alert')).toMatchTextContent('has not sent its symbols yet');
});

test('Escape closes the options and leaves the field', async () => {
  const { screen, input } = await renderSearch();
  await input.fill('a');
  await userEvent.keyboard('{Escape}');
  expect(screen.getByRole('listbox').query()).toBeNull();
  await expect.element(input).not.toHaveFocus();
  await expect.element(input).toHaveValue('');
});
