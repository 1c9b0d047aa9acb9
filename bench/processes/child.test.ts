import { expect, test } from 'vitest';
import { isRunning } from '../../tests/support/processes/processes.ts';
import { until } from '../../tests/support/time/until.ts';
import { Child, ChildError } from './child.ts';

const parent = JSON.stringify(new URL('./parent.ts', import.meta.url));
const child = (script: string): Child =>
  new Child('the child', [
    process.execPath,
    '--input-type=module',
    '--eval',
    `import { listenToParent, tellParent } from ${parent};\n${script}`,
  ]);

test('it gets messages and sends messages, and is gone once it is ended', async () => {
  const echo = child('listenToParent((message) => tellParent({ echo: message }));');
  echo.say({ n: 1 });
  echo.say({ n: 2 });
  expect(await echo.next('it answered', 10_000)).toEqual({ echo: { n: 1 } });
  expect(await echo.next('it answered', 10_000)).toEqual({ echo: { n: 2 } });
  await echo.end();
  expect(isRunning(echo.pid)).toBe(false);
});

test('one that breaks says how, and what it last wrote', async () => {
  const broken = child('process.stderr.write("no such port\\n"); process.exitCode = 3;');
  const failure = broken.next('it was ready', 10_000);
  await expect(failure).rejects.toThrow(ChildError);
  await expect(failure).rejects.toThrow('the child ended with code 3 before it was ready: no such port');
  await expect(broken.untilEnded()).rejects.toThrow('the child ended with code 3');
});

test('one that cannot be run says so', async () => {
  const none = new Child('the child', ['/no/such/file']);
  await expect(none.next('it was ready', 10_000)).rejects.toThrow(
    'the child could not be run: spawn /no/such/file ENOENT',
  );
  await none.end();
});

test('one that is silent is given up', async () => {
  const silent = child('listenToParent(() => undefined);');
  await expect(silent.next('its result', 50)).rejects.toThrow('waited 0.05 s for its result of the child, in vain');
  await silent.end();
});

test('one that does not end by itself is killed', async () => {
  const deaf = child(
    'process.on("SIGTERM", () => undefined); tellParent({ pid: process.pid }); setInterval(() => undefined, 1_000);',
  );
  await deaf.next('it was ready', 10_000);
  await deaf.end();
  await until('the child to be gone', () => !isRunning(deaf.pid));
});
