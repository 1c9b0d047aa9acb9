// Finds out what a page is allowed to do: self-contained functions to run in any page.

export const NODE_GLOBALS = ['require', 'module', 'process', 'Buffer', 'global', 'setImmediate', '__dirname'];

export function globalsAmong(names: readonly string[]): string[] {
  return names.filter((name) => name in globalThis);
}

/** Tries to run code that is not a file of the page. Returns the ways that worked. */
export async function injectedCodeThatRuns(): Promise<string[]> {
  const ran: string[] = [];
  Object.assign(window, { inspect: (how: string) => ran.push(how) });
  const script = document.createElement('script');
  script.textContent = "inspect('inline script')";
  document.body.append(script);
  const button = document.createElement('button');
  button.setAttribute('onclick', "inspect('inline handler')");
  button.click();
  // In a timer, because code called by a debugger may use eval where the page may not.
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      try {
        (0, eval)("inspect('eval')");
      } catch {
        // Refused.
      }
      resolve();
    });
  });
  script.remove();
  return ran;
}

/** Tries every way for a page to leave for `url`. Returns whether a window was opened. */
export function tryToLeave(url: string): boolean {
  const opened = window.open(`${url}/window`) !== null;
  const link = document.createElement('a');
  link.href = `${url}/link`;
  link.target = '_blank';
  document.body.append(link);
  link.click();
  link.remove();
  const frame = document.createElement('iframe');
  frame.src = `${url}/frame`;
  document.body.append(frame);
  window.location.href = `${url}/page`;
  return opened;
}
