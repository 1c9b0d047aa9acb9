// Rules for every component: it owns its changing text, and reports its handlers' errors to its pane.
import { readFileSync, globSync } from 'node:fs';
import path from 'node:path';
import { compile, parse, type AST } from 'svelte/compiler';
import { expect, test } from 'vitest';

const RENDERER = path.join(import.meta.dirname, '../..');
/** These replace what failed, so there is no pane around them. */
const OUTSIDE_PANES = ['views/Failure.svelte', 'components/shared/PaneFailure.svelte'];

const components = globSync('**/*.svelte', { cwd: RENDERER }).map((file) => ({
  file,
  source: readFileSync(path.join(RENDERER, file), 'utf8'),
}));

/** Whether Svelte would write to a text node that it keeps a reference to, which a translator may have replaced. */
function writesTextNodes(source: string): boolean {
  const { js } = compile(source, { generate: 'client' });
  return /\bset_text\(/.test(js.code);
}

/** Handlers of elements and of the window that are not wrapped in the pane's guard. */
function findUnguardedHandlers(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    if ('type' in node && (node.type === 'RegularElement' || node.type === 'SvelteWindow')) {
      const { attributes } = node as AST.RegularElement | AST.SvelteWindow;
      for (const attribute of attributes)
        if (attribute.type === 'Attribute' && attribute.name.startsWith('on'))
          if (!/^\S+=\{guard\(/.test(source.slice(attribute.start, attribute.end))) found.push(attribute.name);
    }
    Object.values(node).forEach(visit);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

test('changing text is written to its element, so that it survives translators', () => {
  expect(components.filter(({ source }) => writesTextNodes(source)).map(({ file }) => file)).toEqual([]);
});

test('handlers report errors to the surrounding pane', () => {
  const inPanes = components.filter(({ file }) => !OUTSIDE_PANES.includes(file));
  expect(
    inPanes.flatMap(({ file, source }) => findUnguardedHandlers(source).map((name) => `${file}: ${name}`)),
  ).toEqual([]);
});

test('the checks find violations', () => {
  expect(writesTextNodes('<script>let { a } = $props();</script><p>Price {a}</p>')).toBe(true);
  expect(
    findUnguardedHandlers('<svelte:window {onkeydown} /><p onclick={() => f()}></p><b onclick={guard(f)}></b>'),
  ).toEqual(['onkeydown', 'onclick']);
});
