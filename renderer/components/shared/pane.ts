// Which pane a component belongs to, and how errors of its event handlers reach that pane.
import { createContext } from 'svelte';

/**
 * The layout of a failed pane's replacement: fills the pane, takes the height it needs, takes one line, or floats over
 * the corner of the page.
 */
export type PaneShape = 'area' | 'section' | 'bar' | 'bottom-bar' | 'floating';

type Fail = (error: unknown) => void;

const [getFail, setFail, inPane] = createContext<Fail>();

/** Wraps an event handler, which may be async. */
export type Guard = <A extends readonly unknown[]>(handler: (...args: A) => unknown) => (...args: A) => void;

export { setFail as setPaneFail };

/**
 * Reports a handler's errors to the surrounding pane: an error boundary catches what rendering throws, but not errors
 * and rejections of handlers. Call during component initialization.
 */
export function paneGuard(): Guard {
  const fail = paneFail();
  return (handler) =>
    (...args) => {
      try {
        const result = handler(...args);
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
}

/** Returns the function that fails the surrounding pane. Call during component initialization. */
export function paneFail(): Fail {
  return inPane() ? getFail() : rethrow;
}

/** Outside of any pane, an error fails the whole page. */
function rethrow(error: unknown): never {
  throw error;
}
