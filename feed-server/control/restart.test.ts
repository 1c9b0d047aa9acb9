// A restarted feed listens again after the given time, once, and never after it has ended.
import { expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import type { Gateways } from '../serving/gateways.ts';
import { Restart } from './restart.ts';

/** A restart of a feed that listens. `done` records what it does, in order. */
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
      onFailure: (error) => this.done.push((error as Error).message),
    });
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
}

it('listens again with a new epoch after the given time', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  await run.advance(1_999);
  expect(run.done).toEqual(['close']);
  await run.advance(1);
  expect(run.done).toEqual(['close', 'new epoch', 'open']);
});

it('ignores another restart while it is down', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  run.restart.begin(10);
  await run.advance(2_000);
  expect(run.done).toEqual(['close', 'new epoch', 'open']);
  run.restart.begin(500);
  await run.advance(500);
  expect(run.done).toHaveLength(6);
});

it('does not listen again after the end', async () => {
  const run = new Run();
  run.restart.begin(2_000);
  await run.restart.end();
  await run.advance(10_000);
  expect(run.done).toEqual(['close']);
});

it('reports once that it cannot listen again, and ends without throwing', async () => {
  const run = new Run();
  run.port = 'taken';
  run.restart.begin(100);
  await run.advance(100);
  await run.restart.end();
  expect(run.done).toEqual(['close', 'new epoch', 'open', 'the port is taken']);
});
