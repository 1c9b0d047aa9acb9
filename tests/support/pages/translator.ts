// Changes a page as Chrome's translator does.
import type { Page } from 'playwright-core';

/** Replaces every non-empty text node by `<font><font>` with its text, every `everyMs`. */
export async function translateRepeatedly(page: Page, everyMs = 200): Promise<void> {
  await page.evaluate((ms) => {
    // createElement would be reported as deprecated for this tag; the translator still uses it.
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

/** The texts of the elements that Chrome would translate, because they lack the marks that prevent it. */
export function translatableTexts(page: Page, selector: string): Promise<string[]> {
  return page.evaluate(
    (query) =>
      [...document.querySelectorAll<HTMLElement>(query)]
        .filter((element) => element.translate || !element.closest('.notranslate'))
        .map((element) => element.innerText),
    selector,
  );
}
