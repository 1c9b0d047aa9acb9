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
    `import { onParentMessage, sendToParent } from ${parent};\n${script}`,
  ]);

test('exchanges messages, and is gone once it is ended', async () => {
  const echo = child('onParentMessage((message) => sendToParent({ echo: message }));');
  echo.send({ n: 1 });
  echo.send({ n: 2 });
  expect(await echo.next('an answer', 10_000)).toEqual({ echo: { n: 1 } });
  expect(await echo.next('an answer', 10_000)).toEqual({ echo: { n: 2 } });
  await echo.end();
  expect(isRunning(echo.pid)).toBe(false);
});

test('reports how a failed process ended, and its last output', async () => {
  const broken = child('process.stderr.write("no such port\\n"); process.exitCode = 3;');
  const failure = broken.next('its ready message', 10_000);
  await expect(failure).rejects.toThrow(ChildError);
  await expect(failure).rejects.toThrow('the child ended with code 3 before sending its ready message: no such port');
  await expect(broken.untilEnded()).rejects.toThrow('the child ended with code 3');
});

test('reports a process that cannot be started', async () => {
  const none = new Child('the child', ['/no/such/file']);
  await expect(none.next('its ready message', 10_000)).rejects.toThrow(
    'the child could not be started: spawn /no/such/file ENOENT',
  );
  await none.end();
});

test('times out on a silent process', async () => {
  const silent = child('onParentMessage(() => undefined);');
  await expect(silent.next('its result', 50)).rejects.toThrow('the child did not send its result within 0.05 s');
  await silent.end();
});

test('kills a process that ignores SIGTERM', async () => {
  const unresponsive = child(
    'process.on("SIGTERM", () => undefined); sendToParent({ pid: process.pid }); setInterval(() => undefined, 1_000);',
  );
  await unresponsive.next('its ready message', 10_000);
  await unresponsive.end();
  await until('the child to be gone', () => !isRunning(unresponsive.pid));
});
