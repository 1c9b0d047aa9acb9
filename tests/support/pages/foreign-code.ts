// Foreign code in the page, such as an extension's: a self-contained function to run in any page.

/** Throws errors as an extension's code may: from timers, promises, and listeners that our code triggers. */
export function throwForeignErrors(): void {
  setTimeout(() => {
    throw new Error('wallet timer');
  });
  setTimeout(() => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- foreign code may.
    throw 'wallet text';
  });
  for (const reason of [new Error('wallet promise'), 'a text', undefined, null, { code: 4001 }])
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- foreign code may.
    void Promise.reject(reason);
  const bare = new Error('without a stack');
  delete bare.stack;
  void Promise.reject(bare);
  window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
  window.dispatchEvent(
    new ErrorEvent('error', { message: 'ResizeObserver loop limit exceeded', filename: location.href }),
  );
  document.addEventListener('focusin', () => {
    throw new Error('password manager');
  });
  new ResizeObserver(([entry]) => {
    const { style } = entry?.target as HTMLElement;
    style.paddingTop = `${(parseFloat(style.paddingTop) || 0) + 1}px`;
  }).observe(document.body);
}
