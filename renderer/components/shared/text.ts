// Text that changes, owned by its element, so that it goes on changing on a translated page.
import type { Attachment } from 'svelte/attachments';

/**
 * Shows `value` as all there is in the element. A translator replaces text nodes by elements of its own; what Svelte writes to
 * a text node it remembers is then never seen. This writes to the element, whatever stands in it: at the latest with the next
 * change, the page says what is true.
 */
export function text(value: () => string | number): Attachment {
  return (element) => {
    const shown = String(value());
    const { firstChild } = element;
    if (!(firstChild instanceof Text) || firstChild.nextSibling) element.textContent = shown;
    else if (firstChild.data !== shown) firstChild.data = shown;
  };
}
