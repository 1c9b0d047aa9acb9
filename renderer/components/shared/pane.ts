// Which pane a component is in, and how errors of its event handlers reach it.
import { createContext } from 'svelte';

/**
 * What stands in a pane's place after an error: fills it, takes as much of it as it needs or a line, or lies over the corner of
 * the page.
 */
export type PaneShape = 'area' | 'section' | 'bar' | 'bottom-bar' | 'floating';

type Fail = (error: unknown) => void;

const [getFail, setFail, inPane] = createContext<Fail>();

/** Wraps an event handler, which may be async. */
export type Guard = <A extends readonly unknown[]>(handler: (...args: A) => unknown) => (...args: A) => void;

export { setFail as setPaneFail };

/**
 * Makes a handler's error the error of the pane around the component: a boundary catches what drawing throws, but not what
 * a handler throws or its promise rejects with. Call it while the component is set up.
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

/** What makes an error that of the pane around the component. Call it while the component is set up. */
export function paneFail(): Fail {
  return inPane() ? getFail() : rethrow;
}

/** Outside every pane the error is the whole page's. */
function rethrow(error: unknown): never {
  throw error;
}
