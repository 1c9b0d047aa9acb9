// Supervision of the bundled feed: start, probes, restarts on the same port, giving up and shutdown, all in virtual
// time.
import { expect, test, vi } from 'vitest';
import { FakeClock } from '../../tests/support/time/fake-clock.ts';
import { BundledFeed, type FeedListener, type ProbeFeed } from './bundled-feed.ts';
import {
  START_AFTER_ERROR_LIMIT_MS,
  MAX_ATTEMPTS,
  MAX_UNANSWERED,
  PROBE_INTERVAL_MS,
  START_LIMIT_MS,
  STABLE_AFTER_MS,
} from './supervision.ts';

/** Longer than any delay between two attempts. */
const LONG_MS = 10_000;

interface Fork {
  readonly port: number;
  readonly listener: FeedListener;
  readonly shutDown: () => void;
  readonly kill: () => void;
}

function makeSupervisedFeed() {
  const clock = new FakeClock();
  const forks: Fork[] = [];
  const onReady = vi.fn();
  const onHung = vi.fn();
  const onFailed = vi.fn();
  const probe = vi.fn<ProbeFeed>(() => Promise.resolve(true));
  const feed = new BundledFeed({
    clock,
    probe,
    onReady,
    onHung,
    onFailed,
    fork(port, listener) {
      const fork = { port, listener, shutDown: vi.fn(), kill: vi.fn() };
      forks.push(fork);
      return fork;
    },
  });
  const lastFork = (): Fork => forks.at(-1) as Fork;
  return {
    clock,
    forks,
    probe,
    onReady,
    onHung,
    onFailed,
    feed,
    lastFork,
    /** Advances the clock until this many probes are sent and answered. */
    runProbes: async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        clock.advance(PROBE_INTERVAL_MS);
        await Promise.resolve();
      }
    },
    printReadyLine: (port = 4400) => lastFork().listener.onStdout(readyLine(port)),
  };
}

function readyLine(port: number): string {
  return `Tapewire feed ready on http://127.0.0.1:${port} · Simulated, seed 7 · market time 2025-01-06T14:30:00.000Z (speed 1)`;
}

test('starts on any free port and reads it from the ready line', () => {
  const { feed, forks, lastFork, printReadyLine, onReady } = makeSupervisedFeed();
  feed.start();
  feed.start();
  expect(forks).toHaveLength(1);
  expect(lastFork().port).toBe(0);
  lastFork().listener.onStdout('something else');
  expect(onReady).not.toHaveBeenCalled();
  printReadyLine();
  expect(onReady).toHaveBeenCalledExactlyOnceWith('http://127.0.0.1:4400');
});

