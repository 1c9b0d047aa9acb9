// The rendered sparkline.
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import '../../theme.css';
import Sparkline from './Sparkline.svelte';

function pathOf(container: Element): SVGPathElement {
  return container.querySelector('path') as SVGPathElement;
}

test('no line crosses a gap', async () => {
  const { container } = await render(Sparkline, {
    points: [100, 110, undefined, undefined, 120, 130],
    width: 84,
    height: 15,
  });
  const pieces = pathOf(container).getAttribute('d')?.split('M').slice(1) ?? [];
  expect(pieces).toHaveLength(2);
  const [before = '', after = ''] = pieces;
  const end = Number(before.split('L').at(-1)?.split(' ')[0]);
  const start = Number(after.split(' ')[0]);
  expect(start - end).toBeGreaterThan(1);
});

test('stays within its box and takes its color from its overall direction', async () => {
  const points = Array.from({ length: 150 }, (_, i) => 10_000 + 500 * Math.sin(i / 9));
  const up = await render(Sparkline, { points: [...points, 20_000], width: 84, height: 15 });
  const box = pathOf(up.container).getBBox();
  expect(box.x).toBeGreaterThanOrEqual(-1);
  expect(box.x + box.width).toBeLessThanOrEqual(85);
  expect(box.height).toBeLessThanOrEqual(15);
  const down = await render(Sparkline, { points: [...points, 1], width: 84, height: 15 });
  const stroke = (container: Element): string => getComputedStyle(pathOf(container)).stroke;
  expect(stroke(up.container)).not.toBe(stroke(down.container));
});
