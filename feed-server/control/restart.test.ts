// Restarts: the feed is back after the given time, once, and never after the end.
import { expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import type { Gateways } from '../serving/gateways.ts';
import { Restart } from './restart.ts';

/** What a restart does, in order, over a feed that listens. */
class Run {
  readonly clock = new FakeClock();
  readonly done: string[] = [];
  isListening = true;
  port: 'free' | 'taken' = 'free';
  readonly restart: Restart;

  constructor() {
    const gateways = {
      close: () => {
        this.done.push('close');
        this.isListening = false;
        return Promise.resolve();
      },
      newEpoch: () => this.done.push('new epoch'),
    };
    const isListening = (): boolean => this.isListening;
    Object.defineProperty(gateways, 'isListening', { get: isListening });
    this.restart = new Restart({
      clock: this.clock,
      gateways: () => gateways as unknown as Gateways,
      open: () => {
        this.done.push('open');
        this.isListening = this.port === 'free';
        return this.isListening ? Promise.resolve() : Promise.reject(new Error('the port is taken'));
      },
      failed: (error) => this.done.push((error as Error).message),
    });
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
}

it('comes back with a new epoch after the given time', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  await run.pass(1_999);
  expect(run.done).toEqual(['close']);
  await run.pass(1);
  expect(run.done).toEqual(['close', 'new epoch', 'open']);
});

it('ignores another restart while it is down', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  run.restart.begin(10);
  await run.pass(2_000);
  expect(run.done).toEqual(['close', 'new epoch', 'open']);
  run.restart.begin(500);
  await run.pass(500);
  expect(run.done).toHaveLength(6);
});

it('never comes back after the end', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  await run.restart.end();
  await run.pass(10_000);
  expect(run.done).toEqual(['close']);
});

it('reports that it could not come back, once, and ends without throwing', async () => {
  const run = new Run();
  run.port = 'taken';
  run.restart.begin(100);
  await run.pass(100);
  await run.restart.end();
  expect(run.done).toEqual(['close', 'new epoch', 'open', 'the port is taken']);
});