test('restarts on the same port after an exit', () => {
  const { feed, clock, forks, lastFork, printReadyLine, onReady } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  clock.advance(STABLE_AFTER_MS);
  lastFork().listener.onExit(9);
  expect(forks).toHaveLength(1);
  clock.advance(1_000);
  expect(forks).toHaveLength(2);
  expect(lastFork().port).toBe(4400);
  printReadyLine();
  expect(onReady).toHaveBeenCalledTimes(2);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('delays grow while consecutive starts fail', () => {
  const { feed, clock, forks, lastFork } = makeSupervisedFeed();
  feed.start();
  const delays: number[] = [];
  while (forks.length < MAX_ATTEMPTS) {
    const [forksBefore, exitedAt] = [forks.length, clock.now()];
    lastFork().listener.onExit(1);
    while (forks.length === forksBefore) clock.advance(100);
    delays.push(clock.now() - exitedAt);
  }
  expect(delays).toEqual([200, 400, 800]);
});

test('gives up after the maximum number of starts, with the last error output, and can be started again', () => {
  const { feed, clock, forks, lastFork, onFailed } = makeSupervisedFeed();
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    lastFork().listener.onStderr(`error ${i}`);
    lastFork().listener.onExit(2);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith(`error ${MAX_ATTEMPTS - 1}`);
  expect(forks).toHaveLength(MAX_ATTEMPTS);
  expect(clock.pending).toBe(0);
  feed.start();
  expect(forks).toHaveLength(MAX_ATTEMPTS + 1);
  expect(lastFork().port).toBe(0);
});

test('gives up if the feed exits soon after every start', () => {
  const { feed, clock, lastFork, printReadyLine, onFailed } = makeSupervisedFeed();
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    printReadyLine();
    lastFork().listener.onExit(1);
    clock.advance(LONG_MS);
  }
  expect(onFailed).toHaveBeenCalledOnce();
});

test('stops and restarts a feed that never prints its ready line', () => {
  const { feed, clock, forks, lastFork } = makeSupervisedFeed();
  feed.start();
  clock.advance(START_LIMIT_MS);
  expect(lastFork().shutDown).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  lastFork().listener.onExit(0);
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(2);
});

test('stops a feed sooner if it writes errors before it is ready', () => {
  const { feed, clock, lastFork } = makeSupervisedFeed();
  feed.start();
  lastFork().listener.onStderr('port 4400 on 127.0.0.1 is taken');
  clock.advance(START_AFTER_ERROR_LIMIT_MS);
  expect(lastFork().shutDown).toHaveBeenCalledOnce();
});

test('ignores error output of a feed that is ready', () => {
  const { feed, clock, lastFork, printReadyLine } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  lastFork().listener.onStderr('a client misbehaves');
  clock.advance(LONG_MS);
  expect(lastFork().shutDown).not.toHaveBeenCalled();
});

test('does not kill a feed that answers its probes', async () => {
  const { feed, lastFork, printReadyLine, probe, runProbes } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  await runProbes(100);
  expect(probe).toHaveBeenCalledTimes(100);
  expect(probe).toHaveBeenCalledWith('http://127.0.0.1:4400');
  expect(lastFork().kill).not.toHaveBeenCalled();
});

test('kills a feed that stops answering and restarts it on the same port', async () => {
  const { feed, clock, forks, lastFork, printReadyLine, probe, runProbes, onHung, onReady } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  await runProbes(20);
  probe.mockResolvedValue(false);
  await runProbes(MAX_UNANSWERED - 1);
  expect(lastFork().kill).not.toHaveBeenCalled();
  await runProbes(1);
  expect(lastFork().kill).toHaveBeenCalledOnce();
  expect(onHung).toHaveBeenCalledOnce();
  await runProbes(5);
  expect(forks).toHaveLength(1);
  lastFork().listener.onExit(9);
  clock.advance(1_000);
  expect(lastFork().port).toBe(4400);
  printReadyLine();
  expect(onReady).toHaveBeenCalledTimes(2);
});

test('does not kill a feed that leaves fewer consecutive probes unanswered than the maximum', async () => {
  const { feed, lastFork, printReadyLine, probe, runProbes } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  for (let i = 0; i < 10; i++) {
    probe.mockResolvedValue(false);
    await runProbes(MAX_UNANSWERED - 1);
    probe.mockResolvedValue(true);
    await runProbes(1);
  }
  expect(lastFork().kill).not.toHaveBeenCalled();
});

test('sends no probe before the previous one is answered', async () => {
  const { feed, printReadyLine, probe, runProbes, lastFork } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  probe.mockReturnValue(new Promise(() => undefined));
  await runProbes(10);
  expect(probe).toHaveBeenCalledOnce();
  expect(lastFork().kill).not.toHaveBeenCalled();
});

test('gives up if the feed hangs soon after every start', async () => {
  const { feed, clock, lastFork, printReadyLine, probe, runProbes, onFailed } = makeSupervisedFeed();
  probe.mockResolvedValue(false);
  feed.start();
  for (let i = 0; i < MAX_ATTEMPTS; i++) {
    expect(onFailed).not.toHaveBeenCalled();
    printReadyLine();
    await runProbes(MAX_UNANSWERED);
    lastFork().listener.onExit(9);
    clock.advance(1_000);
  }
  expect(onFailed).toHaveBeenCalledExactlyOnceWith('it stopped responding');
});

test('does not count a stopped feed\u2019s unanswered probes against the next one', async () => {
  const { feed, clock, lastFork, printReadyLine, probe } = makeSupervisedFeed();
  const answers: ((answered: boolean) => void)[] = [];
  probe.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
  feed.start();
  printReadyLine();
  clock.advance(PROBE_INTERVAL_MS);
  feed.stop();
  feed.start();
  printReadyLine();
  for (let i = 0; i < MAX_UNANSWERED; i++) {
    answers[0]?.(false);
    await Promise.resolve();
  }
  expect(lastFork().kill).not.toHaveBeenCalled();
});

test('a stopped feed stays stopped, and its exit does not affect the next one', () => {
  const { feed, clock, forks, lastFork, printReadyLine, onReady } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  feed.stop();
  const stoppedFork = lastFork();
  expect(stoppedFork.shutDown).toHaveBeenCalledOnce();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  feed.start();
  stoppedFork.listener.onExit(0);
  stoppedFork.listener.onStdout(readyLine(1));
  expect(onReady).toHaveBeenCalledOnce();
  expect(lastFork().port).toBe(0);
  printReadyLine(4500);
  expect(onReady).toHaveBeenLastCalledWith('http://127.0.0.1:4500');
  expect(forks).toHaveLength(2);
});

test('does not restart if it is stopped during a delay', () => {
  const { feed, clock, forks, lastFork, printReadyLine } = makeSupervisedFeed();
  feed.start();
  printReadyLine();
  lastFork().listener.onExit(1);
  feed.stop();
  clock.advance(LONG_MS);
  expect(forks).toHaveLength(1);
  expect(clock.pending).toBe(0);
});
