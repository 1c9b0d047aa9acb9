// Messages without new data do not change the state, so a quiet market allocates no memory.
import { expect, it } from 'vitest';
import { MachineRun } from '../../tests/support/clients/machine-run.ts';

it.each<[string, (run: MachineRun) => MachineRun]>([
  ['a heartbeat of a quiet market', (run) => run.heartbeat(10)],
  ['a duplicate batch', (run) => run.batch(5, 10)],
  ['an early timer', (run) => run.dispatch({ type: 'timer' })],
])('%s changes nothing', (_, receive) => {
  const run = new MachineRun().live(10, 0, 1).advance(500);
  const { machine } = run;
  receive(run);
  expect(run.machine).toBe(machine);
  expect(run.effects).toEqual([]);
});

it('a new batch does not change the subscriptions', () => {
  const run = new MachineRun().live(10, 0, 1);
  const { subscriptions } = run.machine;
  run.batch(10, 12);
  expect(run.position?.sequence).toBe(12);
  expect(run.machine.subscriptions).toBe(subscriptions);
});
