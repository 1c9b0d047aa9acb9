// Text that changes, owned by its element, so that it keeps changing on a translated page.
import type { Attachment } from 'svelte/attachments';

/**
 * Makes `value` the element's only text. A translator replaces text nodes with its own elements, and Svelte's writes to
 * the detached nodes would never show. Writing to the element corrects the page with the next change at the latest.
 */
export function text(value: () => string | number): Attachment {
  return (element) => {
    const newText = String(value());
    const { firstChild } = element;
    if (!(firstChild instanceof Text) || firstChild.nextSibling) element.textContent = newText;
    else if (firstChild.data !== newText) firstChild.data = newText;
  };
}
