// The frame pump with a real browser's frames, on a visible and a hidden page.
import { expect, test, vi } from 'vitest';
import { FramePump } from './frame-pump.ts';

class FakePage extends EventTarget {
  hidden = false;

  hide(): void {
    this.hidden = true;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

test('publishes once per frame however often it is requested, and never without a request', async () => {
  const publish = vi.fn();
  const pump = new FramePump(publish, new FakePage());
  await nextFrame();
  expect(publish).not.toHaveBeenCalled();
  pump.request();
  pump.request();
  expect(publish).not.toHaveBeenCalled();
  await nextFrame();
  expect(publish).toHaveBeenCalledTimes(1);
  await nextFrame();
  pump.request();
  await nextFrame();
  expect(publish).toHaveBeenCalledTimes(2);
});

test('publishes on a hidden page by a timer', async () => {
  const publish = vi.fn();
  const page = new FakePage();
  page.hidden = true;
  new FramePump(publish, page).request();
  await nextFrame();
  expect(publish).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce(), { timeout: 30_000 });
});

test('publishes once if the page is hidden after a request', async () => {
  const publish = vi.fn();
  const page = new FakePage();
  const pump = new FramePump(publish, page);
  pump.request();
  page.hide();
  await nextFrame();
  expect(publish).not.toHaveBeenCalled();
  await vi.waitFor(() => expect(publish).toHaveBeenCalledOnce(), { timeout: 30_000 });
});
