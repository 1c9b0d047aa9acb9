// What the console says of faults that strike.
import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import type { InjectedFault } from './injection.ts';
import { StrikeNotices } from './strike-notices.ts';

const DROP: InjectedFault = { id: 1, text: 'drop every=1s', strikes: 0, hits: 0, active: false };

let clock: FakeClock;
let faults: InjectedFault[];
let said: string[];
let notices: StrikeNotices;

beforeEach(() => {
  clock = new FakeClock();
  faults = [];
  said = [];
  notices = new StrikeNotices({ clock, faults: () => Promise.resolve(faults), say: (line) => said.push(line) });
});

async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await Promise.resolve();
  await Promise.resolve();
}

it.each<[Partial<InjectedFault>, string]>([
  [{ hits: 0 }, 'fault 1 "drop every=1s" struck: no connections hit'],
  [{ hits: 1 }, 'fault 1 "drop every=1s" struck: 1 connection hit'],
  [{ hits: 5 }, 'fault 1 "drop every=1s" struck: 5 connections hit'],
  [{ text: 'stall at=1s', active: true }, 'fault 1 "stall at=1s" struck: no connections hit so far'],
])('%j: %s', async (facts, line) => {
  faults = [{ ...DROP, strikes: 1, ...facts }];
  notices.struck(1);
  await pass(500);
  expect(said).toEqual([line]);
});

it('a fault that strikes the server has no count', async () => {
  faults = [{ id: 1, text: 'epoch at=1s', strikes: 1, active: false }];
  notices.struck(1);
  await pass(500);
  expect(said).toEqual(['fault 1 "epoch at=1s" struck the server']);
});

it('a fault that strikes again and again gets a line a minute, with what has happened since the last', async () => {
  for (let second = 0; second < 121; second++) {
    faults = [{ ...DROP, strikes: second + 1, hits: 2 * second }];
    notices.struck(1);
    await pass(1_000);
  }
  expect(said).toEqual([
    'fault 1 "drop every=1s" struck: no connections hit',
    'fault 1 "drop every=1s" struck 60 times: 120 connections hit',
    'fault 1 "drop every=1s" struck 60 times: 120 connections hit',
  ]);
});

it('nothing is said of a fault that was cleared, or after the end', async () => {
  notices.struck(1);
  await pass(500);
  faults = [{ ...DROP, strikes: 1 }];
  notices.struck(1);
  notices.close();
  await pass(60_000);
  expect([said, clock.pending]).toEqual([[], 0]);
});
