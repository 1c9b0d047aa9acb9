// What Chrome's translator does to a page, and so that it can be looked at what is left of it.
import type { Page } from 'playwright-core';

/** Every text node that says something is replaced by `<font><font>` with its text, again and again, every `everyMs`. */
export async function translateRepeatedly(page: Page, everyMs = 200): Promise<void> {
  await page.evaluate((ms) => {
    // Not createElement, which calls the tag deprecated; the translator is not.
    const make = (): Element => document.createElementNS('http://www.w3.org/1999/xhtml', 'font');
    const translate = (): void => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const nodes: Text[] = [];
      while (walker.nextNode()) nodes.push(walker.currentNode as Text);
      for (const node of nodes) {
        if (node.data.trim() === '' || node.parentElement?.closest('font')) continue;
        const [outer, inner] = [make(), make()];
        inner.textContent = node.data;
        outer.append(inner);
        node.replaceWith(outer);
      }
    };
    translate();
    setInterval(translate, ms);
  }, everyMs);
}

/** What was translated and is marked as not to be, as Chrome leaves out: empty in a page that marks it all. */
export function untranslatable(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    (found) =>
      [...document.querySelectorAll<HTMLElement>(found)]
        .filter((element) => element.translate || !element.closest('.notranslate'))
        .map((element) => element.innerText),
    selector,
  );
}
