// A small run of the fan-out benchmark: its figures, and that it leaves no process behind.
import { expect, test } from 'vitest';
import { startBench } from '../support/processes/bench-process.ts';
import { isRunning, descendantsOf } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

const MAIN = 'fanout/main.ts';

test('both servers deliver every update, and each output line has all figures', async () => {
  const running = startBench(MAIN, '--workloads', 'quiet', '--peers', 'tapewire,socket.io', '--seconds', '1', '--json');
  expect(await within('the benchmark to end', running.ended, 100_000)).toBe(0);
  const lines = running.out.trim().split('\n');
  const figures = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(figures.map((line) => [line.workload, line.peer, line.delivered])).toEqual([
    ['quiet', 'tapewire', 1],
    ['quiet', 'socket.io', 1],
  ]);
  for (const line of figures) {
    const keys = ['workload', 'peer', 'delivered', 'cpuPerUpdate', 'bytesPerUpdate', 'p50', 'p99', 'rssMb'];
    expect(Object.keys(line)).toEqual(keys);
    for (const key of keys.slice(2)) expect(line[key]).toBeGreaterThan(0);
  }
});

test('leaves no process behind when it is interrupted', async () => {
  const { child, ended } = startBench(MAIN, '--workloads', 'quiet', '--peers', 'tapewire', '--seconds', '60');
  const pid = child.pid ?? NaN;
  const processes = await until('server and load to run', () => {
    const pids = [...descendantsOf(pid, 'servers/tapewire.ts'), ...descendantsOf(pid, 'load.ts')];
    return pids.length === 2 && pids;
  });
  child.kill('SIGINT');
  expect(await within('the benchmark to end', ended)).toBe(1);
  await until('server and load to end', () => !processes.some(isRunning));
});

test('refuses an unknown peer with exit code 2', async () => {
  expect(await within('the benchmark to end', startBench(MAIN, '--peers', 'carrier-pigeon').ended)).toBe(2);
});
