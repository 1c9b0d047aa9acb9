// Log messages about faults that strike.
import { beforeEach, expect, it } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { RecordedLog } from '../../tests/support/feeds/recorded-log.ts';
import type { InjectedFault } from './injection.ts';
import { StrikeNotices } from './strike-notices.ts';

const DROP: InjectedFault = { id: 1, text: 'drop every=1s', strikes: 0, hits: 0, active: false };

let clock: FakeClock;
let faults: InjectedFault[];
let log: RecordedLog;
let notices: StrikeNotices;

beforeEach(() => {
  clock = new FakeClock();
  faults = [];
  log = new RecordedLog();
  notices = new StrikeNotices({ clock, faults: () => Promise.resolve(faults), logger: log.logger });
});

async function advance(ms: number): Promise<void> {
  clock.advance(ms);
  await Promise.resolve();
  await Promise.resolve();
}

it.each<[Partial<InjectedFault>, string]>([
  [{ hits: 0 }, 'fault 1 "drop every=1s" struck: no connections hit'],
  [{ hits: 1 }, 'fault 1 "drop every=1s" struck: 1 connection hit'],
  [{ hits: 5 }, 'fault 1 "drop every=1s" struck: 5 connections hit'],
  [{ text: 'stall at=1s', active: true }, 'fault 1 "stall at=1s" struck: no connections hit so far'],
])('%j: %s', async (changes, line) => {
  faults = [{ ...DROP, strikes: 1, ...changes }];
  notices.onStrike(1);
  await advance(500);
  expect(log.lines).toEqual([{ level: 'info', message: line, fields: { fault: 1 } }]);
});

it('logs no connections for a fault that strikes the server', async () => {
  faults = [{ id: 1, text: 'epoch at=1s', strikes: 1, active: false }];
  notices.onStrike(1);
  await advance(500);
  expect(log.messages).toEqual(['fault 1 "epoch at=1s" struck the server']);
});

it('logs a repeating fault once a minute, with the counts since the last message', async () => {
  for (let second = 0; second < 121; second++) {
    faults = [{ ...DROP, strikes: second + 1, hits: 2 * second }];
    notices.onStrike(1);
    await advance(1_000);
  }
  expect(log.messages).toEqual([
    'fault 1 "drop every=1s" struck: no connections hit',
    'fault 1 "drop every=1s" struck 60 times: 120 connections hit',
    'fault 1 "drop every=1s" struck 60 times: 120 connections hit',
  ]);
});

it('logs nothing about a fault that was cleared, nor after it is closed', async () => {
  notices.onStrike(1);
  await advance(500);
  faults = [{ ...DROP, strikes: 1 }];
  notices.onStrike(1);
  notices.close();
  await advance(60_000);
  expect([log.lines, clock.pending]).toEqual([[], 0]);
});
