// The feed address dialog, with a fake desktop app that records the choice.
import { userEvent } from 'vitest/browser';
import { expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { ChoiceReply, FeedChoice } from '../../../main/ipc/contract.ts';
import FeedAddressDialog from './FeedAddressDialog.svelte';

async function openDialog(choice: FeedChoice = { kind: 'built-in' }, reply: ChoiceReply = { kind: 'chosen' }) {
  let open = (): void => undefined;
  const chooseFeed = vi.fn<(choice: FeedChoice) => Promise<ChoiceReply>>(() => Promise.resolve(reply));
  const desktop = {
    feedChoice: () => Promise.resolve(choice),
    chooseFeed,
    onChooseFeed(listener: () => void) {
      open = listener;
      return () => undefined;
    },
  };
  const screen = await render(FeedAddressDialog, { desktop });
  expect(screen.getByRole('dialog').query()).toBeNull();
  open();
  const dialog = screen.getByRole('dialog', { name: 'Connect to a feed' });
  await expect.element(dialog).toBeVisible();
  return {
    screen,
    dialog,
    chooseFeed,
    open: () => open(),
    input: screen.getByRole('textbox', { name: 'Address of a Tapewire feed server' }),
  };
}

test('chooses the typed address and closes', async () => {
  const { screen, chooseFeed, input } = await openDialog();
  await expect.element(input).toHaveFocus();
  await input.fill(' http://192.168.1.5:4400/any ');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => screen.getByRole('dialog').query()).toBeNull();
  expect(chooseFeed).toHaveBeenCalledExactlyOnceWith({ kind: 'address', url: 'http://192.168.1.5:4400/any' });
});

test('starts with the current address in the field', async () => {
  const { input } = await openDialog({ kind: 'address', url: 'http://10.0.0.1:4400' });
  await expect.element(input).toHaveValue('http://10.0.0.1:4400');
});

test('shows the reason for a refusal and stays open', async () => {
  const { screen, dialog, input } = await openDialog(undefined, { kind: 'refused', why: 'the disk is full' });
  await input.fill('http://127.0.0.1:4400');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('alert')).toMatchTextContent('the disk is full');
  await expect.element(input).toHaveAttribute('aria-invalid', 'true');
  await expect.element(dialog).toBeVisible();
});

test('chooses the built-in feed with one click', async () => {
  const { screen, chooseFeed } = await openDialog({ kind: 'address', url: 'http://10.0.0.1:4400' });
  await screen.getByRole('button', { name: 'Use the built-in feed' }).click();
  expect(chooseFeed).toHaveBeenCalledExactlyOnceWith({ kind: 'built-in' });
});

test('closes on Escape and Cancel without a choice', async () => {
  const { screen, chooseFeed, open } = await openDialog();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => screen.getByRole('dialog').query()).toBeNull();
  open();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => screen.getByRole('dialog').query()).toBeNull();
  expect(chooseFeed).not.toHaveBeenCalled();
});
